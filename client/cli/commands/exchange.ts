import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { changes, dataOf, takesData } from '../given-data.ts';
import type { DataOptions } from '../given-data.ts';
import { date, moment, table } from '../print.ts';

interface Treaty {
  readonly status: string;
  readonly history: readonly {
    readonly status: string;
    readonly from: string;
    readonly basis: string;
  }[];
}

interface Entry {
  readonly id: string;
  readonly office: string;
  readonly direction: string;
  readonly reference: string;
  readonly level: string;
  readonly exchangedOn: string;
  readonly permittingBody: string;
}

interface SetOptions {
  readonly basis: string;
  readonly from?: string;
  readonly key?: string;
}

/** `homat treaty show|set` and `homat register list|add`: what the exchange with Laos stands on. */
export function registerExchangeCommands(program: Command, cli: Cli): void {
  const treaty = program.command('treaty').description(cli.say('treaty'));
  treaty
    .command('show')
    .description(cli.say('treaty-show'))
    .action(async () => showTreaty(cli, (await cli.server().get('/api/v1/treaty')) as Treaty));
  const set = treaty
    .command('set <status>')
    .description(cli.say('treaty-set'))
    .requiredOption('--basis <basis>', cli.say('option-basis'))
    .option('--from <instant>', cli.say('treaty-from'));
  changes(set, cli).action(async (status: string, { basis, from, key }: SetOptions) => {
    const body = { status, basis, ...(from === undefined ? {} : { from }) };
    const answer = await cli.server().send('POST', '/api/v1/treaty', body, key);
    showTreaty(cli, answer.body as Treaty);
  });
  const register = program.command('register').description(cli.say('register'));
  register
    .command('list')
    .description(cli.say('register-list'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async ({ search, page, size }: Record<string, string>) => {
      const list = (await cli.server().get('/api/v1/register', { search, page, size })) as {
        items: Entry[];
        total: number;
      };
      cli.print(list, () => {
        const text = entriesText(cli, list.items);
        return `${text}\n${cli.say('total', { count: list.total })}`;
      });
    });
  const add = register.command('add').description(cli.say('register-add'));
  changes(takesData(add, cli), cli).action(async (options: DataOptions & { key?: string }) => {
    const body = dataOf(options, cli);
    const answer = await cli.server().send('POST', '/api/v1/register', body, options.key);
    cli.print(answer.body, () => entriesText(cli, [answer.body as Entry]));
  });
}

function showTreaty(cli: Cli, treaty: Treaty): void {
  cli.print(treaty, () => {
    const heads = ['from', 'state', 'citation'] as const;
    const past = table(
      heads.map((h) => cli.say(`head-${h}`)),
      treaty.history.map((e) => [moment(e.from), cli.word('treaty', e.status), e.basis]),
    );
    const status = cli.tell('story.treaty', { status: cli.word('treaty', treaty.status) });
    return `${cli.paint('heading', status)}\n${past}`;
  });
}

function entriesText(cli: Cli, entries: readonly Entry[]): string {
  const heads = ['id', 'number', 'level', 'direction', 'date', 'office', 'permitted-by'] as const;
  return table(
    heads.map((h) => cli.say(`head-${h}`)),
    entries.map((e) => [
      e.id,
      e.reference,
      cli.word('level', e.level),
      cli.word('exchange', e.direction),
      date(e.exchangedOn),
      e.office,
      e.permittingBody,
    ]),
  );
}
