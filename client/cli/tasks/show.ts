import type { Cli } from '../context.ts';
import { titled } from '../listing.ts';
import { date, dueMoment, indented, moment, pairs } from '../print.ts';
import { keptByText } from '../plans/kept-by.ts';
import { personIn } from '../reports/names.ts';
import { dueLine } from '../story/told.ts';
import { recordsOf, subjectText } from './records.ts';
import type { OccurrenceSeen, PassageSeen, TaskSeen } from './seen.ts';

/** A whole task, for somebody who has to do it or follows it up. */
export function taskText(cli: Cli, task: TaskSeen, now: string): string {
  const { occurrences, contests, clocks, acts, passages } = task;
  const running = clocks.filter(({ status }) => status === 'running' || status === 'frozen');
  const parts: readonly (readonly [string, string])[] = [
    [headline(cli, task), header(cli, task)],
    [
      cli.tell('tasks.part.passages'),
      passages.map((one) => `${addressOf(cli, one)}\n  “${one.quote}”`).join('\n'),
    ],
    [cli.tell('tasks.part.clears'), clearsText(cli, task)],
    [
      cli.tell('tasks.part.occurrences'),
      occurrences.map((one) => occurrenceText(cli, task, one)).join('\n'),
    ],
    [
      cli.tell('tasks.part.contests'),
      contests.map((one) => contestText(cli, task, one)).join('\n'),
    ],
    ...recordsOf(cli, task),
    [
      cli.say('part-clocks'),
      running.map((clock) => `• ${clock.name}: ${dueLine(cli, clock, now)}`).join('\n'),
    ],
    [cli.say('part-acts'), acts.map((act) => `• ${act}: ${cli.word('act', act)}`).join('\n')],
  ];
  return titled(cli, parts);
}

function headline(cli: Cli, { number, drill, stage, ending, clears }: TaskSeen): string {
  const mark = drill ? ` [${cli.say('drill')}]` : '';
  const end = ending === null ? '' : `: ${cli.word('tasks.ending', ending)}`;
  return `${number}${mark}  ${cli.word('tasks.stage', stage)}${end}\n${clears.job}`;
}

function header(cli: Cli, task: TaskSeen): string {
  const { plan, names, own, invitation, progress, homes } = task;
  const late = task.standing === 'overdue';
  const standing = cli.word('tasks.standing', task.standing);
  return pairs([
    [cli.tell('tasks.head.plan'), `${plan.title} (${plan.number})`],
    [cli.tell('tasks.head.task'), task.task],
    [cli.say('head-office'), cli.office(names, task.office)],
    [cli.tell('tasks.head.standing'), late ? cli.paint('late', standing) : standing],
    [cli.tell('tasks.head.owner'), cli.office(names, task.owner)],
    [cli.tell('tasks.head.carries-out'), own?.carriesOut],
    [cli.tell('tasks.head.kept-by'), keptByText(cli, task.keptBy)],
    [
      cli.tell('tasks.head.invitation'),
      invitation === null
        ? null
        : [
            cli.tell(`tasks.option.${invitation.takesPart ? 'takes-part' : 'declines'}`),
            invitation.words,
          ]
            .filter(Boolean)
            .join(': '),
    ],
    [
      cli.tell('tasks.head.progress'),
      progress === null
        ? null
        : [
            progress.percent === null ? '' : `${progress.percent}%`,
            `${moment(progress.at)}: ${progress.words}`,
          ]
            .filter(Boolean)
            .join(', '),
    ],
    [
      cli.tell('tasks.head.homes'),
      homes.length < 2
        ? null
        : homes
            .map(({ office, since, why }) => {
              const how = cli.word('tasks.home', why);
              return `${cli.office(names, office)}, ${date(since.slice(0, 10))}, ${how}`;
            })
            .join('; '),
    ],
    [cli.tell('tasks.head.merged'), task.mergedInto],
    [cli.tell('tasks.head.standstill'), task.standstill],
    [
      cli.tell('tasks.head.missing-subjects'),
      task.missingSubjects.map((id) => subjectText(cli, task, id)).join('; '),
    ],
  ]);
}

function addressOf(cli: Cli, { section, point, letter, dash }: PassageSeen): string {
  return cli.tell('tasks.address', {
    section,
    point: point === null ? '' : `.${point}`,
    letter: letter === null ? '' : `.${letter}`,
    dash: dash === null ? '' : cli.tell('tasks.address.dash', { dash }),
  });
}

/**
 * Who, what, in what part, by when, with what product; what the document does not give is marked.
 */
function clearsText(cli: Cli, { clears, names }: TaskSeen): string {
  const { person, job, responsibility, due, product, proposed } = clears;
  const { role, lead, accepts } = responsibility;
  const office = cli.office(names, person.office);
  const who =
    person.named === null
      ? cli.tell('tasks.head-of-office', { office })
      : personIn(names, person.named);
  const part = [
    cli.word('tasks.role', role),
    lead === null ? '' : `${cli.tell('tasks.head.lead')}: ${cli.office(names, lead)}`,
    `${cli.tell('tasks.head.accepts')}: ${cli.office(names, accepts)}`,
  ];
  const rows: readonly (readonly [string, string | null])[] = [
    ['person', who],
    ['job', job],
    ['responsibility', part.filter(Boolean).join('; ')],
    ['due', due],
    ['product', product],
  ];
  return pairs(
    rows.map(([clear, text]) => {
      const mark = proposed.includes(clear) ? ` [${cli.tell('tasks.ours-proposed')}]` : '';
      return [cli.word('clear', clear), text === null ? null : `${text}${mark}`];
    }),
  );
}

function occurrenceText(cli: Cli, { names }: TaskSeen, one: OccurrenceSeen): string {
  const { name, status, due, submissions, lateSince, returnReason, acceptedAt } = one;
  const line = [
    `• ${name}: ${cli.word('tasks.occurrence', status)}`,
    due === null ? '' : `${cli.say('head-due')} ${dueMoment(due)}`,
    lateSince === null
      ? ''
      : cli.paint('late', cli.tell('tasks.late-since', { at: dueMoment(lateSince) })),
    acceptedAt === null ? '' : cli.tell('tasks.accepted-at', { at: moment(acceptedAt) }),
  ];
  const revisions = submissions.map(({ revision, document, by, at, arrival, checksum, note }) => {
    const told = cli.tell('tasks.revision', {
      revision,
      title: document.title,
      who: personIn(names, by),
      at: moment(at),
      arrival: cli.word('tasks.arrival', arrival),
    });
    return [told, note === '' ? '' : `  ${note}`, `  ${cli.say('head-checksum')} ${checksum}`]
      .filter(Boolean)
      .join('\n');
  });
  const returned =
    returnReason === null || status === 'accepted'
      ? []
      : [cli.tell('tasks.returned-for', { reason: returnReason })];
  return [
    line.filter(Boolean).join(' · '),
    ...[...revisions, ...returned].map((l) => indented(l, 4)),
  ]
    .filter(Boolean)
    .join('\n');
}

function contestText(cli: Cli, { names }: TaskSeen, one: TaskSeen['contests'][number]): string {
  const { office, by, at, reason, decision, words } = one;
  const said = `• ${cli.office(names, office)}, ${personIn(names, by)}, ${moment(at)}: ${reason}`;
  if (decision === null) return said;
  return `${said}\n  → ${cli.word('tasks.contest', decision)}. ${words ?? ''}`;
}
