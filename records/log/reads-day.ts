import { randomUUID } from 'node:crypto';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { addDays, dateOf, startOf } from '../../domain/time/instant.ts';
import { checksum } from '../checksum.ts';
import type { Database, Queryable } from '../database.ts';
import { appendFacts, nextSeq } from '../facts.ts';

const STREAM = 'reads';

/**
 * Commits to the reads of every day that is over: one fact a day with their number and the checksum
 * of the day's rows, so that a read cannot be taken out of the table unseen. Idempotent by the day.
 */
export async function closeReadDays(db: Database, now: Instant): Promise<number> {
  const open = await db.query<{ day: CivilDate }>(
    `select distinct (read_at at time zone 'Asia/Ho_Chi_Minh')::date::text as day from case_reads
     where read_at < $1 and (read_at at time zone 'Asia/Ho_Chi_Minh')::date::text not in
       (select (body::jsonb -> 'data' ->> 'day') from facts where stream = $2)
     order by day limit 60`,
    [startOf(dateOf(now)), STREAM],
  );
  for (const { day } of open.rows) await db.transaction((tx) => closeDay(tx, day, now));
  return open.rows.length;
}

/** The checksum over the reads of a day, as it is now. */
export async function readsChecksum(
  db: Queryable,
  day: CivilDate,
): Promise<{ count: number; sha256: string }> {
  const { rows } = await db.query(
    `select id, case_id, person_id, office_id, capacity, what, read_at::text as read_at
     from case_reads where read_at >= $1 and read_at < $2 order by id`,
    [startOf(day), startOf(addDays(day, 1))],
  );
  return { count: rows.length, sha256: checksum(rows) };
}

async function closeDay(tx: Queryable, day: CivilDate, now: Instant): Promise<void> {
  const seq = await nextSeq(tx, STREAM);
  const known = await tx.query(
    `select from facts where stream = $1 and body::jsonb -> 'data' ->> 'day' = $2`,
    [STREAM, day],
  );
  if (known.rowCount !== 0) return;
  await appendFacts(tx, [
    {
      id: randomUUID(),
      stream: STREAM,
      seq,
      kind: 'reads-of-day',
      happenedAt: startOf(addDays(day, 1)),
      recordedAt: now,
      actor: { kind: 'process' },
      basis: null,
      data: { day, ...(await readsChecksum(tx, day)) },
    },
  ]);
}
