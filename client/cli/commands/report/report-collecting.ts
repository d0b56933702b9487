import type { Command } from 'commander';
import type { Cli, Names } from '../../context.ts';
import { indented, pairs, table } from '../../print.ts';
import { valueText } from '../../reports/part-text.ts';
import type { ReportSeen } from '../../reports/seen.ts';
import { reportPath, reportSeen } from '../../reports/server.ts';

interface Line {
  readonly office: string;
  readonly number: string | null;
  readonly value: number | null;
  readonly own: number | null;
  readonly behind: number;
}

interface Consolidation {
  readonly figures: readonly {
    readonly figure: string;
    readonly name: string;
    readonly value: number | null;
    readonly lines: readonly Line[];
  }[];
  readonly narratives: readonly {
    readonly narrative: string;
    readonly texts: readonly { readonly office: string; readonly text: string }[];
  }[];
  readonly mismatches: readonly {
    readonly kind: string;
    readonly office: string;
    readonly figure: string;
    readonly expected: number;
    readonly reported: number | null;
    readonly explanation: string | null;
  }[];
  readonly nil: readonly string[];
  readonly late: readonly string[];
  readonly latePermitted: readonly string[];
  readonly notReceived: readonly string[];
  readonly names: Names;
}

interface FigureDetail {
  readonly figure: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  readonly known: number | null;
  readonly lines: readonly Line[];
  readonly behind: readonly { readonly office: string; readonly what: string }[];
  readonly names: Names;
}

/** `homat report consolidation|figures`: what a collector has in its hands. */
export function registerReportCollecting(report: Command, cli: Cli): void {
  report
    .command('consolidation <report>')
    .description(cli.tell('year.report-consolidation'))
    .option('--levels <levels>', cli.tell('year.option-levels'))
    .action(async (number: string, { levels }: { levels?: string }) => {
      const query = { levels, lang: cli.language };
      const path = `${reportPath(number)}/consolidation`;
      const found = (await cli.server().get(path, query)) as Consolidation;
      const value = valuesOf(cli, await reportSeen(cli, number));
      cli.print(found, () => consolidationText(cli, found, value));
    });
  report
    .command('figures <report> <figure>')
    .description(cli.tell('year.report-figures'))
    .action(async (number: string, figure: string) => {
      const path = `${reportPath(number)}/figures/${encodeURIComponent(figure)}`;
      const found = (await cli.server().get(path, { lang: cli.language })) as FigureDetail;
      const value = valuesOf(cli, await reportSeen(cli, number));
      cli.print(found, () => figureText(cli, found, value));
    });
}

/** A figure's value as people write it, by the figure's id. */
type ValueOf = (figure: string, value: number | null) => string;

function valuesOf(cli: Cli, { form, scope }: ReportSeen): ValueOf {
  const figures = new Map(form.parts.flatMap((part) => part.figures.map((one) => [one.id, one])));
  return (id, value) => {
    const figure = figures.get(id);
    return figure === undefined ? String(value ?? '') : valueText(cli, figure, scope, value);
  };
}

function consolidationText(cli: Cli, found: Consolidation, valueOf: ValueOf): string {
  const { figures, narratives, names } = found;
  const offices = (ids: readonly string[]): string =>
    ids.map((id) => cli.office(names, id)).join('; ');
  const words = narratives
    .filter(({ texts }) => texts.length > 0)
    .map(({ narrative, texts }) =>
      [
        cli.paint('heading', narrative),
        ...texts.map(({ office, text }) => indented(`${cli.office(names, office)}: ${text}`)),
      ].join('\n'),
    );
  const sums = table(
    [cli.tell('year.head-figure'), cli.tell('reports.sheet.total'), cli.say('head-office')],
    figures.map(({ figure, name, value, lines }) => [
      `${name} (${figure})`,
      valueOf(figure, value),
      lines
        .filter((line) => (line.value ?? 0) !== 0)
        .map((line) => `${line.office} ${valueOf(figure, line.value)}`)
        .join(', '),
    ]),
  );
  const arrivals = pairs([
    [cli.tell('year.head-missing'), offices(found.notReceived)],
    [cli.tell('year.head-late'), offices(found.late)],
    [cli.tell('year.head-late-permitted'), offices(found.latePermitted)],
    [cli.tell('year.head-nil'), offices(found.nil)],
  ]);
  return [arrivals, sums, mismatchesText(cli, found, valueOf), ...words]
    .filter((text) => text !== '')
    .join('\n\n');
}

function mismatchesText(cli: Cli, { mismatches, names }: Consolidation, valueOf: ValueOf): string {
  if (mismatches.length === 0) return '';
  const heads = ['head-figure', 'head-expected', 'head-reported', 'head-explanation'] as const;
  const rows = mismatches.map(({ kind, office, figure, expected, reported, explanation }) => [
    cli.office(names, office),
    cli.word('mismatch', kind),
    figure,
    valueOf(figure, expected),
    valueOf(figure, reported),
    explanation ?? cli.paint('late', cli.word('mismatch', 'unexplained')),
  ]);
  const title = cli.paint('heading', cli.tell('year.part-mismatches'));
  const columns = [
    cli.say('head-office'),
    cli.say('head-kind'),
    ...heads.map((head) => cli.tell(`year.${head}`)),
  ];
  return `${title}\n${table(columns, rows)}`;
}

function figureText(cli: Cli, found: FigureDetail, valueOf: ValueOf): string {
  const { figure, name, unit, value, known, lines, behind, names } = found;
  const head = pairs([
    [cli.tell('year.head-figure'), `${name} (${figure})`],
    [
      cli.say('head-value'),
      value === null ? cli.tell('reports.value.blank') : `${valueOf(figure, value)} ${unit}`,
    ],
    [cli.tell('year.head-known'), valueOf(figure, known)],
    [cli.tell('year.head-behind'), behind.map(({ what }) => what).join(', ')],
  ]);
  if (lines.length === 0) return head;
  const rows = lines.map((line) => [
    cli.office(names, line.office),
    line.number,
    valueOf(figure, line.value),
    valueOf(figure, line.own),
    line.behind,
  ]);
  const columns = [
    cli.say('head-office'),
    cli.say('head-number'),
    cli.say('head-value'),
    cli.tell('year.head-own'),
    cli.tell('year.head-behind'),
  ];
  return `${head}\n\n${table(columns, rows)}`;
}
