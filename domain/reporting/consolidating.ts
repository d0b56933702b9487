import type { OfficeId } from '../offices/office.ts';
import { sumOf } from './arithmetic.ts';
import type { Filling, KnownFigures } from './filling.ts';
import { compute, differencesOf, partOf, valuesOf } from './filling.ts';
import type { Figure, FormRef, ReportForm } from './form.ts';
import { figuresOf } from './form.ts';
import type { Behind } from './register-figures.ts';

/** How an office's report came in. */
export const REPORT_ARRIVALS = ['on-time', 'late-permitted', 'late', 'not-received'] as const;
export type ReportArrival = (typeof REPORT_ARRIVALS)[number];

/**
 * One office's report with those that it was made from. A collector's own matters are a report of
 * its own among those below it; what it signed covers itself and everything below.
 */
export interface BranchReport {
  readonly office: OfficeId;
  readonly arrival: ReportArrival;
  /** What was signed and accepted; null while nothing was. */
  readonly filling: Filling | null;
  /** What the register has for the office itself; not looked at where others are below. */
  readonly register: KnownFigures;
  readonly below: readonly BranchReport[];
}

/** One office's share in a number: what it reported, and what that was made of. */
export interface FigureLine {
  readonly office: OfficeId;
  /** Null: not filled in, or not received; it adds nothing. */
  readonly value: number | null;
  readonly behind: readonly Behind[];
  readonly below: readonly FigureLine[];
  /** What the office added to, or took from, the sum of those below; null for a percentage. */
  readonly own: number | null;
}

export interface ConsolidatedFigure {
  readonly figure: string;
  /** The sum of the lines; of a yes-no figure how many said yes; of a percentage the new one. */
  readonly value: number | null;
  readonly lines: readonly FigureLine[];
}

export interface GatheredNarrative {
  readonly narrative: string;
  readonly texts: readonly { readonly office: OfficeId; readonly text: string }[];
}

/** Between an office's number and what: the register, or the sum of the levels below. */
export const MISMATCH_KINDS = ['register', 'levels'] as const;
export type MismatchKind = (typeof MISMATCH_KINDS)[number];

export interface Mismatch {
  readonly kind: MismatchKind;
  readonly office: OfficeId;
  readonly figure: string;
  readonly expected: number;
  /** Null when the office did not report although the register has something of it. */
  readonly reported: number | null;
  readonly explanation: string | null;
}

/** How one office's report came in; the level is 1 for an addressee of the collector itself. */
export interface ArrivedReport {
  readonly office: OfficeId;
  readonly level: number;
  readonly arrival: ReportArrival;
  readonly nil: boolean;
}

/** What a collector has in its hands before it writes its own report. */
export interface Consolidation {
  readonly form: FormRef;
  /** Every addressee with those below it, in order. */
  readonly arrivals: readonly ArrivedReport[];
  readonly figures: readonly ConsolidatedFigure[];
  readonly narratives: readonly GatheredNarrative[];
  readonly mismatches: readonly Mismatch[];
  /** Of every level, in the order of the addressees. */
  readonly nil: readonly OfficeId[];
  readonly late: readonly OfficeId[];
  readonly latePermitted: readonly OfficeId[];
  readonly notReceived: readonly OfficeId[];
}

/**
 * Sums up the reports of a collector's addressees, in their order: every number with the offices
 * and the cases behind it, the narratives with their authors, and everything that does not agree.
 * What was not received adds nothing and is listed. Throws a RangeError when a sum is too large to
 * be exact.
 */
export function consolidate(form: ReportForm, branches: readonly BranchReport[]): Consolidation {
  const figures = figuresOf(form);
  const nodes = branches.map((branch) => nodeOf(figures, branch));
  const arrivals = branches.flatMap((branch) => arrivedOf(branch, 1));
  const officesOf = (wanted: (report: ArrivedReport) => boolean) => [
    ...new Set(arrivals.filter(wanted).map(({ office }) => office)),
  ];
  return {
    form: { form: form.id, version: form.version },
    arrivals,
    figures: summed(figures, nodes),
    narratives: gathered(form, branches),
    mismatches: nodes.flatMap((node) => mismatchesOf(form, figures, node)),
    nil: officesOf(({ nil }) => nil),
    late: officesOf(({ arrival }) => arrival === 'late'),
    latePermitted: officesOf(({ arrival }) => arrival === 'late-permitted'),
    notReceived: officesOf(({ arrival }) => arrival === 'not-received'),
  };
}

/** Of several reports of one office the last one counts; the order of the offices stays. */
export function currentReports<T extends { readonly office: OfficeId; readonly revision: number }>(
  received: Iterable<T>,
): readonly T[] {
  const current = new Map<OfficeId, T>();
  for (const report of received) {
    const earlier = current.get(report.office);
    if (earlier === undefined || earlier.revision < report.revision) {
      current.set(report.office, report);
    }
  }
  return [...current.values()];
}

