import type { Command } from 'commander';
import { parse } from 'yaml';
import type { Cli } from '../context.ts';
import { moment, table } from '../print.ts';
import { showAny } from './office.ts';

interface ListedRule {
  readonly id: string;
  readonly name: Readonly<Record<string, string>> | string;
  readonly spec: unknown;
  readonly certainty: string;
  readonly citation: string;
}

/** `homat rules list|show|set`, `homat calendar …`, `homat treaty …`, `homat register …`. */
export function registerRuleCommands(program: Command, cli: Cli): void {
  const rules = program.command('rules').description(cli.say('rules'));
  rules
    .command('list')
    .description(cli.say('rules-list'))
    .action(async () => {
      const list = (await cli.server().get('/api/v1/rules')) as { items: ListedRule[] };
      cli.print(list, () =>
        table(
          ['id', cli.say('head-name'), cli.say('head-value'), cli.say('head-certainty')].concat(
            cli.say('head-citation'),
          ),
          list.items.map((r) => [
            r.id,
            typeof r.name === 'string' ? r.name : r.name[cli.language],
            JSON.stringify(r.spec),
            cli.word('certainty', r.certainty),
            r.citation,
          ]),
        ),
      );
    });
  rules
    .command('show <id>')
    .description(cli.say('rules-show'))
    .action(async (id: string) => showAny(cli, await cli.server().get(`/api/v1/rules/${id}`)));
  rules
    .command('set <id> <value>')
    .description(cli.say('rules-set'))
    .requiredOption('--reason <reason>')
    .action(async (id: string, value: string, { reason }: { reason: string }) => {
      const path = `/api/v1/rules/${id}/value`;
      const body = { value: parse(value) as unknown, reason };
      showAny(cli, (await cli.server().send('POST', path, body)).body);
    });
  const calendar = program.command('calendar').description(cli.say('calendar'));
  calendar
    .command('show <id>')
    .description(cli.say('calendar-show'))
    .option('--year <year>')
    .action(async (id: string, { year }: { year?: string }) => {
      const answer = (await cli.server().get(`/api/v1/calendars/${id}`, { year })) as {
        days?: { date: string; status: string; reason: string; basis: string }[];
      };
      cli.print(answer, () =>
        table(
          [cli.say('head-date'), cli.say('head-state'), cli.say('head-reason'), 'basis'],
          (answer.days ?? []).map((d) => [d.date, d.status, d.reason, d.basis]),
        ),
      );
    });
  calendar
    .command('add-day <id> <date> <status>')
    .description(cli.say('calendar-add'))
    .requiredOption('--reason <reason>')
    .requiredOption('--basis <basis>')
    .action(async (id: string, date: string, status: string, options: Record<string, string>) => {
      const { reason = '', basis = '' } = options;
      const path = `/api/v1/calendars/${id}/days`;
      const body = { days: [{ date, status, reason, basis }], basis };
      const answer = (await cli.server().send('POST', path, body)).body as {
        changed?: { number: string; clock: string; before: string; after: string }[];
      };
      cli.print(answer, () =>
        table(
          [cli.say('head-number'), cli.say('head-clock'), cli.say('head-before'), '→'],
          (answer.changed ?? []).map((c) => [c.number, c.clock, moment(c.before), moment(c.after)]),
        ),
      );
    });
  const treaty = program.command('treaty').description(cli.say('treaty'));
  treaty.command('show').action(async () => showAny(cli, await cli.server().get('/api/v1/treaty')));
  treaty
    .command('set <status>')
    .description(cli.say('treaty-set'))
    .requiredOption('--basis <basis>')
    .option('--from <instant>')
    .action(async (status: string, { basis = '', from }: Record<string, string>) => {
      const body = { status, basis, ...(from === undefined ? {} : { from }) };
      showAny(cli, (await cli.server().send('POST', '/api/v1/treaty', body)).body);
    });
  const register = program.command('register').description(cli.say('register'));
  register
    .command('list')
    .action(async () => showAny(cli, await cli.server().get('/api/v1/register')));
  register
    .command('add <entry>')
    .description(cli.say('register-add'))
    .action(async (entry: string) => {
      const body: unknown = parse(entry);
      showAny(cli, (await cli.server().send('POST', '/api/v1/register', body)).body);
    });
}
