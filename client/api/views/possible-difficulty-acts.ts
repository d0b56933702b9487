import type { PersonActor } from '../../../domain/authority/actor.ts';
import type { DifficultyActKind } from '../../../domain/difficulties/act.ts';
import { DIFFICULTY_ACTS, DIFFICULTY_ACT_KINDS } from '../../../domain/difficulties/acts.ts';
import { mayOnDifficulty } from '../../../domain/difficulties/authority.ts';
import type { Difficulty } from '../../../domain/difficulties/difficulty.ts';
import type { DirectoryAt } from '../../../domain/offices/directory.ts';

/** The acts that are open to somebody on a difficulty now, by stage and authority. */
export function possibleDifficultyActs(
  difficulty: Difficulty,
  actor: PersonActor,
  directory: DirectoryAt,
): DifficultyActKind[] {
  return DIFFICULTY_ACT_KINDS.filter(
    (kind) =>
      DIFFICULTY_ACTS[kind].from.includes(difficulty.stage) &&
      mayOnDifficulty(actor, kind, difficulty, directory) === null,
  );
}
