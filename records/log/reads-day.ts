import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { MINUTE, addDays, dateOf, plus, startOf } from '../../domain/time/instant.ts';
import { checksum } from '../checksum.ts';
import type { Database, Queryable } from '../database.ts';
import { recordFact } from '../one-fact.ts';

const STREAM = 'reads';
const KIND = 'reads-of-day';
// A read at 23:59:59 is written a moment later; nothing takes longer than the database's limits.
const GRACE = 10 * MINUTE;

/** What a day's fact says: how many reads there were, and the checksum of their rows. */
interface DayOfReads {
  readonly day: CivilDate;
  readonly count: number;
  readonly sha256: string;
}

/**
 * Commits to the reads of every day that is over: one fact a day with their number and the checksum
 * of the day's rows, so that a read cannot be taken out of the table unseen. Days are closed in
 * order and once; a day without reads has no fact. Returns how many were closed now.
 */
export async function closeReadDays(db: Database, now: Instant): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [STREAM]);
    const closed = (await closedDays(tx)).at(-1)?.day;
    const days = await daysWithReads(
      tx,
      closed === undefined ? null : startOf(addDays(closed, 1)),
      startOf(dateOf(plus(now, -GRACE))),
    );
    for (const day of days) {
      const data = await dayOfReads(tx, day);
      await recordFact(tx, { stream: STREAM, kind: KIND, actor: { kind: 'process' }, now, data });
    }
    return days.length;
  });
}

/** The days whose reads are not those that the day's fact speaks of. */
export async function changedReadDays(db: Queryable): Promise<CivilDate[]> {
  const closed = await closedDays(db);
  const changed: CivilDate[] = [];
  for (const { day, sha256 } of closed) {
    if ((await dayOfReads(db, day)).sha256 !== sha256) changed.push(day);
  }
  const last = closed.at(-1)?.day;
  if (last === undefined) return changed;
  const known = new Set(closed.map(({ day }) => day));
  const days = await daysWithReads(db, null, startOf(last));
  return [...changed, ...days.filter((day) => !known.has(day))].sort();
}

async function closedDays(db: Queryable): Promise<DayOfReads[]> {
  const { rows } = await db.query<DayOfReads>(
    `select data ->> 'day' as day, (data ->> 'count')::int as count, data ->> 'sha256' as sha256
     from facts, lateral (select body::jsonb -> 'data' as data) as f
     where stream = $1 and kind = $2 order by seq`,
    [STREAM, KIND],
  );
  return rows;
}

async function daysWithReads(
  db: Queryable,
  from: Instant | null,
  to: Instant,
): Promise<CivilDate[]> {
  const { rows } = await db.query<{ day: CivilDate }>(
    `select distinct (read_at at time zone 'UTC' + interval '7 hours')::date::text as day
     from case_reads where read_at < $2 and ($1::timestamptz is null or read_at >= $1)
     order by day`,
    [from, to],
  );
  return rows.map((row) => row.day);
}

async function dayOfReads(db: Queryable, day: CivilDate): Promise<DayOfReads> {
  const { rows } = await db.query(
    `select id, case_id, person_id, office_id, capacity, what,
       to_char(read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as read_at
     from case_reads where read_at >= $1 and read_at < $2 order by id`,
    [startOf(day), startOf(addDays(day, 1))],
  );
  return { day, count: rows.length, sha256: checksum(rows) };
}
