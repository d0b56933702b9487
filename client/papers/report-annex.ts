import type {
  ArrivedReport,
  Consolidation,
  Mismatch,
} from '../../domain/reporting/consolidating.ts';
import type { OfficeId } from '../../domain/offices/office.ts';
import type { ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf } from '../../domain/reporting/form.ts';
import type { Language } from '../../domain/text.ts';
import type { MessageKey } from '../../locales/index.ts';
import { translate } from '../../locales/index.ts';
import type { Block } from './report-paper.ts';
import { numberText, valueText } from './words.ts';

interface AnnexOf {
  readonly form: ReportForm;
  readonly consolidation: Consolidation;
  readonly nameOf: (office: OfficeId) => string;
  readonly language: Language;
}

/** One who reports to the collector, with everybody whose report is in theirs. */
interface Branch {
  readonly head: ArrivedReport;
  readonly below: readonly ArrivedReport[];
}

/**
 * How the reports came in and what does not agree: the annex of a consolidated report. Those who
 * report to the collector itself are named; of those below them the missing are named and the
 * rest counted, since they stand in the annex of the one in between.
 */
export function consolidationAnnex(
  form: ReportForm,
  consolidation: Consolidation,
  nameOf: (office: OfficeId) => string,
  language: Language = 'vi',
): { readonly name: string; readonly body: readonly Block[] } {
  const input = { form, consolidation, nameOf, language };
  const branches = branchesOf(consolidation.arrivals);
  const deeper = branches.filter(({ below }) => below.length > 0);
  const direct = consolidation.mismatches.filter((one) =>
    branches.some(({ head, below }) => head.office === one.office && isOfHead(one, below)),
  );
  const heading = (key: MessageKey): Block => ({
    ...{ kind: 'heading', level: 2, text: translate(language, key) },
  });
  return {
    name: translate(language, 'reports.paper.annex-name'),
    body: [
      heading('reports.paper.arrivals'),
      ...arrivalsOf(
        branches.map(({ head }) => head),
        input,
      ),
      ...(deeper.length === 0
        ? []
        : [heading('reports.paper.below'), belowTable(deeper, input), ...missing(deeper, input)]),
      heading('reports.paper.mismatches'),
      direct.length === 0
        ? paragraph(translate(language, 'reports.paper.no-mismatches'))
        : mismatchTable(direct, input),
    ],
  };
}

function branchesOf(arrivals: readonly ArrivedReport[]): readonly Branch[] {
  const branches: { head: ArrivedReport; below: ArrivedReport[] }[] = [];
  for (const arrived of arrivals) {
    if (arrived.level === 1) branches.push({ head: arrived, below: [] });
    else branches.at(-1)?.below.push(arrived);
  }
  return branches;
}

// An office with others below it has two reports: of itself, and of all of them.
function isOfHead({ kind }: Mismatch, below: readonly ArrivedReport[]): boolean {
  return (kind === 'levels') === below.length > 0;
}

function arrivalsOf(heads: readonly ArrivedReport[], { nameOf, language }: AnnexOf): Block[] {
  const list = (key: MessageKey, isListed: (head: ArrivedReport) => boolean): Block[] =>
    named(`${translate(language, key)}:`, heads.filter(isListed), nameOf);
  return [
    paragraph(
      translate(language, 'reports.paper.received', {
        received: heads.filter(came).length,
        all: heads.length,
      }),
    ),
    ...list('reports.paper.not-received', (head) => !came(head)),
    ...list('reports.paper.late', ({ arrival }) => arrival === 'late'),
    ...list('reports.paper.late-permitted', ({ arrival }) => arrival === 'late-permitted'),
    ...list('reports.paper.nil-reports', ({ nil }) => nil),
  ];
}

function came({ arrival }: ArrivedReport): boolean {
  return arrival !== 'not-received';
}

/** The missing of every branch, by name. */
function missing(branches: readonly Branch[], { nameOf, language }: AnnexOf): Block[] {
  return branches.flatMap(({ head, below }) => {
    const lead = translate(language, 'reports.paper.not-received-below', {
      office: nameOf(head.office),
    });
    return named(
      `${lead}:`,
      below.filter((one) => !came(one)),
      nameOf,
    );
  });
}

function named(
  lead: string,
  reports: readonly ArrivedReport[],
  nameOf: (office: OfficeId) => string,
): Block[] {
  if (reports.length === 0) return [];
  const names = reports.map(({ office }) => nameOf(office)).join('; ');
  return [{ kind: 'paragraph', lead, text: `${names}.` }];
}

function belowTable(branches: readonly Branch[], input: AnnexOf): Block {
  const { consolidation, nameOf, language } = input;
  const count = (number: number) => numberText(number, language);
  return {
    kind: 'table',
    headings: (
      ['order', 'office', 'expected-reports', 'received', 'late', 'nil', 'differing'] as const
    ).map((column) => translate(language, `reports.sheet.column.${column}`)),
    widths: [7, 39, 12, 10, 10, 12, 10],
    numeric: [2, 3, 4, 5, 6],
    centred: [0],
    rows: branches.map(({ head, below }, index) => {
      const offices = new Set(below.map(({ office }) => office));
      const differing = consolidation.mismatches.filter(
        (one) => offices.has(one.office) && !(one.office === head.office && isOfHead(one, below)),
      );
      return [
        String(index + 1),
        nameOf(head.office),
        count(below.length),
        count(below.filter(came).length),
        count(below.filter(({ arrival }) => arrival.startsWith('late')).length),
        count(below.filter(({ nil }) => nil).length),
        count(differing.length),
      ];
    }),
  };
}

function mismatchTable(
  mismatches: readonly Mismatch[],
  { form, nameOf, language }: AnnexOf,
): Block {
  const figures = new Map(figuresOf(form).map((figure) => [figure.id, figure]));
  return {
    kind: 'table',
    headings: (['order', 'office', 'figure', 'expected', 'reported', 'explanation'] as const).map(
      (column) => translate(language, `reports.sheet.column.${column}`),
    ),
    widths: [7, 21, 25, 14, 11, 22],
    numeric: [3, 4],
    centred: [0],
    rows: mismatches.map(({ office, figure: id, expected, reported, explanation }, index) => {
      const figure = figures.get(id) ?? { type: 'count' as const };
      return [
        String(index + 1),
        nameOf(office),
        figures.get(id)?.name[language] ?? id,
        valueText(figure, expected, language, 'branch'),
        reported === null
          ? translate(language, 'reports.arrival.not-received')
          : valueText(figure, reported, language, 'branch'),
        explanation ?? translate(language, 'reports.mismatch.unexplained'),
      ];
    }),
  };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
