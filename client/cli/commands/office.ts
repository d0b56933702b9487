import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { pairs, table } from '../print.ts';

interface ListedOffice {
  readonly id: string;
  readonly kind: string;
  readonly name: Readonly<Record<string, string>>;
}

interface ListedPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly clearance?: string;
}

/** `homat office list|show|check` and `homat person list|show`. */
export function registerOfficeCommands(program: Command, cli: Cli): void {
  const office = program.command('office').description(cli.say('office'));
  office
    .command('list')
    .description(cli.say('office-list'))
    .option('--search <words>')
    .option('--kind <kind>')
    .option('--province <code>')
    .option('--at <date>')
    .option('--page <page>')
    .action(async ({ search, kind, province, at, page }: Record<string, string>) => {
      const query = { search, kind, province, at, page };
      const list = (await cli.server().get('/api/v1/offices', query)) as {
        items: ListedOffice[];
        total: number;
      };
      cli.print(list, () => {
        const heads = [cli.say('head-office'), cli.say('head-name'), cli.say('head-kind')];
        const rows = list.items.map((o) => [o.id, o.name[cli.language], o.kind]);
        return `${table(heads, rows)}\n${cli.say('total', { count: list.total })}`;
      });
    });
  office
    .command('show <id>')
    .description(cli.say('office-show'))
    .option('--at <date>')
    .action(async (id: string, { at }: { at?: string }) => {
      showAny(cli, await cli.server().get(`/api/v1/offices/${id}`, { at }));
    });
  office
    .command('check')
    .description(cli.say('office-check'))
    .action(async () => showAny(cli, await cli.server().get('/api/v1/offices/check')));
  const person = program.command('person').description(cli.say('person'));
  person
    .command('list')
    .description(cli.say('person-list'))
    .option('--search <words>')
    .option('--office <office>')
    .option('--page <page>')
    .action(async ({ search, office: of, page }: Record<string, string>) => {
      const list = (await cli.server().get('/api/v1/people', { search, office: of, page })) as {
        items: ListedPerson[];
      };
      cli.print(list, () =>
        table(
          ['login', cli.say('head-name'), 'id'],
          list.items.map((p) => [p.login, p.name, p.id]),
        ),
      );
    });
  person
    .command('show <id>')
    .description(cli.say('person-show'))
    .action(async (id: string) => showAny(cli, await cli.server().get(`/api/v1/people/${id}`)));
}

/** Anything as names and values, one level deep. */
export function showAny(cli: Cli, value: unknown): void {
  cli.print(value, () =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? pairs(Object.entries(value))
      : JSON.stringify(value, null, 2),
  );
}
