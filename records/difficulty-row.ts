import type { Difficulty } from '../domain/difficulties/difficulty.ts';
import { difficultyIsOpen } from '../domain/difficulties/difficulty.ts';
import { wakeOf } from '../domain/cases/settling.ts';
import { difficultyRow } from '../domain/difficulties/outcome.ts';
import type { DifficultyRow } from '../domain/reporting/register-rows.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';

/** What lists and figures read of a difficulty without its whole state. */
export interface StoredDifficulty {
  readonly id: string;
  readonly version: number;
  readonly stage: Difficulty['stage'];
  readonly ending: Difficulty['ending'];
  readonly holder: string;
  readonly open: boolean;
  /** When the next of its clocks does something. */
  readonly nextDue: Instant | null;
  /** What it gives to the figures of reports: one row, or none. */
  readonly figures: readonly {
    readonly on: CivilDate;
    readonly state: DifficultyRow['state'];
  }[];
}

/** The row of a difficulty, worked out from nothing but the difficulty. */
export function storedDifficulty(difficulty: Difficulty): StoredDifficulty {
  const { id, version, stage, ending, holder } = difficulty;
  const nextDue = wakeOf(difficulty);
  const open = difficultyIsOpen(difficulty);
  const counted = difficultyRow(difficulty);
  const figures = counted === null ? [] : [{ on: counted.raisedOn, state: counted.state }];
  return { id, version, stage, ending, holder, open, nextDue, figures };
}
