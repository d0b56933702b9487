import { readersOf } from '../../domain/incident/readers.ts';
import { levelRank } from '../../domain/incident/vocabulary.ts';
import type { Queryable } from '../database.ts';
import { factsOfCases } from '../case-facts.ts';
import { incidentFrom } from '../incident-from-facts.ts';
import { clockLine, clockLinesOf, holds, madeBy, sameLines } from './told.ts';

interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly stage: string;
  readonly level_rank: number;
  readonly handling_office: string | null;
  readonly passes_by: string | null;
  readonly state: unknown;
  /** Who may see how much of it, one line each. */
  readonly readers: readonly string[];
}

const AT_ONCE = 200;

/** The numbers of incidents of which something else is shown than their facts make. */
export async function incidentsToldOtherwise(tx: Queryable): Promise<string[]> {
  const found: string[] = [];
  let last: string | null = null;
  for (;;) {
    const rows: readonly CaseRow[] = await casesAfter(tx, last);
    if (rows.length === 0) return found;
    last = rows.at(-1)?.id ?? null;
    const ids = rows.map((row) => row.id);
    const facts = await factsOfCases(tx, 'incident', ids);
    const clocks = await clockLinesOf(tx, 'incident', ids);
    for (const row of rows) {
      if (!isAsTold(row, facts.get(row.id) ?? [], clocks.get(row.id))) found.push(row.number);
    }
  }
}

async function casesAfter(tx: Queryable, last: string | null): Promise<CaseRow[]> {
  const { rows } = await tx.query<CaseRow>(
    `select c.id, c.number, c.stage, c.level_rank, c.handling_office, c.passes_by, c.state,
       array(select concat_ws('/', r.person_id::text, r.office_id, r.why) from case_readers r
         where r.case_id = c.id) as readers
     from cases c where $1::uuid is null or c.id > $1 order by c.id limit $2`,
    [last, AT_ONCE],
  );
  return rows;
}

function isAsTold(
  row: CaseRow,
  bodies: readonly string[],
  clocks: readonly string[] = [],
): boolean {
  const made = madeBy(() => incidentFrom(row.id, bodies));
  if (made === null) return false;
  const readers = readersOf(made).map((r) => `${r.person ?? r.office}/${r.scope}`);
  return (
    holds(row.state, made) &&
    row.number === made.number &&
    row.stage === made.stage &&
    row.level_rank === levelRank(made.level) &&
    row.handling_office === made.handling &&
    row.passes_by === (made.bypass ? made.reportingOffice : null) &&
    sameLines(row.readers, readers) &&
    sameLines(clocks, made.clocks.map(clockLine))
  );
}
