import { createHash } from 'node:crypto';
import type { NoticeRequest } from '../domain/notices/notice.ts';
import type { Receiver } from '../domain/notices/receivers.ts';
import { receiversOf } from '../domain/notices/receivers.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { PersonId } from '../domain/offices/person.ts';
import type { Calendar } from '../domain/time/calendar.ts';
import type { Instant } from '../domain/time/instant.ts';
import { nextDigest } from '../domain/time/warning.ts';
import type { Queryable } from './database.ts';
import type { NoticeCase } from './notices-holders.ts';
import { reachableFor } from './notices-holders.ts';

/** The channel on which a deliverer is woken when letters are waiting. */
export const NOTICE_CHANNEL = 'homat_notices';

/** The letters that one decision causes. */
export interface NoticeBatch extends NoticeCase {
  /** The case's version after the decision: with kind and receiver it makes each letter unique. */
  readonly version: number;
  readonly requests: readonly NoticeRequest[];
}

/** A row on its way into `notices`; field names are those of the table. */
interface NewNotice {
  readonly id: string;
  readonly cause: string;
  readonly group_key: string;
  readonly kind: string;
  readonly person_id: PersonId | null;
  readonly office_id: OfficeId | null;
  readonly capacities: readonly string[] | null;
  readonly address: string | null;
  readonly language: string;
  readonly urgent: boolean;
  readonly clock_id: string | null;
  /**
   * Which step up it is that somebody below has not seen the first letter; 0 for a first letter.
   */
  readonly escalations: number;
  readonly send_after: Instant;
  readonly state: 'planned' | 'waiting';
}

// Whether the day is a holiday is asked when the digest goes: it may be announced in between.
const WEEKENDS_ONLY: Calendar = {
  id: 'VN',
  version: 0,
  days: new Map(),
  announcedYears: new Set(),
};

/**
 * Writes the letters of a decision in its own transaction, in at most two statements: one finds who
 * holds the capacities today, one writes. A letter for later is addressed when it goes. The same
 * decision written twice makes the same letters, once.
 */
export async function insertNotices(tx: Queryable, batch: NoticeBatch): Promise<void> {
  const later = batch.requests.filter((r) => r.at !== null && r.at > batch.now);
  const present = batch.requests.filter((r) => !later.includes(r));
  const addressed = await addressedNow(tx, batch, present);
  await writeNotices(tx, batch, [...later.map((request) => planned(batch, request)), ...addressed]);
}

/** The letters of requests that are addressed now; two that differ only in urgency are one. */
async function addressedNow(
  tx: Queryable,
  batch: NoticeBatch,
  requests: readonly NoticeRequest[],
): Promise<NewNotice[]> {
  if (requests.length === 0) return [];
  const reachable = await reachableFor(tx, batch, requests);
  const receivers = requests.flatMap((request) => receiversOf(request, reachable));
  return lettersTo(batch, receivers, String(batch.version));
}

/** Where a letter belongs that follows another one. */
export interface Following {
  readonly group: string;
  readonly step: number;
  readonly clock: string | null;
}

/** One letter per person and kind; `because` makes it unique among all letters of the case. */
export function lettersTo(
  about: NoticeCase,
  receivers: readonly Receiver[],
  because: string,
  following?: Following,
): NewNotice[] {
  const letters = new Map<string, NewNotice>();
  const urgentFirst = [...receivers].sort((a, b) => Number(b.urgent) - Number(a.urgent));
  for (const to of urgentFirst) {
    const cause = `${because}/${to.kind}/${to.person ?? `mailbox ${to.office}`}`;
    if (letters.has(cause)) continue;
    letters.set(cause, {
      id: noticeId(about.caseId, cause),
      cause,
      group_key:
        following?.group ?? `${about.caseId}/${because}/${to.kind}/${to.office ?? to.person}`,
      kind: to.kind,
      person_id: to.person,
      office_id: to.office,
      capacities: to.capacities,
      address: to.address,
      language: to.language,
      urgent: to.urgent,
      clock_id: following?.clock ?? null,
      escalations: following?.step ?? 0,
      send_after: to.urgent ? about.now : nextDigest(about.now, WEEKENDS_ONLY),
      state: 'waiting',
    });
  }
  return [...letters.values()];
}

function planned(batch: NoticeBatch, { kind, to, urgent, at, clock }: NoticeRequest): NewNotice {
  const person = 'person' in to ? to.person : null;
  const office = 'office' in to ? to.office : null;
  const cause = `${batch.version}/${kind}/${clock}/${at}/${office ?? person}`;
  return {
    id: noticeId(batch.caseId, cause),
    cause,
    group_key: `${batch.caseId}/${cause}`,
    kind,
    person_id: person,
    office_id: office,
    capacities: 'capacities' in to ? to.capacities : null,
    address: null,
    language: 'vi',
    urgent,
    clock_id: clock,
    escalations: 0,
    send_after: at ?? batch.now,
    state: 'planned',
  };
}

/** Writes letters and wakes the deliverer when one of them goes at once. */
export async function writeNotices(
  tx: Queryable,
  about: NoticeCase,
  letters: readonly NewNotice[],
): Promise<void> {
  if (letters.length === 0) return;
  const wakes = letters.some((l) => l.state === 'waiting' && l.send_after <= about.now);
  await tx.query(
    `with written as (
       insert into notices (id, case_id, number, cause, group_key, kind, person_id, office_id,
         capacities, address, language, urgent, drill, hidden_from, clock_id, due,
         escalations, created_at, send_after, state, next_attempt)
       select n.id, $2, $3, n.cause, n.group_key, n.kind, n.person_id, n.office_id, n.capacities,
         n.address, n.language, n.urgent, $4, $5, n.clock_id, c.due, n.escalations, $6,
         n.send_after, n.state, n.send_after
       from jsonb_to_recordset($1::jsonb) as n(id uuid, cause text, group_key text, kind text,
         person_id uuid, office_id text, capacities text[], address text, language text,
         urgent boolean, clock_id text, escalations int, send_after timestamptz, state text)
       left join clocks c on c.case_id = $2 and c.clock_id = n.clock_id
       on conflict do nothing)
     select pg_notify($7, '') where $8`,
    [
      JSON.stringify(letters),
      about.caseId,
      about.number,
      about.drill,
      about.excludeOffice,
      about.now,
      NOTICE_CHANNEL,
      wakes,
    ],
  );
}

/**
 * Drops the warnings of clocks that have ended or moved: those not sent yet. What is on the line at
 * this moment still goes.
 */
export async function dropWarnings(
  tx: Queryable,
  caseId: string,
  endedClockIds: readonly string[],
): Promise<void> {
  await tx.query(
    `update notices set state = 'dropped', next_attempt = null
     where case_id = $1 and clock_id = any($2::text[])
       and state in ('planned', 'waiting', 'failed')`,
    [caseId, endedClockIds],
  );
}

/** The id of a letter: the same cause has the same id, and it tells nothing. */
function noticeId(caseId: string | null, cause: string): string {
  const hash = createHash('sha256').update(`notice\n${caseId}\n${cause}`).digest('hex');
  return hash.slice(0, 32);
}
