import { evolve } from '../../domain/reporting/process/evolve.ts';
import type { AgencyReport } from '../../domain/reporting/process/report.ts';
import { msOf } from '../../domain/time/instant.ts';
import { caseFrom, factsOfCases } from '../case-facts.ts';
import type { Queryable } from '../database.ts';
import type { ReportRow } from '../report-row.ts';
import { reportRow } from '../report-row.ts';
import { clockLine, clockLinesOf, holds, madeBy, ms, msOrNull, sameLines } from './told.ts';

/** A stored row, with its instants as milliseconds. */
type StoredRow = Omit<ReportRow, 'openedAt' | 'due' | 'nextDue'> & {
  readonly openedAt: number;
  readonly due: number | null;
  readonly nextDue: number | null;
  readonly state: unknown;
};

const AT_ONCE = 200;

/** The numbers of reports of which something else is shown than their facts make. */
export async function reportsToldOtherwise(tx: Queryable): Promise<string[]> {
  const found: string[] = [];
  let last: string | null = null;
  for (;;) {
    const rows: readonly StoredRow[] = await reportsAfter(tx, last);
    if (rows.length === 0) return found;
    last = rows.at(-1)?.id ?? null;
    const ids = rows.map((row) => row.id);
    const facts = await factsOfCases(tx, 'report', ids);
    const clocks = await clockLinesOf(tx, 'report', ids);
    for (const row of rows) {
      const made = madeBy(() => caseFrom(row.id, facts.get(row.id) ?? [], evolve));
      if (!isAsTold(row, made, clocks.get(row.id) ?? [])) found.push(row.number);
    }
  }
}

async function reportsAfter(tx: Queryable, last: string | null): Promise<StoredRow[]> {
  const { rows } = await tx.query<StoredRow>(
    `select id, number, cycle_id as cycle, version, stage, ending, arrival, nil, differences,
       ${ms('opened_at')} as "openedAt", ${ms('due')} as due,
       ${ms('next_due')} as "nextDue",
       open, drill, accepted, search, state
     from reports where $1::uuid is null or id > $1 order by id limit $2`,
    [last, AT_ONCE],
  );
  return rows;
}

function isAsTold(
  { state, ...stored }: StoredRow,
  made: AgencyReport | null,
  clocks: readonly string[],
): boolean {
  if (made === null || !holds(state, made)) return false;
  const row = reportRow(made);
  const { openedAt, due, nextDue } = row;
  const told = {
    ...row,
    openedAt: msOf(openedAt),
    due: msOrNull(due),
    nextDue: msOrNull(nextDue),
  };
  return holds(stored, told) && sameLines(clocks, made.clocks.map(clockLine));
}
