// Stored for decades: add kinds and optional fields, never change or remove one.
import type { ClockFacts } from '../cases/deciding.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { Answer, AnswerDraft, RaisedDifficulty } from './difficulty.ts';

/** Everything that can have happened to a difficulty; kind and what it says. */
export interface DifficultyFactData extends ClockFacts {
  'difficulty-raised': RaisedDifficulty;
  /** It lies with an office of the channel from now on. */
  'difficulty-arrived': {
    readonly office: OfficeId;
    /** Not there where it was passed up, nor in facts from before this was kept. */
    readonly raisedAgainBy?: PersonId;
  };
  'difficulty-taken-up': { readonly by: PersonId };
  'answer-drafted': AnswerDraft;
  'answer-returned': { readonly by: PersonId; readonly reason: string };
  'difficulty-answered': Answer;
  'difficulty-passed-up': { readonly by: PersonId; readonly reason: string };
  /** The answer did not help. */
  'difficulty-raised-again': { readonly by: PersonId; readonly reason: string };
  /** The holder has ended; its successor has it now, or the office above. */
  'difficulty-rehomed': {
    readonly from: OfficeId;
    readonly to: OfficeId;
    /** The holder, where nobody did its work: who is named its heir later has it from then on. */
    readonly insteadOf?: OfficeId;
    /** Those for whom the holder had it in its turn, the first one first; not in older facts. */
    readonly alsoFor?: readonly OfficeId[];
  };
  'difficulty-closed': { readonly by: PersonId };
  'difficulty-withdrawn': { readonly by: PersonId; readonly reason: string };
}

export type DifficultyFactKind = keyof DifficultyFactData;

/** A fact of a difficulty before it gets its place, its author and its moment. */
export type DifficultyFact = {
  [K in DifficultyFactKind]: { readonly kind: K; readonly data: DifficultyFactData[K] };
}[DifficultyFactKind];
