import type { PersonActor } from '../../../domain/authority/actor.ts';
import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { ReportActKind } from '../../../domain/reporting/process/act.ts';
import { mayReport } from '../../../domain/reporting/process/authority.ts';
import { REPORT_ACTS, REPORT_ACT_KINDS } from '../../../domain/reporting/process/decide.ts';
import type { AgencyReport } from '../../../domain/reporting/process/report.ts';
import { isAdvised } from '../../../domain/reporting/process/report.ts';

/**
 * The acts that are open to somebody on a report now, by stage and authority: what a screen offers.
 * Whether one is accepted, what it says decides.
 */
export function possibleReportActs(
  report: AgencyReport,
  actor: PersonActor,
  directory: DirectoryAt,
): ReportActKind[] {
  return REPORT_ACT_KINDS.filter(
    (kind) =>
      REPORT_ACTS[kind].from.includes(report.stage) &&
      fits(kind, report) &&
      mayReport(actor, kind, report, directory) === null,
  );
}

/** Whether a report is of the kind that an act is for: one that is collected, or that collects. */
function fits(kind: ReportActKind, report: AgencyReport): boolean {
  const { scope, collector, late } = report;
  switch (kind) {
    case 'consolidate':
      return scope === 'branch';
    case 'return-report':
    case 'accept-report':
      return collector !== null;
    case 'ask-late':
      return collector !== null && late?.answer !== 'awaited';
    case 'answer-late':
      return late?.answer === 'awaited';
    case 'record-council':
      return report.steps?.some(({ step }) => step !== 'advice') ?? false;
    case 'give-advice':
      return isAdvised(report);
    case 'dispatch-report':
      return collector === null;
    default:
      return true;
  }
}
