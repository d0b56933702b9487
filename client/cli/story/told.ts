import { DAY, HOUR, MINUTE } from '../../../domain/time/instant.ts';
import type { Cli, Names } from '../context.ts';
import { dueMoment, moment } from '../print.ts';
import type { ClockTold, TimelineLine } from './seen.ts';

/** One line for each thing that happened, and who did it. */
export function timelineText(cli: Cli, items: readonly TimelineLine[], names: Names): string {
  return items
    .map(({ happenedAt, by, text }) => {
      const line = `${moment(happenedAt)}  ${text}`;
      return by?.name == null
        ? line
        : `${line} ${cli.paint('aside', `— ${authorOf(cli, by, names)}`)}`;
    })
    .join('\n');
}

function authorOf(cli: Cli, by: NonNullable<TimelineLine['by']>, names: Names): string {
  const capacity = cli.word('capacity', by.capacity);
  const office = by.office === null ? '' : (names.offices[by.office]?.[cli.language] ?? by.office);
  return `${by.name} (${[capacity, office].filter(Boolean).join(', ')})`;
}

/** The clocks with the way to each deadline. */
export function clocksText(
  cli: Cli,
  clocks: readonly ClockTold[],
  about: { readonly now: string; readonly names: Names },
): string {
  return clocks
    .map((clock) =>
      [
        cli.paint('heading', `${clock.name} [${clock.id}]`),
        `  ${dueLine(cli, clock, about.now)}`,
        `  ${cli.say('head-owner')}: ${cli.office(about.names, clock.owner)}`,
        `  ${cli.say('head-citation')}: ${basisOf(cli, clock)}`,
        ...clock.steps.map((step) => {
          const basis = step.basis === null ? '' : ` [${step.basis}]`;
          return `    ${moment(step.at)}  ${step.text}${basis}`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

/** When a clock is due, how it stands, and how much is left. */
export function dueLine(cli: Cli, clock: ClockTold, now: string): string {
  const parts = [
    `${cli.say('head-due')} ${dueMoment(clock.due)}`,
    cli.word('clock-status', clock.status),
    clock.status === 'running' ? leftText(cli, clock.due, now) : '',
    clock.firstDue === clock.due
      ? ''
      : cli.tell('story.first-due', { due: dueMoment(clock.firstDue) }),
    clock.aim === null ? '' : cli.tell('story.aim', { aim: dueMoment(clock.aim) }),
    clock.lapses === 0 ? '' : cli.tell('story.lapses', { count: clock.lapses }),
    clock.provisional ? cli.tell('story.provisional') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** How long until an instant that is due, or how long ago it was. */
export function leftText(cli: Cli, due: string, now: string): string {
  const ms = Date.parse(due) - Date.parse(now);
  const length = lengthText(cli, Math.abs(ms));
  if (ms <= 0) return cli.paint('late', cli.tell('story.late', { length }));
  const text = cli.tell('story.left', { length });
  return ms < DAY ? cli.paint('near', text) : text;
}

/** By which word and which text a clock runs, and how sure that is. */
export function basisOf(cli: Cli, { word, citation, certainty }: ClockTold): string {
  const quoted = word === null ? '' : `“${word}” · `;
  return `${quoted}${citation} (${cli.word('certainty', certainty)})`;
}

/** A length of time in its two largest units. */
function lengthText(cli: Cli, ms: number): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days > 0) return cli.tell('story.days-hours', { days, hours });
  if (hours > 0) return cli.tell('story.hours-minutes', { hours, minutes });
  return cli.tell('story.minutes', { minutes });
}
