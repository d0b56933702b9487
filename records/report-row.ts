import { plain } from '../domain/plain-text.ts';
import type { ReportArrival } from '../domain/reporting/consolidating.ts';
import { isOpen } from '../domain/reporting/process/outcome.ts';
import type { AgencyReport, Submission } from '../domain/reporting/process/report.ts';
import {
  acceptedSubmission,
  arrivedAs,
  newestSubmission,
} from '../domain/reporting/process/report.ts';
import type { Instant } from '../domain/time/instant.ts';

/** What lists, counts and collectors read of a report without its whole state. */
export interface ReportRow {
  readonly id: string;
  readonly number: string;
  readonly cycle: string;
  readonly version: number;
  readonly stage: AgencyReport['stage'];
  readonly ending: AgencyReport['ending'];
  readonly arrival: ReportArrival | null;
  readonly nil: boolean;
  /** Where what was signed last differs from what the system knew; all of it is explained. */
  readonly differences: number;
  readonly openedAt: Instant;
  readonly due: Instant | null;
  /** When the next of its clocks does something. */
  readonly nextDue: Instant | null;
  readonly open: boolean;
  readonly drill: boolean;
  readonly accepted: Submission | null;
  readonly search: string;
}

/** The row of a report, worked out from nothing but the report. */
export function reportRow(report: AgencyReport): ReportRow {
  const { id, number, version, stage, ending, openedAt, drill } = report;
  const newest = newestSubmission(report);
  const running = report.clocks.filter((c) => c.status === 'running').map((c) => c.next);
  return {
    id,
    number,
    cycle: report.cycle.id,
    version,
    stage,
    ending,
    arrival: arrivedAs(report),
    nil: newest?.filling.nil ?? false,
    differences: newest?.differences.length ?? 0,
    openedAt,
    due: report.clocks.filter((c) => c.rule === 'report-due').at(-1)?.due ?? null,
    nextDue: running.sort()[0] ?? null,
    open: isOpen(report),
    drill,
    accepted: acceptedSubmission(report),
    search: plain(`${number} ${report.office}`),
  };
}
