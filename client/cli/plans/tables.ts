import type { Gantt } from '../../plans/picture/gantt.ts';
import { ganttTable } from '../../plans/picture/rows.ts';
import type { Cli } from '../context.ts';
import { date, dueMoment, moment, table } from '../print.ts';
import { keptByText } from './kept-by.ts';
import type { CountsSeen, PlanCoverageSeen, PlanProgressSeen } from './seen.ts';

const SHOWN = [
  'tasks',
  'done',
  'done-late',
  'running',
  'overdue',
  'to-take-up',
  'not-taken-up',
  'returned',
  'contested',
  'invited',
  'not-opened',
] as const;
// Columns of their own as soon as there are any: what is left of a plan that was amended or ended.
const SHOWN_IF_ANY = ['stopped-late', 'stopped', 'fallen-away'] as const;
type Column = (typeof SHOWN)[number] | (typeof SHOWN_IF_ANY)[number];
const TROUBLE: readonly string[] = ['overdue', 'not-taken-up', 'returned', 'contested'];

/**
 * How far a plan has come by phase and branch, with `bodies` by body too; and who is behind: the
 * first of them, or all.
 */
export function progressText(
  cli: Cli,
  seen: PlanProgressSeen,
  { bodies, all }: { readonly bodies: boolean; readonly all: boolean },
): string {
  const { plan, whole, phases, branches, names } = seen;
  const columns = [...SHOWN, ...SHOWN_IF_ANY.filter((state) => (whole[state] ?? 0) > 0)];
  const line = (name: string, counts: CountsSeen) => countsLine(cli, columns, name, counts);
  const rows = [
    line(cli.tell('plans.whole'), whole),
    ...(phases.length < 2
      ? []
      : phases.map(({ name, counts }) => line(`  ${name ?? cli.tell('plans.no-phase')}`, counts))),
    ...branches.flatMap((branch) => [
      line(cli.office(names, branch.office), branch.counts),
      ...(bodies ? branch.bodies : []).map(({ office, counts }) =>
        line(`  ${cli.office(names, office)}`, counts),
      ),
    ]),
  ];
  const heads = columns.map((state) =>
    state === 'tasks' ? cli.tell('plans.head-tasks') : cli.word('progress', state),
  );
  return [
    cli.paint('heading', `${plan.number}  ${plan.title}`),
    table([cli.tell('plans.head-branch'), ...heads], rows),
    '',
    behindText(cli, seen, all),
  ].join('\n');
}

function countsLine(
  cli: Cli,
  columns: readonly Column[],
  name: string,
  counts: CountsSeen,
): unknown[] {
  const shown = columns.map((state) => {
    const count = counts[state] ?? 0;
    return count > 0 && TROUBLE.includes(state) ? cli.paint('late', String(count)) : count;
  });
  return [name, ...shown];
}

// Enough for one look.
const FIRST = 20;

function behindText(cli: Cli, { behind, whole, names }: PlanProgressSeen, all: boolean): string {
  if (behind.length === 0) return cli.paint('good', cli.tell('plans.none-behind'));
  const shown = all ? behind : behind.slice(0, FIRST);
  const rows = shown.map(({ number, office, state, named, since }) => [
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
  const total = TROUBLE.reduce((sum, state) => sum + (whole[state] ?? 0), 0);
  const count = cli.tell('plans.behind', { count: total });
  const more = total - shown.length;
  return [cli.paint('heading', count), table(heads, rows)]
    .concat(more === 0 ? [] : [cli.tell('plans.behind-more', { more })])
    .join('\n');
}

/** The offices with a part in a plan against its tasks; and those with nothing of their own. */
export function coverageText(cli: Cli, seen: PlanCoverageSeen): string {
  const { plan, offices, none, rows, below, names } = seen;
  const matrix = offices.map(({ office }) => [
    cli.office(names, office),
    ...rows.map((row) => {
      const cell = row.offices.find((one) => one.office === office);
      if (cell === undefined) return '';
      return cell.covered ? '●' : row.keptBy === null ? '○' : '◇';
    }),
  ]);
  const counts = ['', ...rows.map((row) => `${row.covered}/${row.offices.length}`)];
  return [
    cli.paint('heading', `${plan.number}  ${plan.title}`),
    table([cli.say('head-office'), ...rows.map(({ task }) => task)], [...matrix, counts]),
    cli.tell('plans.coverage-key'),
    ...rows.flatMap(({ task, keptBy }) =>
      keptBy === null ? [] : [`  ◇ ${task}: ${keptByText(cli, keptBy)}`],
    ),
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
export function ganttText(cli: Cli, gantt: Gantt): string {
  const { plan, today } = gantt;
  const { heads, rows } = ganttTable(gantt, cli.language);
  const late = new Set(gantt.rows.filter(({ state }) => state === 'late').map(({ task }) => task));
  return [
    cli.paint('heading', `${plan.number}  ${plan.title}  (${date(today)})`),
    table(
      heads,
      rows.map(([phase, task, job, lead, ...others]) => {
        const name = late.has(task ?? '') ? cli.paint('late', task ?? '') : task;
        return [phase, name, shortened(job ?? '', 44), shortened(lead ?? '', 36), ...others];
      }),
    ),
  ].join('\n');
}

function shortened(words: string, width: number): string {
  return words.length <= width ? words : `${words.slice(0, width - 1).trimEnd()}…`;
}
