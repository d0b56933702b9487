import type { CycleSeen, ReportSeen } from '../reports/seen.ts';
import { expectFound } from './expect-found.ts';
import type { Found } from './expect-found.ts';
import type { Playing } from './playing.ts';
import type { ReportStepOf } from './report-steps.ts';

const OPEN: ReadonlySet<string> = new Set(['opened', 'drafting', 'returned']);

/**
 * Holds what a scenario expects of a report, or of the whole year, against what is there. Throws a
 * Surprise with the first thing that is otherwise.
 */
export async function expectReports(
  playing: Playing,
  line: number,
  { on, by, expect }: ReportStepOf<'expect'>,
  number: string,
): Promise<void> {
  const { told = [], ...expected } = expect;
  const look = () => lookAt(playing, { on, who: playing.who(by), number });
  await expectFound(playing, line, { expected, look, by, number, told });
}

async function lookAt(
  { world }: Playing,
  { on, who, number }: { readonly on: string; readonly who: string; readonly number: string },
): Promise<Found | null> {
  if (on === 'cycle') {
    const cycle = await world.lookAtCycle(who, number);
    return cycle === null ? null : ofCycle(cycle);
  }
  const report = await world.lookAtReport(who, number);
  return report === null ? null : ofReport(report);
}

function ofReport(report: ReportSeen): Found {
  const { stage, ending, arrival, submission, known, returns, consolidated } = report;
  // Of an open draft what lies there, else what was signed.
  const signed = OPEN.has(stage) ? null : submission;
  const differences = Object.fromEntries(
    (signed?.differences ?? report.differences).map(({ figure, explanation }) => [
      `differences.${figure}`,
      explanation === null ? 'unexplained' : 'explained',
    ]),
  );
  const parts = signed?.filling.parts ?? report.parts;
  const figures = parts.flatMap((part) => Object.entries(part.figures));
  const late = report.addressees.filter((one) => one.arrival === 'late');
  return {
    stage,
    ending: String(ending),
    arrival: String(arrival),
    nil: String(submission?.filling.nil ?? false),
    returned: String(returns.length),
    missing: officesIn(consolidated?.notReceived ?? []),
    late: officesIn(late.map(({ office }) => office)),
    ...differences,
    ...named('figures', figures),
    ...named('known', Object.entries(known)),
  };
}

function ofCycle({ number, stage, ending, whole }: CycleSeen): Found {
  const offices = (numbers: readonly string[]): string =>
    officesIn(numbers.map((one) => one.slice(number.length + 1)));
  return {
    stage,
    ending: String(ending),
    reports: String(whole.counts.reports),
    missing: offices(whole.missing),
    late: offices(whole.late),
    nil: String(whole.counts.nil > 0),
  };
}

function officesIn(offices: readonly string[]): string {
  return offices.toSorted().join(', ');
}

function named(what: string, figures: readonly (readonly [string, number | null])[]): Found {
  return Object.fromEntries(figures.map(([id, value]) => [`${what}.${id}`, String(value)]));
}
