import type { PersonId } from '../offices/person.ts';
import type { Instant } from '../time/instant.ts';
import type { DispatchChannel } from '../incident/vocabulary.ts';
import type { FieldCheck, Round } from './notice-form.ts';

/** Whether the Ministry tells the Lao side (only the Ministry does, Decision 801 II.1). */
export type LaoDecision = 'open' | 'needed' | 'not-needed' | 'not-yet';

export type TreatyStatus = 'in-force' | 'suspended' | 'ended';

export interface LaoDispatch {
  readonly number: string;
  readonly channel: DispatchChannel;
  readonly courier: string;
  readonly seal: string;
  readonly at: Instant;
  readonly sha256: string;
}

/** One of the two notices, from the first draft to the answer. */
export interface LaoRound {
  readonly round: Round;
  readonly stage: 'waiting' | 'drafting' | 'dispatched' | 'received' | 'answered' | 'settled';
  /** The draft that counts now. */
  readonly proposal: string | null;
  readonly checks: readonly FieldCheck[];
  readonly checkedBy: PersonId | null;
  readonly dispatch: LaoDispatch | null;
  readonly receivedAt: Instant | null;
  readonly answer: { readonly text: string; readonly at: Instant } | null;
  readonly urgedAt: readonly Instant[];
  readonly settledAs: 'answered' | 'not-needed' | null;
}

/** A message between the rounds, in either direction. */
export interface LaoMessage {
  readonly direction: 'to-lao-side' | 'from-lao-side';
  readonly number: string;
  readonly summary: string;
  readonly at: Instant;
}

export interface LaoBranch {
  readonly decision: LaoDecision;
  /** The child process has something to carry. */
  readonly started: boolean;
  readonly treaty: TreatyStatus;
  readonly rounds: readonly [LaoRound, LaoRound];
  readonly messages: readonly LaoMessage[];
}

const EMPTY: Omit<LaoRound, 'round'> = {
  stage: 'waiting',
  proposal: null,
  checks: [],
  checkedBy: null,
  dispatch: null,
  receivedAt: null,
  answer: null,
  urgedAt: [],
  settledAs: null,
};

/** The branch of a case nobody has decided on yet. */
export function newBranch(treaty: TreatyStatus): LaoBranch {
  return {
    decision: 'open',
    started: false,
    treaty,
    rounds: [
      { round: 1, ...EMPTY },
      { round: 2, ...EMPTY },
    ],
    messages: [],
  };
}

/** The round with that number. */
export function roundOf(branch: LaoBranch, round: Round): LaoRound {
  return branch.rounds[round - 1] as LaoRound;
}

/** Nothing is left to tell: decided as not needed before a notice went, or both rounds settled. */
export function isSettled(branch: LaoBranch): boolean {
  if (branch.rounds.every((r) => r.stage === 'settled')) return true;
  return branch.decision === 'not-needed' && branch.rounds[0].dispatch === null;
}
