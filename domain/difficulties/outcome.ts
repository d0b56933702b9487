import type { CaseSnapshot } from '../cases/outcome.ts';
import { wakeOf } from '../cases/settling.ts';
import type { DifficultyRow } from '../reporting/register-rows.ts';
import type { ReportedDifficultyState } from '../reporting/register-figures.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import { dateOf } from '../time/instant.ts';
import type { Difficulty } from './difficulty.ts';
import { difficultyIsOpen } from './difficulty.ts';
import { holderChangesAt } from './holding.ts';
import type { DifficultyStage } from './vocabulary.ts';

/**
 * What the process of a difficulty has to know of it. It wakes for its clocks, and on the day on
 * which it comes to lie with another office.
 */
export function difficultySnapshot(
  difficulty: Difficulty,
  directory: DirectoryAt,
): CaseSnapshot<DifficultyStage, 'difficulty'> {
  const { version, stage } = difficulty;
  const open = difficultyIsOpen(difficulty);
  const changes = open ? holderChangesAt(difficulty, directory) : null;
  const wakes = [wakeOf(difficulty), changes].filter((one) => one !== null);
  const wake = wakes.sort()[0] ?? null;
  return { version, stage, waits: { difficulty: { wake, open } } };
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
