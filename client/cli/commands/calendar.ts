import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { changes, readYaml } from '../given-data.ts';
import { date, dueMoment, table } from '../print.ts';
import { UsageError } from '../usage-error.ts';

interface Day {
  readonly date: string;
  readonly status: string;
  readonly reason: string;
  readonly basis: string;
}

interface AddOptions {
  readonly file?: string;
  readonly reason?: string;
  readonly basis: string;
  readonly key?: string;
}

interface Moved {
  readonly number: string;
  readonly clock: string;
  readonly before: string;
  readonly after: string;
}

/** `homat calendar show|add-days`. */
export function registerCalendarCommands(program: Command, cli: Cli): void {
  const calendar = program.command('calendar').description(cli.say('calendar'));
  calendar
    .command('show <id>')
    .description(cli.say('calendar-show'))
    .option('--year <year>', cli.say('option-year'))
    .action(async (id: string, { year }: { year?: string }) => {
      const answer = (await cli.server().get(`/api/v1/calendars/${id}`, { year })) as {
        announcedYears: readonly number[];
        days: readonly Day[];
      };
      cli.print(answer, () => {
        const heads = ['date', 'state', 'reason', 'citation'] as const;
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          answer.days.map((d) => [date(d.date), cli.word('day', d.status), d.reason, d.basis]),
        );
        const years = answer.announcedYears.join(', ');
        return `${text}\n${cli.say('calendar-announced', { years })}`;
      });
    });
  const add = calendar
    .command('add-days <id> [date] [status]')
    .alias('add-day')
    .description(cli.say('calendar-add'))
    .option('--file <file>', cli.say('calendar-file'))
    .option('--reason <reason>', cli.say('option-reason'))
    .requiredOption('--basis <basis>', cli.say('option-basis'));
  changes(add, cli).action(
    async (
      id: string,
      day: string | undefined,
      status: string | undefined,
      options: AddOptions,
    ) => {
      const { basis, key } = options;
      const path = `/api/v1/calendars/${id}/days`;
      const body = { days: daysOf(day, status, options, cli), basis };
      const answer = (await cli.server().send('POST', path, body, key)).body as {
        changed: readonly Moved[];
      };
      cli.print(answer, () => {
        if (answer.changed.length === 0) return cli.say('calendar-added');
        const heads = ['number', 'clock', 'before', 'after'] as const;
        return table(
          heads.map((h) => cli.say(`head-${h}`)),
          answer.changed.map((c) => [c.number, c.clock, dueMoment(c.before), dueMoment(c.after)]),
        );
      });
    },
  );
}

/** One day from the arguments, or a list from a file. */
function daysOf(
  day: string | undefined,
  status: string | undefined,
  { file, reason }: AddOptions,
  cli: Cli,
): unknown {
  if (file !== undefined) return readYaml(file, cli);
  if (day === undefined || status === undefined || reason === undefined) {
    throw new UsageError(cli.say('calendar-what'));
  }
  return [{ date: day, status, reason }];
}
