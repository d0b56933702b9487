import type { RunningClock } from '../../clocks/clock.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { PersonId } from '../../offices/person.ts';
import type { SigningForm } from '../../offices/signing.ts';
import type { CivilDate, Instant } from '../../time/instant.ts';
import type { ReportArrival } from '../consolidating.ts';
import type { Difference, Filling, PartFilling } from '../filling.ts';
import type { FillingScope } from '../scope.ts';
import type { CouncilStep, ReportStep } from '../step.ts';
import type { CycleRef, ReportEnding, ReportStage } from './vocabulary.ts';

/** Who collects a report: the office above, and the office that drafts and checks for it. */
export interface Collector {
  /** The collector's own report in the same cycle. */
  readonly report: string;
  readonly office: OfficeId;
  readonly drafting: OfficeId;
  /** Who drafts for those that collect the collector's own report, the nearest first. */
  readonly above: readonly OfficeId[];
}

/** The dates of a report; all of them come from the regime's data. */
export interface ReportDates {
  /** The days that the figures are about. */
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** The figures freeze and submitting begins. */
  readonly submitFrom: Instant;
  /** The last day on which the collector has to have it. */
  readonly dueDate: CivilDate;
}

/** The year that a report is about: that of its last day, not of the cycle in which it is made. */
export function yearReported({ to }: Pick<ReportDates, 'to'>): number {
  return Number(to.slice(0, 4));
}

/** A part of the draft, with who saved it last. */
export interface SavedPart {
  readonly version: number;
  readonly filling: PartFilling;
  readonly by: PersonId;
  readonly at: Instant;
}

/** What was signed: bound to its bytes. */
export interface Submission {
  readonly revision: number;
  readonly filling: Filling;
  readonly checksum: string;
  /** Where it differed from what the system knew when it was signed, and why. */
  readonly differences: readonly Difference[];
  readonly by: PersonId;
  readonly office: OfficeId;
  readonly signedAs: SigningForm;
  readonly at: Instant;
  readonly arrival: Exclude<ReportArrival, 'not-received'>;
}

export interface ReturnReason {
  /** Null for the whole report. */
  readonly part: string | null;
  readonly reason: string;
}

export interface LatePermission {
  readonly askedBy: PersonId;
  readonly reason: string;
  readonly until: Instant;
  readonly answer: 'awaited' | 'permitted' | 'refused';
  readonly answeredBy: PersonId | null;
  readonly words: string | null;
}

export interface ReportDispatch {
  readonly number: string;
  readonly channel: string;
  readonly to: string;
  readonly at: Instant;
}

/** What was counted together, and from whom. */
export interface ConsolidatedFrom {
  readonly at: Instant;
  readonly received: readonly OfficeId[];
  readonly notReceived: readonly OfficeId[];
  /** The checksums of the reports that were counted, by office. */
  readonly checksums: Readonly<Record<OfficeId, string>>;
  readonly mismatches: number;
}

/** What the People's Council said or decided, as its paper has it. */
export interface CouncilRecord {
  readonly step: CouncilStep;
  readonly number: string;
  readonly on: CivilDate;
  /** In đồng; null where it decides on no amount. */
  readonly amount: number | null;
  readonly by: PersonId;
  readonly at: Instant;
}

/** What the collector's desk (for money, the finance office) advises on what was signed. */
export interface Advice {
  /** What was signed when it was given: what is signed again is advised on again. */
  readonly revision: number;
  readonly text: string;
  readonly number: string;
  readonly on: CivilDate;
  /** The amount that it advises, in đồng; null where it advises none. */
  readonly amount: number | null;
  readonly by: PersonId;
  readonly at: Instant;
}

