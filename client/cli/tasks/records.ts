import type { Cli } from '../context.ts';
import { date, moment } from '../print.ts';
import type { TaskSeen } from './seen.ts';

type Part = readonly [string, string];

/** What was recorded of a task: decisions, the regulation, the list, inspections, proposals. */
export function recordsOf(cli: Cli, task: TaskSeen): readonly Part[] {
  return [
    [
      cli.tell('tasks.part.decisions'),
      lines(task.decisions.map((one) => decision(cli, task, one))),
    ],
    [cli.tell('tasks.part.regulation'), lines(regulation(cli, task))],
    [cli.tell('tasks.part.list'), lines(appraisal(cli, task))],
    [
      cli.tell('tasks.part.inspections'),
      lines(
        task.inspections.map(
          ({ on, inspected, findings }) =>
            `${date(on)}, ${cli.office(task.names, inspected)}: ${findings}`,
        ),
      ),
    ],
    [
      cli.tell('tasks.part.commendations'),
      lines(task.commendations.map(({ whom, why }) => `${whom}: ${why}`)),
    ],
    [cli.tell('tasks.part.handed-over'), lines(handedOver(cli, task))],
  ];
}

/** A subject of registered decisions by its name, with the id that the command line takes. */
export function subjectText(cli: Cli, { terms }: TaskSeen, id: string): string {
  const found = terms.nature.subjects?.find((subject) => subject.id === id);
  return found === undefined ? id : `${found.name[cli.language]} (${id})`;
}

function decision(cli: Cli, task: TaskSeen, one: TaskSeen['decisions'][number]): string {
  const { id, number, covers, reviewOn } = one;
  const subject = subjectText(cli, task, one.subject);
  const stands = cli.word('tasks.decision', one.status);
  const review = cli.tell('tasks.review-on', { date: date(reviewOn) });
  return `${id}  ${subject}: ${number}, ${date(one.date)}, ${covers}; ${stands}; ${review}`;
}

function regulation(cli: Cli, { regulation: { drafts, opinions, issued } }: TaskSeen): string[] {
  return [
    ...drafts.map(
      ({ title, at }) => `${cli.tell('tasks.regulation.draft')}: “${title}”, ${moment(at)}`,
    ),
    ...opinions.map(({ from, text }) => `${from}: ${text}`),
    ...(issued === null
      ? []
      : [`${cli.tell('tasks.regulation.issued')}: ${issued.number}, ${date(issued.date)}`]),
  ];
}

function appraisal(cli: Cli, { list: { forwarded, appraised } }: TaskSeen): string[] {
  const sent =
    forwarded === null
      ? []
      : [`${cli.tell('tasks.list-forwarded')}: ${forwarded.number}, ${date(forwarded.date)}`];
  if (appraised === null) return sent;
  const { number, result, words } = appraised;
  const answer = `${cli.word('tasks.appraisal', result)}: ${number}, ${date(appraised.date)}`;
  return [...sent, words === '' ? answer : `${answer}. ${words}`];
}

function handedOver(cli: Cli, { handedOver: handed }: TaskSeen): readonly string[] {
  if (handed?.notNeeded === undefined) return handed?.proposals ?? [];
  return [`${cli.tell('tasks.no-proposals')}: ${handed.notNeeded}`];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `• ${text}`).join('\n');
}
