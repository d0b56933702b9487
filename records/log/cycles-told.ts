import type { Cycle } from '../../domain/reporting/year/cycle.ts';
import { evolveCycle } from '../../domain/reporting/year/evolve.ts';
import { caseFrom, factsOfCases } from '../case-facts.ts';
import { reopenedCycleId, wholeCycleId } from '../cycles.ts';
import type { Queryable } from '../database.ts';
import { placesToldOtherwise } from './places-told.ts';
import { holds, madeBy } from './told.ts';

interface CycleRow extends Pick<Cycle, 'id' | 'number' | 'regime' | 'year' | 'drill'> {
  readonly whole: boolean;
  readonly asked: unknown;
  readonly version: number | null;
  readonly stage: string | null;
  readonly ending: string | null;
  readonly state: unknown;
}

/** The numbers of years, and of reports in them, that stand otherwise than their facts say. */
export async function cyclesToldOtherwise(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.query<CycleRow>(
    `select id, number, regime, year, drill, whole, asked, version, stage, ending, state
     from cycles order by asked_at, id`,
  );
  const found = new Set<string>();
  for (const row of rows) {
    const facts = (await factsOfCases(tx, 'cycle', [row.id])).get(row.id) ?? [];
    const made = madeBy(() => caseFrom(row.id, facts, evolveCycle));
    if (!isAsTold(row, made, facts.length)) found.add(row.number);
    const places = made === null ? [] : await placesToldOtherwise(tx, made);
    for (const number of places) found.add(number);
  }
  return [...found];
}

function isAsTold(row: CycleRow, made: Cycle | null, facts: number): boolean {
  // Asked for, and no process has opened it yet.
  if (facts === 0) return row.state === null && row.stage === null;
  if (made === null) return false;
  const { id, number, regime, year, drill, version, stage, ending } = made;
  const whole = !drill && made.only === null;
  const columns = { id, number, regime, year, drill, whole, version, stage, ending };
  const { state, asked, ...stored } = row;
  return (
    state !== null &&
    holds(state, made) &&
    holds(asked, made) &&
    holds(stored, columns) &&
    (!whole || id === wholeCycleId(regime, year) || id === reopenedCycleId(number))
  );
}
