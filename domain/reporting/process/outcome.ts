import type { CaseSnapshot } from '../../cases/outcome.ts';
import { OPEN_DRAFT } from './acts/drafting.ts';
import type { AgencyReport } from './report.ts';
import type { ReportStage } from './vocabulary.ts';

/** What the process of a report has to know of it. */
export function reportSnapshot(report: AgencyReport): CaseSnapshot<ReportStage, 'report'> {
  const { version, stage, clocks } = report;
  const wakes = clocks.filter((c) => c.status === 'running').map((c) => c.next);
  const wake = wakes.sort()[0] ?? null;
  return { version, stage, waits: { report: { wake, open: isOpen(report) } } };
}

/** Whether something is still to come of a report: a draft that is owed, or a decision on it. */
export function isOpen({ stage, ending }: AgencyReport): boolean {
  return ending === null && (stage === 'submitted' || OPEN_DRAFT.includes(stage));
}
