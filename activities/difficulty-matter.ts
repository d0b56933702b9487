import type { DifficultyAct } from '../domain/difficulties/act.ts';
import { decideOnDifficulty, raiseDifficulty } from '../domain/difficulties/decide.ts';
import type { Difficulty } from '../domain/difficulties/difficulty.ts';
import { difficultySnapshot } from '../domain/difficulties/outcome.ts';
import { lockDifficulty, raisedDifficulty, saveDifficulty } from '../records/difficulties.ts';
import type { Matter } from './matter.ts';

/** A difficulty on its way through the channel: it begins with what a body has raised. */
export const DIFFICULTY: Matter<Difficulty> = {
  stream: 'difficulty',
  lock: lockDifficulty,
  async begin(tx, id, context) {
    const raised = await raisedDifficulty(tx, id);
    return raised === null ? null : raiseDifficulty(id, raised, context);
  },
  decide: async (_, before, act, context) =>
    decideOnDifficulty(before, act as DifficultyAct | null, context),
  save: saveDifficulty,
  snapshot: (after, { directory }) => difficultySnapshot(after, directory),
  // The decision itself tells what was due from what was done.
  byClock: new Set(),
  letters: () => ({ excludeOffice: null, reporter: null }),
};