/** A report of one office in one cycle: a node of the tree that ends at the Prime Minister. */
export interface AgencyReport {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly stage: ReportStage;
  readonly ending: ReportEnding | null;
  readonly cycle: CycleRef;
  readonly form: { readonly form: string; readonly version: number };
  readonly dates: ReportDates;
  readonly office: OfficeId;
  /** `branch`: of an office and all below it, made from the reports that it collects. */
  readonly scope: FillingScope;
  /** Who drafts for the office: itself, or (for a province) the provincial police. */
  readonly drafting: OfficeId;
  /** Bodies that ended in the period and whose figures stand in this report. */
  readonly predecessors: readonly OfficeId[];
  readonly collector: Collector | null;
  /** Who has to report to this office; empty for one that collects nothing. */
  readonly addressees: readonly OfficeId[];
  readonly openedAt: Instant;
  readonly assigned: readonly PersonId[];
  readonly parts: readonly SavedPart[];
  readonly submissions: readonly Submission[];
  readonly acceptedRevision: number | null;
  readonly returns: readonly { readonly at: Instant; readonly reasons: readonly ReturnReason[] }[];
  readonly late: LatePermission | null;
  readonly notReceivedAt: Instant | null;
  /** When the cycle went up without it; null while it did not. */
  readonly closedAt: Instant | null;
  readonly consolidated: ConsolidatedFrom | null;
  readonly opinion: { readonly by: PersonId; readonly text: string; readonly at: Instant } | null;
  readonly dispatches: readonly ReportDispatch[];
  /** What its form asks for besides; not there in reports from before forms asked for steps. */
  readonly steps?: readonly ReportStep[];
  readonly councils?: readonly CouncilRecord[];
  readonly advices?: readonly Advice[];
  readonly clocks: readonly RunningClock[];
}

/** The draft as the saved parts make it. */
export function draftOf(report: AgencyReport): Filling {
  return {
    form: report.form,
    scope: report.scope,
    nil: false,
    parts: report.parts.map((part) => part.filling),
  };
}

/** How a report came in, as its collector has it; null while it is awaited. */
export function arrivedAs(report: AgencyReport): ReportArrival | null {
  return (
    newestSubmission(report)?.arrival ?? (report.notReceivedAt === null ? null : 'not-received')
  );
}

/** What was accepted last; null while nothing was. */
export function acceptedSubmission(report: AgencyReport): Submission | null {
  const { acceptedRevision, submissions } = report;
  return submissions.find(({ revision }) => revision === acceptedRevision) ?? null;
}

/**
 * Whether somebody has a hand in what lies before the collector: wrote a part of it, gave the
 * drafters' opinion on it, or signed it or an earlier revision.
 */
export function isAuthor(
  { parts, submissions, opinion }: Pick<AgencyReport, 'parts' | 'submissions' | 'opinion'>,
  person: PersonId,
): boolean {
  return [...parts, ...submissions].some(({ by }) => by === person) || opinion?.by === person;
}

/** What the council said last at one step; undefined when it has not. */
export function councilOf(report: AgencyReport, step: CouncilStep): CouncilRecord | undefined {
  return report.councils?.filter((one) => one.step === step).at(-1);
}

/** The advice on what was signed last; undefined when there is none. */
export function adviceOn(report: AgencyReport): Advice | undefined {
  const revision = newestSubmission(report)?.revision;
  return report.advices?.filter((one) => one.revision === revision).at(-1);
}

/** Whether the collector decides only with the advice of its desk. */
export function isAdvised({ steps }: Pick<AgencyReport, 'steps'>): boolean {
  return steps?.some(({ step }) => step === 'advice') ?? false;
}

/** The steps that are still missing of a report, in the order of its form. */
export function missingSteps(report: AgencyReport): readonly ReportStep[] {
  return (report.steps ?? []).filter(({ step }) =>
    step === 'advice' ? adviceOn(report) === undefined : councilOf(report, step) === undefined,
  );
}

/** The newest submission, or undefined when nothing was signed yet. */
export function newestSubmission(report: AgencyReport): Submission | undefined {
  return report.submissions.at(-1);
}
