import type { Cli } from '../context.ts';
import { showAnswer } from '../commands/act.ts';
import type { CycleSeen, ReportSeen } from './seen.ts';

/** Where a report is, by its id or number. */
export function reportPath(report: string): string {
  return `/api/v1/reports/${encodeURIComponent(report)}`;
}

/** Where a year is, by its id or number. */
export function cyclePath(cycle: string): string {
  return `/api/v1/report-cycles/${encodeURIComponent(cycle)}`;
}

/** A report as whoever signed in sees it. */
export async function reportSeen(cli: Cli, report: string): Promise<ReportSeen> {
  const query = { lang: cli.language };
  return (await cli.server().get(reportPath(report), query)) as ReportSeen;
}

/** A year as whoever signed in sees it. */
export async function cycleSeen(cli: Cli, cycle: string): Promise<CycleSeen> {
  return (await cli.server().get(cyclePath(cycle))) as CycleSeen;
}

/** Does an act on a report, and says what it came to. */
export async function actOnReport(
  cli: Cli,
  report: string,
  act: { readonly kind: string; readonly data: unknown },
  key: string | undefined,
): Promise<void> {
  const path = `${reportPath(report)}/acts`;
  showAnswer(cli, await cli.server().send('POST', path, act, key));
}
