import type { Command } from 'commander';
import type { Text } from '../../../domain/text.ts';
import type { Cli } from '../context.ts';
import { changes, dataOf, takesData } from '../given-data.ts';
import type { DataOptions } from '../given-data.ts';
import { date, pairs, table } from '../print.ts';

interface Office {
  readonly id: string;
  readonly kind: string;
  readonly name: Text;
  readonly parent: string | null;
  readonly channel: string | null;
  readonly province: string | null;
  readonly email: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
}

interface WholeOffice extends Office {
  readonly successor: string | null;
  readonly history: readonly Office[];
}

type Changing = DataOptions & { readonly key?: string };

/** `homat office list|show|check|add|change|succeed`. */
export function registerOfficeCommands(program: Command, cli: Cli): void {
  const office = program.command('office').description(cli.say('office'));
  registerReading(office, cli);
  const add = office.command('add <id>').description(cli.say('office-add'));
  changes(takesData(add, cli), cli).action(async (id: string, options: Changing) => {
    const body = { ...dataOf(options, cli), id };
    const answer = await cli.server().send('POST', '/api/v1/offices', body, options.key);
    cli.print(answer.body, () => officeText(cli, answer.body as Office));
  });
  const change = office.command('change <id>').description(cli.say('office-change'));
  changes(takesData(change, cli), cli).action(async (id: string, options: Changing) => {
    const path = `/api/v1/offices/${id}/changes`;
    const answer = await cli.server().send('POST', path, dataOf(options, cli), options.key);
    cli.print(answer.body, () => officeText(cli, answer.body as Office));
  });
  const succeed = office
    .command('succeed <from> <to>')
    .description(cli.say('office-succeed'))
    .requiredOption('--on <date>', cli.say('succeed-on'))
    .requiredOption('--source <document>', cli.say('option-source'))
    .option('--scope <scope>', cli.say('succeed-scope'), 'all');
  changes(succeed, cli).action(
    async (
      from: string,
      to: string,
      options: Record<'on' | 'source' | 'scope' | 'key', string>,
    ) => {
      const { key, on, source, scope } = options;
      const body = { from, to, on, source, scope };
      const answer = await cli.server().send('POST', '/api/v1/successions', body, key);
      cli.print(answer.body, () => cli.say('office-succeeded', { from, to, on: date(on) }));
    },
  );
}

function registerReading(office: Command, cli: Cli): void {
  office
    .command('list')
    .description(cli.say('office-list'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--kind <kind>', cli.say('filter-office-kind'))
    .option('--province <code>', cli.say('filter-province'))
    .option('--at <date>', cli.say('option-at'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async ({ search, kind, province, at, page, size }: Record<string, string>) => {
      const query = { search, kind, province, at, page, size };
      const list = (await cli.server().get('/api/v1/offices', query)) as {
        items: Office[];
        total: number;
      };
      cli.print(list, () => {
        const heads = ['office', 'name', 'kind', 'parent', 'channel'] as const;
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          list.items.map((o) => [
            o.id,
            o.name[cli.language],
            cli.word('office-kind', o.kind),
            o.parent,
            o.channel,
          ]),
        );
        return `${text}\n${cli.say('total', { count: list.total })}`;
      });
    });
  office
    .command('show <id>')
    .description(cli.say('office-show'))
    .option('--at <date>', cli.say('option-at'))
    .action(async (id: string, { at }: { at?: string }) => {
      const found = (await cli.server().get(`/api/v1/offices/${id}`, { at })) as WholeOffice;
      cli.print(found, () => wholeText(cli, found));
    });
  office
    .command('check')
    .description(cli.say('office-check'))
    .action(async () => {
      const found = (await cli.server().get('/api/v1/offices/check')) as {
        items: { office: Office; missing: string[] }[];
      };
      cli.print(found, () => {
        if (found.items.length === 0) return cli.say('office-check-none');
        const heads = ['office', 'name', 'missing'] as const;
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          found.items.map(({ office: o, missing }) => [
            o.id,
            o.name[cli.language],
            missing.map((capacity) => cli.word('capacity', capacity)).join(', '),
          ]),
        );
        return `${text}\n${cli.say('total', { count: found.items.length })}`;
      });
    });
}

function wholeText(cli: Cli, whole: WholeOffice): string {
  const { successor, history } = whole;
  const heir = successor === null ? '' : `\n${cli.say('office-successor', { successor })}`;
  const heads = ['from', 'until', 'name', 'parent', 'channel', 'source'] as const;
  const rows = history.map((o) => [
    date(o.validFrom),
    date(o.validTo),
    o.name[cli.language],
    o.parent,
    o.channel,
    o.source,
  ]);
  const past = table(
    heads.map((h) => cli.say(`head-${h}`)),
    rows,
  );
  return `${officeText(cli, whole)}${heir}\n\n${past}`;
}

function officeText(cli: Cli, office: Office): string {
  const { id, kind, name, parent, channel, province, email, validFrom, validTo } = office;
  const title = cli.paint('heading', `${id}  ${name[cli.language]}`);
  const others = Object.values(name).filter((text) => text !== name[cli.language]);
  return `${title}\n${pairs([
    [cli.say('head-name'), others.join(' · ')],
    [cli.say('head-kind'), cli.word('office-kind', kind)],
    [cli.say('head-parent'), parent],
    [cli.say('head-channel'), channel],
    [cli.say('head-province'), province],
    [cli.say('head-email'), email],
    [cli.say('head-from'), date(validFrom)],
    [cli.say('head-until'), date(validTo)],
  ])}`;
}
