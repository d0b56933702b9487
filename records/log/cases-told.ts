import type { Incident } from '../../domain/incident/incident.ts';
import { readersOf } from '../../domain/incident/readers.ts';
import { levelRank } from '../../domain/incident/vocabulary.ts';
import type { Queryable } from '../database.ts';
import { factsOfCases, incidentFrom } from '../incident-from-facts.ts';

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

/**
 * The numbers of cases of which something else is shown than their facts make: screens, decisions
 * and reader lists go by what was worked out once and stored, which the log does not cover. All
 * facts are gone through again; `log verify` asks for this after it has held the facts themselves
 * against the log.
 */
export async function casesToldOtherwise(tx: Queryable): Promise<string[]> {
  const found: string[] = [];
  let last: string | null = null;
  for (;;) {
    const rows: readonly CaseRow[] = await casesAfter(tx, last);
    if (rows.length === 0) return found;
    last = rows.at(-1)?.id ?? null;
    const facts = await factsOfCases(
      tx,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      if (!isAsTold(row, facts.get(row.id) ?? [])) found.push(row.number);
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

function isAsTold(row: CaseRow, bodies: readonly string[]): boolean {
  const made = madeFrom(row.id, bodies);
  if (made === null) return false;
  const readers = readersOf(made).map((r) => `${r.person ?? r.office}/${r.scope}`);
  return (
    holds(row.state, made) &&
    row.number === made.number &&
    row.stage === made.stage &&
    row.level_rank === levelRank(made.level) &&
    row.handling_office === made.handling &&
    row.passes_by === (made.bypass ? made.reportingOffice : null) &&
    [...row.readers].sort().join('\n') === readers.sort().join('\n')
  );
}

/** A case as its facts make it; null where they make none (one of them was spoilt). */
function madeFrom(id: string, bodies: readonly string[]): Incident | null {
  try {
    return incidentFrom(id, bodies);
  } catch {
    return null;
  }
}

// What is in one of the two alone is no fault: an older version stored less of a case, or more.
function holds(stored: unknown, made: unknown): boolean {
  if (stored === null || made === null || typeof stored !== 'object') return stored === made;
  if (typeof made !== 'object' || Array.isArray(stored) !== Array.isArray(made)) return false;
  if (Array.isArray(stored) && Array.isArray(made) && stored.length !== made.length) return false;
  const other = made as Readonly<Record<string, unknown>>;
  return Object.entries(stored).every(
    ([key, value]) => !Object.hasOwn(other, key) || holds(value, other[key]),
  );
}
