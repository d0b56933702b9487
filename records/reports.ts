import type { CaseRef } from '../domain/cases/outcome.ts';
import type { AgencyReport, Submission } from '../domain/reporting/process/report.ts';
import type { Instant } from '../domain/time/instant.ts';
import { saveClocks } from './clocks.ts';
import type { Queryable } from './database.ts';
import { heldState } from './held-row.ts';
import { isId } from './ids.ts';
import { askToLook } from './looks.ts';
import { reportRow } from './report-row.ts';

/** An agency's report by its id or its number, as it stands; null when there is none. */
export async function loadReport(db: Queryable, idOrNumber: string): Promise<AgencyReport | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ state: AgencyReport }>(
    `select state from reports where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.state ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export function lockReport(tx: Queryable, id: string): Promise<AgencyReport | null> {
  return heldState(tx, 'report', id);
}

/**
 * Holds a report at its stage until the transaction ends: whoever accepts what it collects sees
 * whether it has gone up without it, and it does not go up meanwhile.
 */
export async function holdStage(tx: Queryable, id: string): Promise<void> {
  await tx.query('select from reports where id = $1 for share', [id]);
}

/**
 * Writes a report and what is read from it; when the one at the top has gone, its cycle is asked to
 * look.
 */
export async function saveReport(
  tx: Queryable,
  before: AgencyReport | null,
  report: AgencyReport,
  now: Instant,
): Promise<void> {
  const row = reportRow(report);
  await tx.query(
    `with place as (update report_places set opened = true where id = $1 and not opened)
     insert into reports (id, number, cycle_id, version, stage, ending, arrival, nil, differences,
       opened_at, due, next_due, open, drill, accepted, state, search)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict (id) do update set version = excluded.version, stage = excluded.stage,
       ending = excluded.ending, arrival = excluded.arrival, nil = excluded.nil,
       differences = excluded.differences, due = excluded.due, next_due = excluded.next_due,
       open = excluded.open, accepted = excluded.accepted, state = excluded.state`,
    [
      row.id,
      row.number,
      row.cycle,
      row.version,
      row.stage,
      row.ending,
      row.arrival,
      row.nil,
      row.differences,
      row.openedAt,
      row.due,
      row.nextDue,
      row.open,
      row.drill,
      row.accepted === null ? null : JSON.stringify(row.accepted),
      JSON.stringify(report),
      row.search,
    ],
  );
  await saveClocks(tx, 'report', before, report);
  const hasGone = report.stage === 'sent' && before?.stage !== 'sent';
  if (hasGone && report.collector === null) {
    const cycle: CaseRef = { matter: 'cycle', id: report.cycle.id };
    await askToLook(tx, [cycle], now);
  }
}

/** What a report was accepted with last, by the report's id. */
export async function acceptedOf(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Submission>> {
  const { rows } = await db.query<{ id: string; accepted: Submission }>(
    'select id, accepted from reports where id = any($1::uuid[]) and accepted is not null',
    [ids],
  );
  return new Map(rows.map(({ id, accepted }) => [id, accepted]));
}

/** Ids of the reports that have something to wait for. */
export async function openReports(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from reports where open order by opened_at, id',
  );
  return rows.map((row) => row.id);
}

/** Ids of the reports of which a running clock counts on a calendar. */
export async function reportsOnCalendar(db: Queryable, calendar: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct case_id as id from clocks
     where matter = 'report' and calendar = $1 and status = 'running'`,
    [calendar],
  );
  return rows.map((row) => row.id);
}
