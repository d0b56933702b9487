import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { Cli } from '../context.ts';
import { changes, dataOf, takesData } from '../given-data.ts';
import type { DataOptions } from '../given-data.ts';
import { date, pairs, table } from '../print.ts';
import type { SecretOptions } from '../secret.ts';
import { secretOf } from '../secret.ts';

interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email?: string | null;
  readonly language?: string;
  readonly clearance?: string;
  readonly activeFrom?: string;
  readonly activeTo?: string | null;
  readonly holdings?: readonly Holding[];
  readonly delegations?: readonly Delegation[];
}

interface Holding {
  readonly id: string;
  readonly office: string;
  readonly capacity: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

interface Delegation extends Omit<Holding, 'validTo'> {
  readonly from: string;
  readonly to: string;
  readonly validTo: string;
  readonly documentNumber: string;
  readonly revokedOn: string | null;
}

type Keyed<T> = T & { readonly key?: string };

/** `homat person list|show|add|change|hold|unhold|password|delegate|revoke`. */
export function registerPersonCommands(program: Command, cli: Cli): void {
  const person = program.command('person').description(cli.say('person'));
  registerReading(person, cli);
  registerAdding(person, cli);
  const change = person.command('change <id>').description(cli.say('person-change'));
  changes(takesData(change, cli), cli).action(async (id: string, options: Keyed<DataOptions>) => {
    const path = `/api/v1/people/${id}/changes`;
    const { body } = await cli.server().send('POST', path, dataOf(options, cli), options.key);
    cli.print(body, () => personText(cli, body as Person));
  });
  registerHolding(person, cli);
  registerPassword(person, cli);
  registerDelegating(person, cli);
}

function registerReading(person: Command, cli: Cli): void {
  person
    .command('list')
    .description(cli.say('person-list'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--office <office>', cli.say('filter-office'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async ({ search, office, page, size }: Record<string, string>) => {
      const query = { search, office, page, size };
      const list = (await cli.server().get('/api/v1/people', query)) as {
        items: Person[];
        total: number;
      };
      cli.print(list, () => {
        const heads = [cli.say('head-login'), cli.say('head-name'), 'id'];
        const rows = list.items.map((p) => [p.login, p.name, p.id]);
        return `${table(heads, rows)}\n${cli.say('total', { count: list.total })}`;
      });
    });
  person
    .command('show <id>')
    .description(cli.say('person-show'))
    .action(async (id: string) => {
      const found = (await cli.server().get(`/api/v1/people/${id}`)) as Person;
      cli.print(found, () => personText(cli, found));
    });
}

function registerAdding(person: Command, cli: Cli): void {
  const add = person
    .command('add <login> <name>')
    .description(cli.say('person-add'))
    .requiredOption('--office <office>', cli.say('option-office'))
    .requiredOption('--capacity <capacity>', cli.say('option-capacity'))
    .option('--email <address>', cli.say('option-email'))
    .option('--language <language>', cli.say('option-letters'))
    .option('--clearance <level>', cli.say('option-clearance'))
    .option('--from <date>', cli.say('option-from'))
    .option('--password-file <file>', cli.say('new-password-file'))
    .option('--password-stdin', cli.say('new-password-stdin'));
  changes(add, cli).action(
    async (login: string, name: string, options: Keyed<SecretOptions & Record<string, string>>) => {
      const { office, capacity, email, language, clearance, from, key } = options;
      const password = await secretOf(options, cli);
      const holdings = [{ office, capacity, ...given({ from }) }];
      const body = { login, name, password, holdings, ...given({ email, language, clearance }) };
      const answer = await cli.server().send('POST', '/api/v1/people', body, key);
      cli.print(answer.body, () => personText(cli, answer.body as Person));
    },
  );
}

function registerHolding(person: Command, cli: Cli): void {
  const hold = person
    .command('hold <id> <office> <capacity>')
    .description(cli.say('person-hold'))
    .option('--from <date>', cli.say('option-from'));
  changes(hold, cli).action(
    async (id: string, office: string, capacity: string, options: Keyed<{ from?: string }>) => {
      const body = { office, capacity, ...given({ from: options.from }) };
      const path = `/api/v1/people/${id}/holdings`;
      const answer = await cli.server().send('POST', path, body, options.key);
      cli.print(answer.body, () => cli.say('person-held', { id: (answer.body as Holding).id }));
    },
  );
  const unhold = person
    .command('unhold <id> <holding>')
    .description(cli.say('person-unhold'))
    .option('--on <date>', cli.say('option-on'));
  changes(unhold, cli).action(
    async (id: string, holding: string, { on, key }: Keyed<{ on?: string }>) => {
      const path = `/api/v1/people/${id}/holdings/${holding}/end`;
      const answer = await cli.server().send('POST', path, given({ on }), key);
      const { validTo } = answer.body as Holding;
      cli.print(answer.body, () => cli.say('person-unheld', { on: date(validTo) }));
    },
  );
}

function registerPassword(person: Command, cli: Cli): void {
  const password = person
    .command('password <id>')
    .description(cli.say('person-password'))
    .option('--password-file <file>', cli.say('new-password-file'))
    .option('--password-stdin', cli.say('new-password-stdin'))
    .option('--current-file <file>', cli.say('current-file'));
  changes(password, cli).action(
    async (id: string, options: Keyed<SecretOptions & { currentFile?: string }>) => {
      const { currentFile, key } = options;
      const current =
        currentFile === undefined ? undefined : readFileSync(currentFile, 'utf8').split(/\r?\n/)[0];
      const body = { password: await secretOf(options, cli), ...given({ current }) };
      const path = `/api/v1/people/${id}/password`;
      const answer = await cli.server().send('POST', path, body, key);
      cli.print(answer.body, () => cli.say('password-changed'));
    },
  );
}

function registerDelegating(person: Command, cli: Cli): void {
  const delegate = person
    .command('delegate <to> <office> <capacity>')
    .description(cli.say('person-delegate'))
    .requiredOption('--from <date>', cli.say('option-from'))
    .requiredOption('--until <date>', cli.say('delegate-until'))
    .requiredOption('--document <number>', cli.say('delegate-document'))
    .requiredOption('--document-date <date>', cli.say('delegate-document-date'))
    .option('--giver <id>', cli.say('delegate-giver'))
    .option('--scope <acts...>', cli.say('delegate-scope'));
  changes(delegate, cli).action(
    async (
      to: string,
      office: string,
      capacity: string,
      options: Keyed<{ readonly scope?: readonly string[] } & Record<string, string>>,
    ) => {
      const { from, until, document, documentDate, giver, scope, key } = options;
      const body = {
        to,
        office,
        capacity,
        validFrom: from,
        validTo: until,
        documentNumber: document,
        documentDate,
        ...given({ from: giver, scope }),
      };
      const answer = await cli.server().send('POST', '/api/v1/delegations', body, key);
      const { id } = answer.body as Delegation;
      cli.print(answer.body, () => cli.say('person-delegated', { id }));
    },
  );
  const revoke = person
    .command('revoke <delegation>')
    .description(cli.say('person-revoke'))
    .option('--on <date>', cli.say('option-on'));
  changes(revoke, cli).action(async (id: string, { on, key }: Keyed<{ on?: string }>) => {
    const path = `/api/v1/delegations/${id}/revoke`;
    const answer = await cli.server().send('POST', path, given({ on }), key);
    const { revokedOn } = answer.body as Delegation;
    cli.print(answer.body, () => cli.say('person-revoked', { on: date(revokedOn) }));
  });
}

function personText(cli: Cli, p: Person): string {
  const title = cli.paint('heading', `${p.name} (${p.login})`);
  const head = pairs([
    ['id', p.id],
    [cli.say('head-email'), p.email],
    [cli.say('head-clearance'), cli.word('clearance', p.clearance)],
    [cli.say('head-from'), date(p.activeFrom)],
    [cli.say('head-until'), date(p.activeTo)],
  ]);
  const heads = ['office', 'capacity', 'from', 'until', 'id'] as const;
  const rows = [...(p.holdings ?? []), ...(p.delegations ?? [])].map((h) => [
    h.office,
    'documentNumber' in h
      ? `${cli.word('capacity', h.capacity)} (${h.documentNumber})`
      : cli.word('capacity', h.capacity),
    date(h.validFrom),
    date('revokedOn' in h ? (h.revokedOn ?? h.validTo) : h.validTo),
    h.id,
  ]);
  const held = table(
    heads.map((h) => cli.say(`head-${h}`)),
    rows,
  );
  return `${title}\n${head}\n\n${held}`;
}

/** What was said; what was not is left to the server. */
function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
