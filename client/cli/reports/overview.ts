import type { Cli } from '../context.ts';
import { moment, pairs, table } from '../print.ts';
import type { CountedSeen, CycleSeen } from './seen.ts';

/** A year by branch: how many reports, how they came in, what differs, who is late or missing. */
export function overviewText(cli: Cli, cycle: CycleSeen): string {
  const { number, drill, stage, ending, regime, year, openedAt, whole, branches, names } = cycle;
  const mark = drill ? ` [${cli.say('drill')}]` : '';
  const end = ending === null ? '' : `: ${cli.word('ending', ending)}`;
  const root =
    cycle.root === null ? null : `${cycle.root.number}, ${cli.word('stage', cycle.root.stage)}`;
  const counts = [
    countsLine(cli, cli.tell('reports.sheet.total'), '', whole),
    ...branches.map((branch) =>
      countsLine(
        cli,
        cli.office(names, branch.office),
        branch.stage === null ? '' : cli.word('stage', branch.stage),
        branch,
      ),
    ),
  ];
  const heads = ['reports', 'accepted', 'on-time', 'late-permitted', 'late', 'missing'] as const;
  const more = ['awaited', 'nil', 'returned', 'differences'] as const;
  return [
    cli.paint('heading', `${number}${mark}  ${cli.word('stage', stage)}${end}`),
    pairs([
      [cli.tell('year.head-regime'), `${cli.word('regime', regime)}, ${year}`],
      [cli.tell('year.head-opens'), moment(openedAt)],
      [cli.tell('year.head-root'), root],
    ]),
    '',
    table(
      [
        cli.tell('year.head-branch'),
        cli.say('head-stage'),
        ...[...heads, ...more].map((head) => cli.tell(`year.head-${head}`)),
      ],
      counts,
    ),
  ].join('\n');
}

function countsLine(cli: Cli, name: string, stage: string, { counts }: CountedSeen): unknown[] {
  const { arrivals, differences } = counts;
  const late = (count: number | undefined): string =>
    count === undefined || count === 0 ? '0' : cli.paint('late', String(count));
  return [
    name,
    stage,
    counts.reports,
    counts.accepted,
    arrivals['on-time'],
    arrivals['late-permitted'],
    late(arrivals['late']),
    late(arrivals['not-received']),
    arrivals['awaited'],
    counts.nil,
    counts.returned,
    differences,
  ];
}

/** Who is late and who is missing, by branch; a branch in which nobody is is left out. */
export function urgentText(cli: Cli, { branches, whole, names }: CycleSeen): string {
  if (whole.late.length + whole.missing.length === 0) {
    return cli.paint('good', cli.tell('year.all-in'));
  }
  return branches
    .filter(({ late, missing }) => late.length + missing.length > 0)
    .map(({ office, late, missing }) =>
      [
        cli.paint('heading', cli.office(names, office)),
        ...missing.map((one) => `  ${cli.paint('late', cli.tell('year.part-missing'))}  ${one}`),
        ...late.map((one) => `  ${cli.tell('year.part-late')}  ${one}`),
      ].join('\n'),
    )
    .join('\n');
}
