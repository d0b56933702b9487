import type { RunningClock } from '../clocks/clock.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { DocumentRef } from '../plans/document-ref.ts';
import type { PlanId, PlanTaskId } from '../plans/plan.ts';
import type { Reviewer, TaskRole } from '../plans/process/places.ts';
import type { Period, TaskTerms } from '../plans/process/terms.ts';
import { everyOf } from '../plans/due.ts';
import { isAsItArises } from '../plans/process/terms.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import type {
  Appraisal,
  ContestDecision,
  ListResult,
  OccurrenceState,
  TaskEnding,
  TaskStage,
} from './vocabulary.ts';

/** The running plan that a task belongs to. */
export interface PlanRef {
  readonly plan: PlanId;
  /** The case of the plan that runs. */
  readonly run: string;
  /** The version of the plan by which the task goes. */
  readonly edition: number;
}

/** What an office adds to a plan for itself (801 III.1). */
export interface AddedTask {
  readonly addedBy: PersonId;
  /** The task of the upper plan that it carries out; null: none in particular. */
  readonly carriesOut: PlanTaskId | null;
}

/** An office that holds or held the task, since when, and how it came to it. */
export interface Home {
  readonly office: OfficeId;
  readonly since: Instant;
  readonly why: 'opened' | 'succession' | 're-assigned';
}

/** Who took part in an exchange of training, who approved it, what came of it (801 II.1). */
export interface TrainingExchange {
  readonly who: string;
  readonly approvedBy: string;
  readonly result: string;
}

/** A product as it was handed in: a document by its checksum. */
export interface ProductSubmission {
  readonly occurrence: string;
  readonly revision: number;
  readonly document: DocumentRef;
  readonly note: string;
  readonly exchange: TrainingExchange | null;
  readonly list: ListResult | null;
  /** SHA-256 of what was handed in; accepting is bound to it. */
  readonly checksum: string;
  readonly by: PersonId;
  readonly at: Instant;
  /** As of the first time it was handed in, however often it is returned. */
  readonly arrival: 'on-time' | 'late';
}

/** One product that is due: the only one, or that of one period of a standing task. */
export interface TaskOccurrence {
  readonly id: string;
  readonly period: Period | null;
  readonly openedAt: Instant;
  readonly status: OccurrenceState;
  readonly submissions: readonly ProductSubmission[];
  readonly lateSince: Instant | null;
  readonly returnReason: string | null;
  readonly acceptedAt: Instant | null;
  /** When it was said what becomes of its proposals; not there before, nor in older facts. */
  readonly handedOverAt?: Instant;
}

/** "Not ours": what an office said, and what the owner of the plan decided. */
export interface Contest {
  readonly office: OfficeId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
  readonly decision: ContestDecision | null;
  readonly decidedBy: PersonId | null;
  readonly words: string | null;
}

/** A decision of a head, registered (Lào Cai II.4). */
export interface RegisteredDecision {
  readonly id: string;
  readonly subject: string;
  readonly number: string;
  readonly date: CivilDate;
  /** What it covers: which network, which machines. */
  readonly covers: string;
  readonly reviewOn: CivilDate;
  readonly document: DocumentRef;
  readonly status: 'in-force' | 'replaced' | 'revoked';
}

/** A regulation on its way from draft to issue (Lào Cai II.6). */
export interface RegulationWork {
  readonly drafts: readonly (DocumentRef & { readonly at: Instant })[];
  readonly opinions: readonly { readonly from: string; readonly text: string }[];
  readonly issued: (DocumentRef & { readonly number: string; readonly date: CivilDate }) | null;
}

/** What became of the list that was forwarded last, to be appraised (Lào Cai II.5). */
export interface ListWork {
  readonly forwarded: {
    /** Whose list it is; not there in tasks from before this was kept. */
    readonly occurrence?: string | undefined;
    readonly number: string;
    readonly date: CivilDate;
    readonly at: Instant;
  } | null;
  readonly appraised: {
    readonly number: string;
    readonly date: CivilDate;
    readonly result: Appraisal;
    readonly words: string;
  } | null;
}

export interface ProgressReport {
  readonly by: PersonId;
  readonly at: Instant;
  /** How much is done, from 0 to 100; null where nobody says. */
  readonly percent: number | null;
  readonly words: string;
}

export interface Inspection {
  readonly by: PersonId;
  readonly on: CivilDate;
  readonly inspected: OfficeId;
  readonly findings: string;
  readonly document: DocumentRef | null;
}

export interface CommendationProposal {
  readonly by: PersonId;
  readonly whom: string;
  readonly why: string;
}

