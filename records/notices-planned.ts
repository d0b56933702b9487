import type { NoticeKind } from '../domain/notices/notice.ts';
import { receiversOf } from '../domain/notices/receivers.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Capacity, PersonId } from '../domain/offices/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { NoticeCase } from './notices-holders.ts';
import { reachableFor } from './notices-holders.ts';
import { lettersTo, writeNotices } from './notices.ts';
import type { Session } from './session.ts';

/** A row of `notices` as far as it tells what its letters have in common. */
export interface StoredAbout {
  readonly case_id: string | null;
  readonly number: string | null;
  readonly drill: boolean;
  readonly hidden_from: OfficeId | null;
}

interface PlannedNotice extends StoredAbout {
  readonly id: string;
  readonly cause: string;
  readonly group_key: string;
  readonly kind: NoticeKind;
  readonly person_id: PersonId | null;
  readonly office_id: OfficeId | null;
  readonly capacities: readonly Capacity[] | null;
  readonly urgent: boolean;
  readonly clock_id: string | null;
}

const AT_ONCE = 100;

/**
 * Makes letters of the planned notices whose time has come, for whoever holds the capacities now:
 * people change between the plan and its day. Returns how many plans that were.
 */
export async function addressPlanned(
  session: Session,
  directory: DirectoryAt,
  now: Instant,
): Promise<number> {
  return session.transaction(async (tx) => {
    const { rows } = await tx.query<PlannedNotice>(
      `update notices set state = 'addressed', next_attempt = null
       where id in (
         select id from notices where state = 'planned' and next_attempt <= $1
         order by urgent desc, next_attempt, id limit ${AT_ONCE} for update skip locked)
       returning id, case_id, number, drill, hidden_from, cause, group_key, kind, person_id,
         office_id, capacities, urgent, clock_id`,
      [now],
    );
    for (const plan of rows) await address(tx, plan, directory, now);
    return rows.length;
  });
}

async function address(
  tx: Queryable,
  plan: PlannedNotice,
  directory: DirectoryAt,
  now: Instant,
): Promise<void> {
  const about = aboutOf(plan, directory, now);
  const { kind, urgent, office_id: office, capacities, person_id: person } = plan;
  const to = person !== null ? { person } : { office: office ?? '', capacities: capacities ?? [] };
  const request = { kind, to, urgent };
  const receivers = receiversOf(request, await reachableFor(tx, about, [request]));
  const following = { group: plan.group_key, step: 0, clock: plan.clock_id };
  await writeNotices(tx, about, lettersTo(about, receivers, plan.cause, following));
}

/** What a stored letter hands on to those that follow it. */
export function aboutOf(row: StoredAbout, directory: DirectoryAt, now: Instant): NoticeCase {
  return {
    caseId: row.case_id,
    number: row.number,
    drill: row.drill,
    now,
    directory,
    excludeOffice: row.hidden_from,
    reporter: null,
  };
}
