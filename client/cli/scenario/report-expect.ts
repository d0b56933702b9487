import type { CycleSeen, ReportSeen } from '../reports/seen.ts';
import type { Playing } from './playing.ts';
import type { ReportStepOf } from './report-steps.ts';
import { Surprise, said } from './surprise.ts';

const OPEN: ReadonlySet<string> = new Set(['opened', 'drafting', 'returned']);

type Expected = ReportStepOf<'expect'>['expect'];

/** What was found of what a scenario expects, in words that can be held against each other. */
type Found = Readonly<Record<string, string | undefined>>;

/**
 * Holds what a scenario expects of a report, or of the whole year, against what is there; what was
 * started may take a while to come about. Throws a Surprise with the first thing that is otherwise.
 */
export async function expectReports(
  playing: Playing,
  line: number,
  { on, by, expect }: ReportStepOf<'expect'>,
  number: string,
): Promise<void> {
  const { told = [], ...rest } = expect;
  const wanted = wordsOf(rest);
  let found: Found | null = null;
  const isSo = async (): Promise<boolean> => {
    found = await lookAt(playing, { on, who: playing.who(by), number });
    return found !== null && firstOther(wanted, found) === undefined;
  };
  if (!(await playing.until(isSo))) {
    const texts = { login: by, report: number };
    if (found === null) {
      throw new Surprise(line, said('report-visible', texts), said('report-hidden', texts));
    }
    const what = firstOther(wanted, found) ?? '';
    const is = (value = '–') => said('report-is', { what, value });
    throw new Surprise(line, is(wanted[what]), is((found as Found)[what]));
  }
  await playing.expectLetters(line, told, number);
}

function firstOther(wanted: Found, found: Found): string | undefined {
  return Object.keys(wanted).find((what) => wanted[what] !== found[what]);
}

/** What is expected, one line for each thing: `figures.cases` → `2`. */
function wordsOf(expected: Omit<Expected, 'told'>): Found {
  const lines = Object.entries(expected).flatMap(([what, value]): [string, string][] => {
    if (Array.isArray(value)) return [[what, value.toSorted().join(', ')]];
    if (typeof value !== 'object') return [[what, String(value)]];
    return Object.entries(value).map(([id, one]) => [`${what}.${id}`, String(one)]);
  });
  return Object.fromEntries(lines);
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