/** Proposals that go over to a change of the treaty as a draft (801, phase III). */
export interface HandedOver {
  readonly to: 'treaty-change';
  /** Of which review; not there in older facts, nor while the task has none. */
  readonly occurrence?: string;
  /** None where the review found that nothing has to change. */
  readonly proposals: readonly string[];
  /** Why nothing has to change; only there without proposals. */
  readonly notNeeded?: string;
  readonly document: DocumentRef;
  readonly checksum: string;
  readonly by: PersonId;
  readonly at: Instant;
}

/** Occurrences of which nobody was told while the task stood still. */
export interface Untold {
  readonly opened: readonly string[];
  readonly missed: readonly string[];
}

/** One task of one office: from being assigned until its product is accepted. */
export interface AgencyTask {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly stage: TaskStage;
  readonly ending: TaskEnding | null;
  readonly plan: PlanRef;
  readonly task: PlanTaskId;
  readonly own: AddedTask | null;
  readonly role: TaskRole;
  readonly office: OfficeId;
  /** The part of the office's work that the task is about, where the work was divided. */
  readonly scope: string | null;
  readonly owner: OfficeId;
  readonly reviewer: Reviewer;
  /** The office that leads, for one that helps it. */
  readonly lead: OfficeId | null;
  readonly terms: TaskTerms;
  readonly openedAt: Instant;
  readonly homes: readonly Home[];
  /** Since when the office is as it is, where it changed while it held the task. */
  readonly officeSince: CivilDate | null;
  readonly seenBy: PersonId | null;
  /** Null: the head of the office, by office (ruling 36). */
  readonly named: PersonId | null;
  readonly contests: readonly Contest[];
  readonly invitation: { readonly takesPart: boolean; readonly words: string } | null;
  readonly progress: ProgressReport | null;
  readonly contributions: number;
  readonly occurrences: readonly TaskOccurrence[];
  /**
   * The day from which its rhythm counts, where an amendment set another one; null or, in what was
   * stored before there was this, nothing: from its opening.
   */
  readonly rhythmFrom?: CivilDate | null | undefined;
  readonly decisions: readonly RegisteredDecision[];
  readonly regulation: RegulationWork;
  readonly list: ListWork;
  readonly inspections: readonly Inspection[];
  readonly commendations: readonly CommendationProposal[];
  readonly handedOver: HandedOver | null;
  readonly mergedInto: string | null;
  /** Why it stands still; null while it does not. */
  readonly standstill: string | null;
  /** What nobody was told because it stood still; not there while there was nothing to tell. */
  readonly untold?: Untold;
  readonly clocks: readonly RunningClock[];
}

/** Whether anything is still to be done on a task. */
export function isActive({ stage }: Pick<AgencyTask, 'stage'>): boolean {
  return stage !== 'done' && stage !== 'ended';
}

/** Whether one product is due once: such a task is done when that is accepted. */
export function isDoneOnce({ terms }: Pick<AgencyTask, 'terms'>): boolean {
  return everyOf(terms) === null && !isAsItArises(terms);
}

/** Whether products are handed in for it at all: who only helps the lead hands in none. */
export function handsIn({ role, terms }: Pick<AgencyTask, 'role' | 'terms'>): boolean {
  return role !== 'coordinating' || terms.nature.kind === 'collection';
}

/** Whether a product is owed by a day; of who was only asked nothing is. */
export function owes(task: Pick<AgencyTask, 'role' | 'terms'>): boolean {
  return task.role !== 'asked' && handsIn(task);
}

/** The newest submission of an occurrence, or undefined. */
export function newestProduct({ submissions }: TaskOccurrence): ProductSubmission | undefined {
  return submissions.at(-1);
}

/**
 * Whether somebody has a hand in a product: handed it or an earlier revision of it in, or was named
 * to do it.
 */
export function isDoer(
  { named }: Pick<AgencyTask, 'named'>,
  { submissions }: TaskOccurrence,
  person: PersonId,
): boolean {
  return named === person || submissions.some(({ by }) => by === person);
}

/** Of two rhythms, what is due first; as they opened where neither is. */
export function byDue({ period: a }: TaskOccurrence, { period: b }: TaskOccurrence): number {
  if (a === null || b === null || a.to === b.to) return 0;
  return a.to < b.to ? -1 : 1;
}

/** The subjects on which no registered decision is in force. */
export function subjectsMissing({ terms, decisions }: AgencyTask): readonly string[] {
  if (terms.nature.kind !== 'registered-decisions') return [];
  const there = new Set(
    decisions.filter(({ status }) => status === 'in-force').map(({ subject }) => subject),
  );
  return terms.nature.subjects.map(({ id }) => id).filter((id) => !there.has(id));
}
