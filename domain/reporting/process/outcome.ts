import type { CaseSnapshot } from '../../cases/outcome.ts';
import type { Instant } from '../../time/instant.ts';
import type { AgencyReport } from './report.ts';
import type { ReportStage } from './vocabulary.ts';

/** The processes that carry reports: the root of a cycle, and every other one. */
export type ReportProcess = 'cycle' | 'report';

/** The snapshot of a report for the process that carries it. */
export function reportSnapshot(report: AgencyReport): CaseSnapshot<ReportStage, ReportProcess> {
  const nexts = report.clocks.filter((c) => c.status === 'running').map((c) => c.next);
  const wake = nexts.reduce<Instant | null>((a, b) => (a === null || b < a ? b : a), null);
  // What is accepted or sent has no clock; a supplement begins a new run.
  const open = !['accepted', 'sent', 'ended'].includes(report.stage);
  const here: ReportProcess = report.collector === null ? 'cycle' : 'report';
  const none = { wake: null, open: false };
  const waits = { cycle: none, report: none, [here]: { wake, open } };
  return { version: report.version, stage: report.stage, waits };
}
