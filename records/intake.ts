import type { ReceivedReport, ReportData } from '../domain/incident/act.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';

/** A report as it comes to the desk, before any process has seen it. */
export interface NewIntake {
  readonly id: string;
  readonly personId: string;
  readonly officeId: string;
  readonly capacity: string;
  readonly key: string;
  readonly requestHash: string;
  readonly body: ReportData;
  readonly receivedAt: Instant;
  readonly drill: boolean;
}

export interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: Instant;
  /** The same key had brought this report before. */
  readonly repeated: boolean;
}

interface IntakeRow {
  id: string;
  number: string;
  received_at: Date;
  person_id: string;
  office_id: string;
  request_hash: string;
  body: { report: ReportData; drill: boolean };
}

/**
 * Keeps a report and gives it its number `SC-<year>-<six digits>`: one series a year, without gaps,
 * because the number is given in the transaction that keeps the report. Idempotent by person and
 * key.
 */
export async function takeIntake(
  tx: Queryable,
  intake: NewIntake,
): Promise<Receipt | 'KEY_REUSED'> {
  const year = Number(intake.receivedAt.slice(0, 4));
  const series = intake.drill ? 'DT' : 'SC';
  // The row of the series is the lock: whoever comes with the same key waits here for the first.
  const { rows } = await tx.query<{ last: number }>(
    `insert into number_series (series, year, last) values ($1, $2, 0)
     on conflict (series, year) do update set last = number_series.last returning last`,
    [series, year],
  );
  const known = await tx.query<IntakeRow>(
    'select * from intake where person_id = $1 and idempotency_key = $2',
    [intake.personId, intake.key],
  );
  const first = known.rows[0];
  if (first !== undefined) {
    if (first.request_hash !== intake.requestHash) return 'KEY_REUSED';
    const { id, number } = first;
    return { id, number, receivedAt: instantFrom(first.received_at), repeated: true };
  }
  const last = (rows[0]?.last ?? 0) + 1;
  const number = `${series}-${year}-${String(last).padStart(6, '0')}`;
  await tx.query(
    `with next as (update number_series set last = $1 where series = $2 and year = $3)
     insert into intake (id, number, received_at, person_id, office_id, capacity,
       idempotency_key, request_hash, body)
     values ($4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      last,
      series,
      year,
      intake.id,
      number,
      intake.receivedAt,
      intake.personId,
      intake.officeId,
      intake.capacity,
      intake.key,
      intake.requestHash,
      JSON.stringify({ report: intake.body, drill: intake.drill }),
    ],
  );
  return { id: intake.id, number, receivedAt: intake.receivedAt, repeated: false };
}

/** The report that a case begins with, or null for an id that nobody reported. */
export async function receivedReport(db: Queryable, id: string): Promise<ReceivedReport | null> {
  const { rows } = await db.query<IntakeRow>('select * from intake where id = $1', [id]);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    number: row.number,
    receivedAt: instantFrom(row.received_at),
    person: row.person_id,
    office: row.office_id,
    drill: row.body.drill,
    report: row.body.report,
  };
}

/** Receipts older than `before` that no case has begun from: what the relay starts again. */
export async function leftBehind(db: Queryable, before: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select i.id from intake i left join cases c on c.id = i.id
     where c.id is null and i.received_at < $1 order by i.received_at limit 500`,
    [before],
  );
  return rows.map((row) => row.id);
}
