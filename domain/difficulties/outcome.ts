import type { CaseSnapshot } from '../cases/outcome.ts';
import { wakeOf } from '../cases/settling.ts';
import type { DifficultyRow } from '../reporting/register-rows.ts';
import type { ReportedDifficultyState } from '../reporting/register-figures.ts';
import { dateOf } from '../time/instant.ts';
import type { Difficulty } from './difficulty.ts';
import type { DifficultyStage } from './vocabulary.ts';

/** What the process of a difficulty has to know of it. */
export function difficultySnapshot(
  difficulty: Difficulty,
): CaseSnapshot<DifficultyStage, 'difficulty'> {
  const { version, stage } = difficulty;
  // An answered one waits for nothing: whoever raised it may come back, or never.
  const open = stage !== 'answered' && stage !== 'ended';
  return { version, stage, waits: { difficulty: { wake: wakeOf(difficulty), open } } };
}

/** The difficulty as a report counts it; null for one that was taken back. */
export function difficultyRow(difficulty: Difficulty): DifficultyRow | null {
  const { id, number, office, raisedAt, ending, drill } = difficulty;
  if (ending === 'withdrawn') return null;
  return { id, number, office, raisedOn: dateOf(raisedAt), state: stateOf(difficulty), drill };
}

function stateOf({ stage, stations }: Difficulty): ReportedDifficultyState {
  if (stage === 'answered' || stage === 'ended') return 'answered';
  return stations.length > 1 ? 'passed-up' : 'unanswered';
}
