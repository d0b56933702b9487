// Stored for decades: add kinds and optional fields, never change or remove one.
import type { ClockFacts } from '../cases/deciding.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { DocumentRef } from '../plans/document-ref.ts';
import type { TaskParties } from '../plans/process/places.ts';
import type { Period, TaskTerms, TermChange } from '../plans/process/terms.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import type {
  AgencyTask,
  CommendationProposal,
  HandedOver,
  Inspection,
  ProductSubmission,
  ProgressReport,
  RegisteredDecision,
} from './task.ts';
import type { Appraisal, ContestDecision, DecisionReviewResult, TaskEnding } from './vocabulary.ts';

/** What a task begins with. */
export type OpenedTask = Pick<
  AgencyTask,
  | 'number'
  | 'drill'
  | 'plan'
  | 'task'
  | 'own'
  | 'role'
  | 'office'
  | 'scope'
  | 'owner'
  | 'reviewer'
  | 'lead'
  | 'terms'
>;

/** Everything that can have happened to a task of an office; kind and what it says. */
export interface TaskFactData extends ClockFacts {
  'task-opened': OpenedTask;
  'task-seen': { readonly by: PersonId };
  'task-accepted': { readonly by: PersonId; readonly person: PersonId };
  'task-contested': { readonly by: PersonId; readonly reason: string };
  'contest-decided': {
    readonly by: PersonId;
    readonly decision: ContestDecision;
    readonly words: string;
  };
  'invitation-answered': {
    readonly by: PersonId;
    readonly takesPart: boolean;
    readonly words: string;
  };
  'person-named': { readonly by: PersonId; readonly person: PersonId; readonly reason: string };
  'progress-reported': ProgressReport;
  'contribution-made': {
    readonly by: PersonId;
    readonly document: DocumentRef | null;
    readonly words: string;
  };
  /** `untold`: nobody was told, for the task stood still; not there where somebody was. */
  'occurrence-opened': {
    readonly id: string;
    readonly period: Period | null;
    readonly untold?: true;
  };
  'occurrence-missed': { readonly occurrence: string; readonly untold?: true };
  /** An amendment set another kind of due. */
  'occurrence-dropped': { readonly occurrence: string };
  'product-submitted': ProductSubmission;
  'product-accepted': { readonly by: PersonId; readonly occurrence: string };
  'product-returned': {
    readonly by: PersonId;
    readonly occurrence: string;
    readonly reason: string;
  };
  'task-late': { readonly occurrence: string; readonly due: Instant };
  /** Its deadline was moved into the future, or fell away. */
  'lateness-lifted': { readonly occurrence: string; readonly due: Instant | null };
  'task-urged': { readonly by: PersonId; readonly words: string };
  'task-done': { readonly ending: Extract<TaskEnding, 'on-time' | 'late'> };
  /** It was done, or the lead was whom it helped: there are products to come again. */
  'task-resumed': Record<never, never>;
  'decision-registered': RegisteredDecision;
  'decision-reviewed': {
    readonly by: PersonId;
    readonly decision: string;
    readonly result: DecisionReviewResult;
    readonly reviewOn: CivilDate | null;
    readonly reason: string;
  };
  'draft-recorded': DocumentRef & { readonly by: PersonId };
  'opinion-recorded': { readonly by: PersonId; readonly from: string; readonly text: string };
  'regulation-issued': DocumentRef & {
    readonly by: PersonId;
    readonly number: string;
    readonly date: CivilDate;
  };
  'list-forwarded': {
    readonly by: PersonId;
    /** Whose list it is; not there in facts from before this was kept. */
    readonly occurrence?: string;
    readonly to: OfficeId;
    readonly number: string;
    readonly date: CivilDate;
  };
  'list-appraised': {
    readonly by: PersonId;
    /** As above. */
    readonly occurrence?: string;
    readonly number: string;
    readonly date: CivilDate;
    readonly result: Appraisal;
    readonly words: string;
  };
  'inspection-recorded': Inspection;
  'commendation-proposed': CommendationProposal;
  'proposals-handed-over': HandedOver;
  'task-carried-over': {
    readonly edition: number;
    readonly changed: readonly TermChange[];
    readonly terms: TaskTerms;
    readonly reason: string | null;
    /** Where it comes again in another rhythm: the day from which the new one counts. */
    readonly rhythmFrom?: CivilDate;
  };
  /** To whom the office answers from now on: who leads, where it helps, and who accepts. */
  'parties-changed': TaskParties;
  'task-rehomed': {
    readonly from: OfficeId;
    readonly to: OfficeId;
    readonly why: 'succession' | 're-assigned';
  };
  /** The office has another name, superior or channel from a day on; it is the same office. */
  'office-changed': { readonly office: OfficeId; readonly since: CivilDate };
  'task-merged': { readonly into: string };
  'task-stood-still': { readonly reason: string };
  'task-went-on': Record<never, never>;
  'task-ended': {
    readonly ending: Exclude<TaskEnding, 'on-time' | 'late' | 'merged'>;
    readonly reason: string | null;
  };
}

export type TaskFactKind = keyof TaskFactData;

/** A fact of a task before it gets its place, its author and its moment. */
export type TaskFact = {
  [K in TaskFactKind]: { readonly kind: K; readonly data: TaskFactData[K] };
}[TaskFactKind];
