import { checkFilling } from '../../../domain/reporting/checking.ts';
import type { FillingFault } from '../../../domain/reporting/checking.ts';
import type { Filling } from '../../../domain/reporting/filling.ts';
import { differencesOf } from '../../../domain/reporting/filling.ts';
import type { Difference } from '../../../domain/reporting/filling.ts';
import type { ReportActKind } from '../../../domain/reporting/process/act.ts';
import { OPEN_DRAFT } from '../../../domain/reporting/process/acts/drafting.ts';
import { toBeSigned } from '../../../domain/reporting/process/acts/submitting.ts';
import type { ReportKnowledge } from '../../../domain/reporting/process/deciding.ts';
import type {
  Advice,
  AgencyReport,
  CouncilRecord,
  SavedPart,
  Submission,
} from '../../../domain/reporting/process/report.ts';
import type { FormStepKind, ReportStep } from '../../../domain/reporting/step.ts';
import {
  arrivedAs,
  missingSteps,
  newestSubmission,
} from '../../../domain/reporting/process/report.ts';
import type { PartFilling } from '../../../domain/reporting/filling.ts';
import type { Language } from '../../../domain/text.ts';
import { checksum } from '../../../records/checksum.ts';
import type { ReportBelow } from '../../../records/reports-list.ts';
import { fillingFaultText } from '../../papers/words.ts';
import type { OpenedReport } from '../reports.ts';
import type { ClockView } from './clocks-view.ts';
import { clocksView } from './clocks-view.ts';
import type { FormView } from './form-view.ts';
import { formView } from './form-view.ts';
import { possibleReportActs } from './possible-report-acts.ts';

/** A part of the draft with who saved it last, and the version to base the next one on. */
export type DraftPart = PartFilling & Pick<SavedPart, 'version' | 'by' | 'at'>;

/** A fault that stands against submitting, in the reader's words too. */
export type FaultView = FillingFault & { readonly text: string };

type Taken =
  | 'id'
  | 'number'
  | 'version'
  | 'drill'
  | 'stage'
  | 'ending'
  | 'dates'
  | 'office'
  | 'scope'
  | 'drafting'
  | 'predecessors'
  | 'collector'
  | 'openedAt'
  | 'assigned'
  | 'acceptedRevision'
  | 'returns'
  | 'late'
  | 'notReceivedAt'
  | 'consolidated'
  | 'opinion'
  | 'dispatches';

/** A report as whoever may read it sees it: the whole of it. */
export type ReportView = Pick<AgencyReport, Taken> & {
  readonly cycle: AgencyReport['cycle'] & { readonly number: string };
  readonly arrival: ReturnType<typeof arrivedAs>;
  readonly form: FormView;
  readonly parts: readonly DraftPart[];
  /** What the system knows, by figure. */
  readonly known: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
  /** What stands against submitting the draft; none while there is no draft open. */
  readonly faults: readonly FaultView[];
  /** Of the draft as it would be signed now; null while there is no draft open. */
  readonly draftChecksum: string | null;
  readonly submission: Submission | null;
  readonly steps: readonly ReportStep[];
  readonly missingSteps: readonly FormStepKind[];
  readonly councils: readonly CouncilRecord[];
  readonly advices: readonly Advice[];
  readonly revisions: number;
  readonly addressees: readonly ReportBelow[];
  readonly clocks: readonly ClockView[];
  readonly acts: readonly ReportActKind[];
};

/** What a report is shown with. */
export interface ShownWith {
  readonly cycle: string;
  readonly knowledge: ReportKnowledge;
  readonly below: readonly ReportBelow[];
  readonly language: Language;
}

/** A report with its form, its draft, what the system knows, and what may be done with it. */
export function reportView(opened: OpenedReport, shown: ShownWith): ReportView {
  const { report, who } = opened;
  const { knowledge, below, language } = shown;
  const { form, known } = knowledge;
  const filling = standing(report, knowledge);
  const isOpen = isDraftOpen(report);
  const faults = isOpen ? checkFilling(form, filling, known) : [];
  return {
    ...taken(report),
    cycle: { ...report.cycle, number: shown.cycle },
    arrival: arrivedAs(report),
    form: formView(form, language),
    parts: report.parts.map(({ version, filling: part, by, at }) => ({ ...part, version, by, at })),
    known: Object.fromEntries([...known].map(([figure, { value }]) => [figure, value])),
    differences: differencesOf(form, filling, known),
    faults: faults.map((fault) => ({ ...fault, text: fillingFaultText(form, fault, language) })),
    draftChecksum: isOpen ? checksum(filling) : null,
    submission: newestSubmission(report) ?? null,
    steps: report.steps ?? [],
    missingSteps: missingSteps(report).map(({ step }) => step),
    councils: report.councils ?? [],
    advices: report.advices ?? [],
    revisions: report.submissions.length,
    addressees: below,
    clocks: clocksView(report.clocks, who.rules, language),
    acts: possibleReportActs(report, who.actor, who.directory),
  };
}

/** Whether the office works on a draft: before it is signed, when it was returned, and again. */
export function isDraftOpen({ stage }: AgencyReport): boolean {
  return OPEN_DRAFT.includes(stage);
}

/** What stands in a report: the draft as it would be signed, or what was signed last. */
export function standing(report: AgencyReport, knowledge: ReportKnowledge): Filling {
  const signed = newestSubmission(report);
  return signed === undefined || isDraftOpen(report)
    ? toBeSigned(report, knowledge)
    : signed.filling;
}

function taken(report: AgencyReport): Pick<AgencyReport, Taken> {
  const { id, number, version, drill, stage, ending, dates, office, scope, drafting } = report;
  const { predecessors, collector, openedAt, assigned, acceptedRevision, returns } = report;
  const { late, notReceivedAt, consolidated, opinion, dispatches } = report;
  return {
    ...{ id, number, version, drill, stage, ending, dates, office, scope, drafting },
    ...{ predecessors, collector, openedAt, assigned, acceptedRevision, returns },
    ...{ late, notReceivedAt, consolidated, opinion, dispatches },
  };
}
