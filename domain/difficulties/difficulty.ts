import type { RunningClock } from '../clocks/clock.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { SigningForm } from '../offices/signing.ts';
import type { PlanId, PlanTaskId } from '../plans/plan.ts';
import type { DocumentRef } from '../plans/document-ref.ts';
import type { Instant } from '../time/instant.ts';
import type { DifficultyEnding, DifficultyStage } from './vocabulary.ts';

/** An office of the channel where the difficulty lay, and what it did with it. */
export interface Station {
  readonly office: OfficeId;
  readonly since: Instant;
  /** The office that had it and ended while nobody did its work; not there otherwise. */
  readonly insteadOf?: OfficeId;
  /** Those that had it before and ended so, the first one first; not there where none did. */
  readonly alsoFor?: readonly OfficeId[];
  /** Whom the answer before did not content; not there where nobody raised it again. */
  readonly raisedAgainBy?: PersonId;
  readonly takenUpBy: PersonId | null;
  /** Why it went one office higher from here; null while it did not. */
  readonly passedUp: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly reason: string;
  } | null;
}

/** An answer as drafted; the approval is bound to its checksum. */
export interface AnswerDraft {
  readonly words: string;
  readonly document: DocumentRef | null;
  readonly by: PersonId;
  readonly checksum: string;
}

/** An answer that was given, and by whom. */
export interface Answer {
  readonly office: OfficeId;
  readonly words: string;
  readonly document: DocumentRef | null;
  readonly draftedBy: PersonId;
  readonly approvedBy: PersonId;
  readonly signedAs: SigningForm;
  readonly at: Instant;
}

/** Something that hinders a body in carrying out a plan, on its way through the channel. */
export interface Difficulty {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly stage: DifficultyStage;
  readonly ending: DifficultyEnding | null;
  /** The plan, and the task of it where it is about one; null: about the rules in general. */
  readonly about: { readonly plan: PlanId; readonly task: PlanTaskId | null } | null;
  readonly office: OfficeId;
  readonly raisedBy: PersonId;
  readonly raisedAt: Instant;
  readonly words: string;
  /** The office that has to answer or pass it up. */
  readonly holder: OfficeId;
  readonly stations: readonly Station[];
  readonly draft: AnswerDraft | null;
  readonly answers: readonly Answer[];
  readonly clocks: readonly RunningClock[];
}

/** What a difficulty is raised with. */
export type RaisedDifficulty = Pick<
  Difficulty,
  'number' | 'drill' | 'about' | 'office' | 'raisedBy' | 'words'
>;

/** For whom an office has it because nobody did their work, the first one first. */
export function heldFor({ insteadOf, alsoFor = [] }: Station): readonly OfficeId[] {
  return insteadOf === undefined ? alsoFor : [...alsoFor, insteadOf];
}

/** Whether somebody has raised it, or raised it again: nobody answers themselves. */
export function hasRaised(
  { raisedBy, stations }: Pick<Difficulty, 'raisedBy' | 'stations'>,
  person: PersonId,
): boolean {
  return raisedBy === person || stations.some(({ raisedAgainBy }) => raisedAgainBy === person);
}

/** Whether it has anything left to wait for; whoever raised an answered one may come back. */
export function difficultyIsOpen({ stage }: Pick<Difficulty, 'stage'>): boolean {
  return stage !== 'answered' && stage !== 'ended';
}
