import type { Deciding } from '../incident/deciding.ts';
import { OFFICERS } from '../cases/deciding.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import { roundOf } from './branch.ts';
import type { Round } from './notice-form.ts';

/** Opens a round: its clock runs, and the Ministry's officers are told to draft. */
export function openRound(d: Deciding, round: Round): void {
  if (roundOf(d.incident.lao, round).stage !== 'waiting') return;
  d.record('lao-round-opened', { round });
  d.start(round === 1 ? 'lao-first' : 'lao-second', { owner: MINISTRY });
  d.tell('lao-round-open', MINISTRY_DESK, OFFICERS);
}

/**
 * The second round opens at the first of: not confirmed approved, remedies accepted, transfer
 * approved; only where the Lao side is to be told at all.
 */
export function openSecondRound(d: Deciding): void {
  if (d.incident.lao.decision === 'needed') openRound(d, 2);
}

/** Nothing more is awaited in a round. */
export function settle(d: Deciding, round: Round, as: 'answered' | 'not-needed'): void {
  d.record('lao-settled', { round, as });
  d.meet(round === 1 ? 'lao-first' : 'lao-second');
  d.meet('lao-answer', `round-${round}`);
}
