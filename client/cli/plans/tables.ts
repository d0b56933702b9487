import type { Cli } from '../context.ts';
import { date, dueMoment, moment, table } from '../print.ts';
import type { CountsSeen, PlanCoverageSeen, PlanGanttSeen, PlanProgressSeen } from './seen.ts';

const SHOWN = [
  'tasks',
  'done',
  'done-late',
  'running',
  'overdue',
  'not-taken-up',
  'returned',
  'contested',
  'invited',
  'not-opened',
] as const;
const TROUBLE: readonly string[] = ['overdue', 'not-taken-up', 'returned', 'contested'];

/** How far a plan has come by phase and branch, with `bodies` by body too; and who is behind. */
export function progressText(cli: Cli, seen: PlanProgressSeen, bodies: boolean): string {
  const { plan, whole, phases, branches, names } = seen;
  const rows = [
    countsLine(cli, cli.tell('plans.whole'), whole),
    ...(phases.length < 2
      ? []
      : phases.map(({ name, counts }) =>
          countsLine(cli, `  ${name ?? cli.tell('plans.no-phase')}`, counts),
        )),
    ...branches.flatMap((branch) => [
      countsLine(cli, cli.office(names, branch.office), branch.counts),
      ...(bodies ? branch.bodies : []).map(({ office, counts }) =>
        countsLine(cli, `  ${cli.office(names, office)}`, counts),
      ),
    ]),
  ];
  const heads = SHOWN.map((state) =>
    state === 'tasks' ? cli.tell('plans.head-tasks') : cli.word('progress', state),
  );
  return [
    cli.paint('heading', `${plan.number}  ${plan.title}`),
    table([cli.tell('plans.head-branch'), ...heads], rows),
    '',
    behindText(cli, seen),
  ].join('\n');
}

function countsLine(cli: Cli, name: string, counts: CountsSeen): unknown[] {
  const shown = SHOWN.map((state) => {
    const count = counts[state] ?? 0;
    return count > 0 && TROUBLE.includes(state) ? cli.paint('late', String(count)) : count;
  });
  return [name, ...shown];
}

function behindText(cli: Cli, { behind, names }: PlanProgressSeen): string {
  if (behind.length === 0) return cli.paint('good', cli.tell('plans.none-behind'));
  const rows = behind.map(({ number, office, state, named, since }) => [
    number,
    cli.word('progress', state),
    cli.office(names, office),
    named === null ? '' : (names.people[named] ?? named),
    state === 'overdue' ? dueMoment(since) : moment(since),
  ]);
  const heads = [
    cli.say('head-number'),
    cli.say('head-state'),
    cli.say('head-office'),
    cli.say('head-person'),
    cli.tell('plans.head-since'),
  ];
  const count = cli.tell('plans.behind', { count: behind.length });
  return [cli.paint('heading', count), table(heads, rows)].join('\n');
}

/** The offices with a part in a plan against its tasks; and those that have nothing of their own. */
export function coverageText(cli: Cli, seen: PlanCoverageSeen): string {
  const { plan, offices, none, rows, below, names } = seen;
  const matrix = offices.map(({ office }) => [
    cli.office(names, office),
    ...rows.map((row) => {
      const cell = row.offices.find((one) => one.office === office);
      return cell === undefined ? '' : cell.covered ? '●' : '○';
    }),
  ]);
  const counts = ['', ...rows.map((row) => `${row.covered}/${row.offices.length}`)];
  return [
    cli.paint('heading', `${plan.number}  ${plan.title}`),
    table([cli.say('head-office'), ...rows.map(({ task }) => task)], [...matrix, counts]),
    cli.tell('plans.coverage-key'),
    '',
    none.length === 0
      ? cli.paint('good', cli.tell('plans.coverage-all'))
      : cli.paint('late', cli.tell('plans.coverage-none', { count: none.length })),
    ...none.map((office) => `  ${cli.office(names, office)}`),
    ...(below.length === 0
      ? []
      : ['', cli.paint('heading', cli.tell('plans.coverage-below'))].concat(
          below.map(({ number, owner }) => `  ${number}  ${cli.office(names, owner)}`),
        )),
  ].join('\n');
}

/** A plan over the years as a table; what is late today stands out. */
export function ganttText(cli: Cli, { plan, today, phases, rows }: PlanGanttSeen): string {
  const day = (value: string | null): string => (value === null ? '…' : date(value));
  const tell = (key: 'lead' | 'from' | 'to' | 'offices' | 'done' | 'late' | 'open') =>
    cli.tell(`plans.head-${key}`);
  const heads = [
    cli.say('head-id'),
    cli.say('head-job'),
    tell('lead'),
    tell('from'),
    tell('to'),
    cli.say('head-due'),
    tell('offices'),
    tell('done'),
    tell('late'),
    tell('open'),
    cli.say('head-state'),
  ];
  const lines = rows.map((row) => [
    row.task,
    shortened(row.job, 44),
    shortened(row.lead, 36),
    day(row.from),
    day(row.to),
    row.due === null ? '' : date(row.due),
    row.offices,
    row.done,
    row.late,
    row.open,
    row.state === 'late'
      ? cli.paint('late', cli.word('gantt-state', row.state))
      : cli.word('gantt-state', row.state),
  ]);
  return [
    cli.paint('heading', `${plan.number}  ${plan.title}  (${date(today)})`),
    ...phases.map(
      ({ name, from, to, status }) =>
        `  ${name}: ${day(from)} – ${day(to)}, ${cli.word('phase-state', status)}`,
    ),
    '',
    table(heads, lines),
  ].join('\n');
}

function shortened(words: string, width: number): string {
  return words.length <= width ? words : `${words.slice(0, width - 1).trimEnd()}…`;
}
