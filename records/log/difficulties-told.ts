import type { Difficulty } from '../../domain/difficulties/difficulty.ts';
import { evolveDifficulty } from '../../domain/difficulties/evolve.ts';
import { caseFrom, factsOfCases } from '../case-facts.ts';
import type { Queryable } from '../database.ts';
import type { StoredDifficulty } from '../difficulty-row.ts';
import { storedDifficulty } from '../difficulty-row.ts';
import type { Moved } from './told.ts';
import {
  clockLine,
  clockLinesOf,
  holds,
  isAsMoved,
  madeBy,
  ms,
  msOrNull,
  sameLines,
} from './told.ts';

/** A stored row, with its instants as milliseconds. */
interface DifficultyRow extends Omit<StoredDifficulty, 'nextDue' | 'figures'>, Moved {
  readonly number: string;
  readonly drill: boolean;
  readonly office: string;
  readonly nextDue: number | null;
  readonly asked: unknown;
  readonly state: unknown;
}

/** The numbers of difficulties of which something else is shown than their facts make. */
export async function difficultiesToldOtherwise(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.query<DifficultyRow>(
    `select id, number, drill, asked, version, stage, ending, office, holder, open, state, figures,
       ${ms('next_due')} as "nextDue", ${ms('moved_at')} as "movedAt"
     from difficulties order by id`,
  );
  const ids = rows.map(({ id }) => id);
  const facts = await factsOfCases(tx, 'difficulty', ids);
  const clocks = await clockLinesOf(tx, 'difficulty', ids);
  return rows.flatMap((row) => {
    const bodies = facts.get(row.id) ?? [];
    // Raised, and no process has begun it yet.
    if (bodies.length === 0) return row.state === null && row.stage === null ? [] : [row.number];
    const made = madeBy(() => caseFrom(row.id, bodies, evolveDifficulty));
    if (made === null) return [row.number];
    const isRight =
      isAsTold(row, made, clocks.get(row.id) ?? []) &&
      isAsMoved(row, bodies, storedDifficulty(made).figures);
    return isRight ? [] : [made.number];
  });
}

function isAsTold(row: DifficultyRow, made: Difficulty, clocks: readonly string[]): boolean {
  const { state, asked, figures: _, movedAt: __, ...stored } = row;
  const { figures: ___, ...told } = storedDifficulty(made);
  const { number, drill, office } = made;
  return (
    holds(state, made) &&
    holds(asked, made) &&
    holds(stored, { ...told, nextDue: msOrNull(told.nextDue), number, drill, office }) &&
    sameLines(clocks, made.clocks.map(clockLine))
  );
}