/** What a collector's report is checked against: the sums of what it was made from. */
export function sumsOf(form: ReportForm, branches: readonly BranchReport[]): KnownFigures {
  const figures = figuresOf(form);
  return knownFrom(
    figures,
    branches.map((branch) => nodeOf(figures, branch)),
  );
}

/** A branch with its share in every figure, made once for all that is asked of it. */
interface Node {
  readonly branch: BranchReport;
  readonly lines: ReadonlyMap<string, FigureLine>;
  readonly below: readonly Node[];
}

function nodeOf(figures: readonly Figure[], branch: BranchReport): Node {
  const below = branch.below.map((one) => nodeOf(figures, one));
  const { filling } = branch;
  const values = filling === null ? null : valuesOf(filling);
  const lines = figures.map((figure) => {
    const nought = filling?.nil === true ? 0 : null;
    const value = values?.get(figure.id) ?? nought;
    return [figure.id, lineOf(figure, branch, value, linesOf(figure.id, below))] as const;
  });
  return { branch, lines: new Map(lines), below };
}

function lineOf(
  figure: Figure,
  branch: BranchReport,
  value: number | null,
  below: readonly FigureLine[],
): FigureLine {
  const isLeaf = below.length === 0;
  const behind = isLeaf
    ? (branch.register.get(figure.id)?.behind ?? [])
    : below.flatMap((line) => line.behind);
  const fromBelow = sumOfLines(below) ?? 0;
  const own = figure.type === 'percent' || value === null ? null : value - fromBelow;
  return { office: branch.office, value, behind, below, own };
}

function linesOf(figure: string, nodes: readonly Node[]): readonly FigureLine[] {
  return nodes.flatMap(({ lines }) => lines.get(figure) ?? []);
}

function summed(figures: readonly Figure[], nodes: readonly Node[]): ConsolidatedFigure[] {
  const known = new Map(figures.map((figure) => [figure.id, figure]));
  const sums = new Map(figures.map(({ id }) => [id, sumOfLines(linesOf(id, nodes))]));
  return figures.map((figure) => {
    // A percentage of many is made again; a computed sum is the sum of the sums, too.
    const value =
      figure.type === 'percent' ? compute(figure, sums, known) : (sums.get(figure.id) ?? null);
    return { figure: figure.id, value, lines: linesOf(figure.id, nodes) };
  });
}

function knownFrom(figures: readonly Figure[], nodes: readonly Node[]): KnownFigures {
  return new Map(
    figures.flatMap(({ id, source }) => {
      const lines = source.kind === 'computed' ? [] : linesOf(id, nodes);
      const value = sumOfLines(lines);
      return value === null ? [] : [[id, { value, behind: lines.flatMap((line) => line.behind) }]];
    }),
  );
}

function sumOfLines(lines: readonly FigureLine[]): number | null {
  const values = lines.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : sumOf(values);
}

function gathered(form: ReportForm, branches: readonly BranchReport[]): GatheredNarrative[] {
  return form.parts.flatMap((part) =>
    part.narratives.map(({ id }) => ({
      narrative: id,
      texts: branches.flatMap(({ office, filling }) => {
        const text = filling === null ? '' : (partOf(filling, part.id)?.narratives[id] ?? '');
        return text.trim() === '' ? [] : [{ office, text: text.trim() }];
      }),
    })),
  );
}

function mismatchesOf(form: ReportForm, figures: readonly Figure[], node: Node): Mismatch[] {
  const { branch, below } = node;
  const isLeaf = below.length === 0;
  const known = isLeaf ? branch.register : knownFrom(figures, below);
  const { office, filling } = branch;
  const kind = isLeaf ? ('register' as const) : ('levels' as const);
  const own =
    filling === null
      ? [...known]
          .filter(([, { value }]) => value !== 0)
          .map(([figure, { value: expected }]) => ({
            ...{ kind, office, figure, expected },
            reported: null,
            explanation: null,
          }))
      : differencesOf(form, filling, known).map(
          ({ figure, known: expected, reported, explanation }) => ({
            ...{ kind, office, figure, expected, reported, explanation },
          }),
        );
  return [...own, ...below.flatMap((one) => mismatchesOf(form, figures, one))];
}

function arrivedOf(
  { office, arrival, filling, below }: BranchReport,
  level: number,
): ArrivedReport[] {
  // Whatever is said of it: without a report there is none.
  const came = filling === null ? 'not-received' : arrival;
  const own = { office, level, arrival: came, nil: filling?.nil === true };
  return [own, ...below.flatMap((branch) => arrivedOf(branch, level + 1))];
}
