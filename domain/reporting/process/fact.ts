// Stored for decades: add kinds and optional fields, never change or remove one.
import type { ClockFacts } from '../../cases/deciding.ts';
import type { PersonId } from '../../offices/person.ts';
import type { Instant } from '../../time/instant.ts';
import type {
  Advice,
  AgencyReport,
  ConsolidatedFrom,
  CouncilRecord,
  LatePermission,
  ReportDispatch,
  ReturnReason,
  SavedPart,
  Submission,
} from './report.ts';
import type { ReportStage } from './vocabulary.ts';

/** What a report begins with. */
export type OpenedReport = Pick<
  AgencyReport,
  | 'number'
  | 'drill'
  | 'cycle'
  | 'form'
  | 'dates'
  | 'office'
  | 'scope'
  | 'drafting'
  | 'predecessors'
  | 'collector'
  | 'addressees'
  | 'steps'
>;

/** Everything that can have happened to an agency's report; kind and what it says. */
export interface ReportFactData extends ClockFacts {
  'report-opened': OpenedReport;
  'report-assigned': { readonly person: PersonId };
  'part-saved': SavedPart;
  'figures-consolidated': {
    readonly from: ConsolidatedFrom;
    readonly parts: readonly SavedPart[];
  };
  'opinion-given': { readonly by: PersonId; readonly text: string };
  'council-recorded': CouncilRecord;
  'report-submitted': Submission;
  'advice-given': Advice;
  'report-returned': { readonly by: PersonId; readonly reasons: readonly ReturnReason[] };
  'report-accepted': { readonly by: PersonId; readonly revision: number };
  'late-asked': LatePermission;
  'late-answered': LatePermission;
  'report-not-received': { readonly due: Instant };
  /** The cycle went up without it: it is urged no more. */
  'report-closed': Record<never, never>;
  'supplement-begun': { readonly by: PersonId; readonly reason: string };
  'report-dispatched': ReportDispatch;
  'report-stage-entered': { readonly stage: ReportStage };
  'report-cancelled': { readonly reason: string };
}

export type ReportFactKind = keyof ReportFactData;

/** A fact of a report before it gets its place, its author and its moment. */
export type ReportFact = {
  [K in ReportFactKind]: { readonly kind: K; readonly data: ReportFactData[K] };
}[ReportFactKind];
