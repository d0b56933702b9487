import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { DocumentRef } from '../plans/document-ref.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import type { TrainingExchange } from './task.ts';
import type { Appraisal, ContestDecision, DecisionReviewResult, ListResult } from './vocabulary.ts';

/** Each act that a person can do on a task, with what it says. */
export interface TaskActData {
  'see-task': Record<never, never>;
  /** The office takes it up, and says who does it. */
  'accept-task': { readonly person: PersonId };
  /** "Not ours". */
  'contest-task': { readonly reason: string };
  'decide-contest': {
    readonly decision: ContestDecision;
    readonly words: string;
    /** To whom it is re-assigned; null for the other decisions. */
    readonly to: OfficeId | null;
  };
  'answer-invitation': { readonly takesPart: boolean; readonly words: string };
  'name-person': { readonly person: PersonId; readonly reason: string };
  'report-progress': { readonly percent: number | null; readonly words: string };
  'make-contribution': { readonly document: DocumentRef | null; readonly words: string };
  'submit-product': {
    /** Null: the only one, or the oldest that is owed, or one as matters arise. */
    readonly occurrence: string | null;
    readonly document: DocumentRef;
    readonly note: string;
    readonly exchange: TrainingExchange | null;
    readonly list: ListResult | null;
  };
  'accept-product': { readonly occurrence: string; readonly checksum: string };
  'return-product': { readonly occurrence: string; readonly reason: string };
  'urge-task': { readonly words: string };
  'extend-task': { readonly clock: string; readonly until: Instant; readonly reason: string };
  'register-decision': {
    readonly subject: string;
    readonly number: string;
    readonly date: CivilDate;
    readonly covers: string;
    readonly reviewOn: CivilDate;
    readonly document: DocumentRef;
  };
  'review-decision': {
    readonly decision: string;
    readonly result: DecisionReviewResult;
    /** When it is reviewed next; null for a decision that is revoked. */
    readonly reviewOn: CivilDate | null;
    readonly reason: string;
  };
  'record-draft': { readonly document: DocumentRef };
  'record-opinion': { readonly from: string; readonly text: string };
  'issue-regulation': {
    readonly number: string;
    readonly date: CivilDate;
    readonly document: DocumentRef;
  };
  'forward-list': {
    /** Null, or not there in acts from before it could be said: the one that waits longest. */
    readonly occurrence?: string | null | undefined;
    readonly number: string;
    readonly date: CivilDate;
  };
  'record-appraisal': {
    /** As above. */
    readonly occurrence?: string | null | undefined;
    readonly number: string;
    readonly date: CivilDate;
    readonly result: Appraisal;
    readonly words: string;
  };
  'record-inspection': {
    readonly on: CivilDate;
    readonly inspected: OfficeId;
    readonly findings: string;
    readonly document: DocumentRef | null;
  };
  'propose-commendation': { readonly whom: string; readonly why: string };
  'hand-over-proposals': {
    /** Of which review; left out: of the oldest that is not accepted, else of the newest. */
    readonly occurrence?: string | null | undefined;
    readonly proposals: readonly string[];
    /** Why nothing has to change; only without proposals. Not there in older acts. */
    readonly notNeeded?: string | null | undefined;
    readonly document: DocumentRef;
  };
}

export type TaskActKind = keyof TaskActData;

/** An act on a task as the API hands it over. */
export type TaskAct = {
  [K in TaskActKind]: { readonly kind: K; readonly data: TaskActData[K] };
}[TaskActKind];
