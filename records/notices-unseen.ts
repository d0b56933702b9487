import { receiversOf } from '../domain/notices/receivers.ts';
import { nextReceiver } from '../domain/notices/unseen.ts';
import type { NextReceiver } from '../domain/notices/unseen.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Capacity } from '../domain/offices/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { recordNoticeFacts } from './notices-facts.ts';
import { reachableFor } from './notices-holders.ts';
import type { StoredAbout } from './notices-planned.ts';
import { aboutOf } from './notices-planned.ts';
import { lettersTo, writeNotices } from './notices.ts';
import type { Session } from './session.ts';

interface UnseenNotice extends StoredAbout {
  readonly id: string;
  readonly office_id: OfficeId;
  readonly capacities: readonly Capacity[];
  readonly urgent: boolean;
  readonly escalations: number;
}

export interface UnseenContext {
  readonly directory: DirectoryAt;
  readonly now: Instant;
  /** Until when the next one has to have seen it. */
  readonly seenDue: (urgent: boolean) => Instant | null;
}

/** The letters that nobody of their office has seen in time, by what they have in common. */
export async function unseenGroups(session: Session, now: Instant): Promise<readonly string[]> {
  const { rows } = await session.query<{ group_key: string }>(
    `select group_key from notices where seen_due <= $1
     group by group_key order by min(seen_due) limit 100`,
    [now],
  );
  return rows.map((row) => row.group_key);
}

/**
 * Tells the next one up of letters that nobody has seen in time, and lets their clock run again;
 * above the top of the security channel it ends. False when somebody else was quicker.
 */
export async function escalateGroup(
  session: Session,
  group: string,
  context: UnseenContext,
): Promise<boolean> {
  return session.transaction(async (tx) => {
    const { rows } = await tx.query<UnseenNotice>(
      `select id, case_id, number, drill, hidden_from, office_id, capacities, urgent, escalations
       from notices where group_key = $1 and seen_due <= $2
       order by created_at, id for update`,
      [group, context.now],
    );
    const [first] = rows;
    if (first === undefined) return false;
    const to = nextReceiver(
      { office: first.office_id, capacities: first.capacities, excludeOffice: first.hidden_from },
      first.escalations,
      context.directory,
    );
    await recordStep(tx, group, first, to, context);
    if (to !== null) await tellNext(tx, group, first, to, context);
    return true;
  });
}

async function recordStep(
  tx: Queryable,
  group: string,
  first: UnseenNotice,
  to: NextReceiver | null,
  { now, seenDue }: UnseenContext,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; facts: number }>(
    `update notices set escalations = escalations + 1, facts = facts + 1, seen_due = $2
     where group_key = $1 and seen_due is not null returning id, facts`,
    [group, to === null ? null : seenDue(first.urgent)],
  );
  await recordNoticeFacts(tx, rows, {
    kind: 'notice-not-seen',
    now,
    actor: { kind: 'clock' },
    data: { told: to?.office ?? null },
  });
}

async function tellNext(
  tx: Queryable,
  group: string,
  first: UnseenNotice,
  to: NextReceiver,
  { directory, now }: UnseenContext,
): Promise<void> {
  const about = aboutOf(first, directory, now);
  const step = first.escalations + 1;
  const request = { kind: 'notice-not-seen' as const, to, urgent: first.urgent };
  const receivers = receiversOf(request, await reachableFor(tx, about, [request]));
  const because = `${group}/not seen ${step}`;
  const following = { group, step, clock: null };
  await writeNotices(tx, about, lettersTo(about, receivers, because, following));
}
