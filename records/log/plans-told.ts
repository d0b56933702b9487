import { wakeOf } from '../../domain/cases/settling.ts';
import type { RunningPlan } from '../../domain/plans/process/running-plan.ts';
import { readersOfDraft } from '../../domain/plans/process/readers.ts';
import { evolvePlan } from '../../domain/plans/process/evolve.ts';
import { caseFrom, factsOfCases } from '../case-facts.ts';
import { checksum } from '../checksum.ts';
import type { Queryable } from '../database.ts';
import { taskPlacesToldOtherwise } from './task-places-told.ts';
import { clockLine, clockLinesOf, holds, madeBy, ms, msOrNull, sameLines } from './told.ts';

interface PlanRow {
  readonly id: string;
  readonly number: string;
  readonly plan: string;
  readonly drill: boolean;
  readonly version: number | null;
  readonly stage: string | null;
  readonly ending: string | null;
  readonly open: boolean;
  readonly nextDue: number | null;
  readonly readers: readonly string[];
  readonly asked: unknown;
  readonly state: unknown;
}

/**
 * The numbers of plans, and of tasks of theirs, that stand otherwise than their facts say. The
 * versions of a plan are held against the checksums with which they were put in force.
 */
export async function plansToldOtherwise(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.query<PlanRow>(
    `select id, number, plan, drill, version, stage, ending, open, ${ms('next_due')} as "nextDue",
       readers, asked, state
     from plans order by asked_at, id`,
  );
  const ids = rows.map(({ id }) => id);
  const facts = await factsOfCases(tx, 'plan', ids);
  const clocks = await clockLinesOf(tx, 'plan', ids);
  const editions = await editionsIn(tx);
  const found = new Set<string>();
  for (const row of rows) {
    const bodies = facts.get(row.id) ?? [];
    const made = madeBy(() => caseFrom(row.id, bodies, evolvePlan));
    const isRight =
      bodies.length === 0
        ? // Loaded, and no process has begun it yet.
          row.state === null && row.stage === null
        : made !== null &&
          isAsTold(row, made, clocks.get(row.id) ?? []) &&
          made.editions.every(
            ({ edition, plan }) => editions.get(`${made.plan}/${edition}`) === plan,
          );
    if (!isRight) found.add(row.number);
    for (const number of await taskPlacesToldOtherwise(tx, row)) found.add(number);
  }
  return [...found];
}

function isAsTold(row: PlanRow, made: RunningPlan, clocks: readonly string[]): boolean {
  const { state, asked, readers, ...stored } = row;
  const { id, number, plan, drill, version, stage, ending } = made;
  const told = {
    ...{ id, number, plan, drill, version, stage, ending },
    open: stage !== 'ended',
    nextDue: msOrNull(wakeOf(made)),
  };
  const loaded = { ...told, edition: made.editions[0]?.edition ?? made.edition };
  return (
    state !== null &&
    holds(state, made) &&
    holds(stored, told) &&
    holds(asked, loaded) &&
    // Who else reads it goes by the directory as it stood; these always do.
    readersOfDraft(made).every((office) => readers.includes(office)) &&
    sameLines(clocks, made.clocks.map(clockLine))
  );
}

/** The checksum of each version as it lies there; one that does not fit its own column has none. */
async function editionsIn(tx: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ key: string; checksum: string; body: unknown }>(
    `select plan || '/' || edition as key, checksum, body from plan_editions`,
  );
  return new Map(
    rows.flatMap(({ key, checksum: sum, body }) => (checksum(body) === sum ? [[key, sum]] : [])),
  );
}
