import type { Cli } from '../context.ts';
import { date, indented, moment, pairs } from '../print.ts';
import { keptByText } from './kept-by.ts';
import type {
  MissingClearSeen,
  PassageSeen,
  PlanSeen,
  PlanTaskSeen,
  PlanTextSeen,
} from './seen.ts';

/** A plan: how it stands, what its adoption lacks, and its document beside its tasks. */
export function planText(cli: Cli, seen: PlanSeen, text: PlanTextSeen): string {
  return [headText(cli, seen), phasesText(cli, seen), missingText(cli, seen.missing)]
    .concat(cli.paint('heading', cli.tell('plans.head-document-text')), passagesText(cli, text))
    .filter((part) => part !== '')
    .join('\n\n');
}

function headText(cli: Cli, seen: PlanSeen): string {
  const { number, drill, title, stage, ending, names, followUp, upper, standstill } = seen;
  const mark = drill ? ` [${cli.say('drill')}]` : '';
  const standing = [cli.word('stage', stage), endingOf(cli, ending)].filter(Boolean).join(', ');
  const desk = followUp.desk === followUp.office ? '' : `, ${cli.office(names, followUp.desk)}`;
  const open = seen.proposals.find(({ status }) => status === 'open');
  const tell = (key: 'document' | 'owner' | 'follow-up' | 'upper' | 'adopted' | 'edition') =>
    cli.tell(`plans.head-${key}`);
  return [
    cli.paint('heading', `${number}${mark}  ${standing}`),
    title,
    pairs([
      [tell('document'), documentOf(cli, seen)],
      [tell('owner'), cli.office(names, seen.owner)],
      [tell('follow-up'), `${cli.office(names, followUp.office)}${desk}`],
      [tell('upper'), upper === null ? null : `${upper.citation}: ${upper.name}`],
      [tell('adopted'), moment(seen.adoptedAt)],
      [tell('edition'), seen.edition],
      [cli.tell('plans.head-tasks'), seen.tasks],
      [
        cli.tell('plans.head-standstill'),
        standstill === null
          ? null
          : `${cli.word('standstill', standstill.by)}: ${standstill.reason}`,
      ],
      [
        cli.tell('plans.head-open-proposal'),
        open === undefined
          ? null
          : [cli.word('plan-proposal', open.kind), open.reason].filter(Boolean).join(': '),
      ],
      [cli.say('head-checksum'), open?.checksum],
      [
        cli.tell('plans.head-text'),
        open === undefined ? null : `${open.edition} (${seen.decidesOn.checksum})`,
      ],
    ]),
  ].join('\n');
}

/** The words of endings of cases stand under the same names. */
export function endingOf(cli: Cli, ending: string | null): string {
  if (ending === null) return '';
  return cli.tell(ending === 'withdrawn' ? 'plans.ending.withdrawn' : 'plans.ending.decided');
}

/** The number and day of a plan's document, or the month that it names instead. */
export function documentOf(
  cli: Cli,
  { document, month }: Pick<PlanSeen, 'document' | 'month'>,
): string | null {
  if (document !== null) return `${document.number}, ${date(document.date)}`;
  return month === null ? null : cli.tell('plans.month-open', { month: date(month) });
}

function phasesText(cli: Cli, { phases }: PlanSeen): string {
  if (phases.length === 0) return '';
  return [
    cli.paint('heading', cli.tell('plans.head-phases')),
    ...phases.map(({ name, from, to, state }) => {
      const days = `${date(from)} – ${to === null ? '…' : date(to)}`;
      return `  ${name}: ${days}, ${cli.word('phase-state', state)}`;
    }),
  ].join('\n');
}

/** The clears that are missing, each with what is proposed for it; empty when none is. */
export function missingText(cli: Cli, missing: readonly MissingClearSeen[]): string {
  if (missing.length === 0) return '';
  return [
    cli.tell('plans.clears-missing'),
    ...missing.map(({ task, job, clear, proposed }) => {
      const what = proposed ?? cli.paint('late', cli.tell('plans.clears-hopeless'));
      return `  ${task}  ${job}\n    ${cli.word('clear', clear)}: ${what}`;
    }),
  ].join('\n');
}

/**
 * The document in its own order, each address where it begins; a task is told in full where a
 * passage first gives it.
 */
function passagesText(cli: Cli, { whole, tasks, passages }: PlanTextSeen): string {
  const told = new Set<string>();
  const parts = passages.map((passage, index) => {
    const follows = passages[index - 1]?.at === passage.at;
    const gives = passage.tasks.filter(({ as, task }) => as === 'gives' && !told.has(task));
    gives.forEach(({ task }) => told.add(task));
    const full = gives.flatMap(({ task }) => tasks.filter((one) => one.task === task));
    return passageText(cli, follows ? { ...passage, at: '' } : passage, full);
  });
  return [...(whole ? [] : [cli.tell('plans.quoted-only')]), ...parts].join('\n');
}

function passageText(cli: Cli, passage: PassageSeen, full: readonly PlanTaskSeen[]): string {
  const { at, text, tasks, noTask } = passage;
  const others = tasks
    .map(({ task }) => task)
    .filter((id) => !full.some(({ task }) => task === id));
  const about = [
    ...full.map((task) => taskText(cli, task)),
    ...(others.length === 0
      ? []
      : [`↳ ${cli.tell('plans.passage-says', { tasks: others.join(', ') })}`]),
    ...noTask.map(({ reason, why }) => {
      const because = { reason: cli.word('no-task', reason), why };
      return cli.paint('aside', `○ ${cli.tell('plans.passage-no-task', because)}`);
    }),
  ];
  const words = at === '' ? text : `${cli.paint('heading', at)}  ${text}`;
  return [words, ...about.map((line) => indented(line, 4))].join('\n');
}

function taskText(cli: Cli, task: PlanTaskSeen): string {
  const parts = (['lead', 'coordinating', 'asked', 'unassigned'] as const).flatMap((part) => {
    const { text } = task[part];
    return text === '' ? [] : [`  ${cli.word('part', part)}: ${text}`];
  });
  const { due, product, proposed, keptBy } = task;
  const clears = proposed.map((clear) => cli.word('clear', clear)).join(', ');
  const process = keptByText(cli, keptBy);
  return [
    cli.paint('good', `● ${cli.tell('plans.passage-task', { task: task.task, job: task.job })}`),
    ...parts,
    ...(due === null ? [] : [`  ${cli.tell('plans.passage-due', { due })}`]),
    ...(product === null ? [] : [`  ${cli.tell('plans.passage-product', { product })}`]),
    ...(clears === '' ? [] : [`  ${cli.tell('plans.passage-proposed', { clears })}`]),
    ...(process === '' ? [] : [`  ${cli.tell('plans.passage-kept-by', { process })}`]),
  ].join('\n');
}
