import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { demoAccounts } from '../places.ts';
import { moment, table } from '../print.ts';
import type { SecretOptions } from '../secret.ts';
import { secretOf } from '../secret.ts';
import type { SessionAnswer } from '../sign-in.ts';
import { signIn } from '../sign-in.ts';
import { UsageError } from '../usage-error.ts';

interface LoginOptions extends SecretOptions {
  readonly office?: string;
  readonly capacity?: string;
  readonly demo?: boolean;
}

interface ListedSession {
  readonly id: string;
  readonly current: boolean;
  readonly lastSeenAt: string;
  readonly address: string;
  readonly agent: string;
  readonly chosen: { readonly office: string; readonly capacity: string } | null;
}

/** `homat login|logout|whoami|capacity` and `homat session list|end`. */
export function registerSessionCommands(program: Command, cli: Cli): void {
  program
    .command('login <login>')
    .description(cli.say('login'))
    .option('--office <office>', cli.say('option-office'))
    .option('--capacity <capacity>', cli.say('option-capacity'))
    .option('--password-file <file>', cli.say('password-file'))
    .option('--password-stdin', cli.say('password-stdin'))
    .option('--demo', cli.say('login-demo'))
    .action(async (login: string, options: LoginOptions) => {
      const conversation = cli.server();
      conversation.cookie = null;
      const password = await secretOf(options, cli, () => demoPassword(cli, login, options));
      const session = await signIn(conversation, login, password, options);
      cli.keep(conversation);
      show(cli, session);
      const { office, capacity } = options;
      const isWish = office !== undefined || capacity !== undefined;
      if (isWish && session.chosen === null) throw new UsageError(cli.say('capacity-not-one'));
    });
  program
    .command('logout')
    .description(cli.say('logout'))
    .action(async () => {
      const conversation = cli.server();
      await conversation.send('DELETE', '/api/v1/session', {});
      conversation.cookie = null;
      cli.keep(conversation);
      cli.print({ signedIn: false }, () => cli.say('logged-out'));
    });
  program
    .command('whoami')
    .description(cli.say('whoami'))
    .action(async () => show(cli, (await cli.server().get('/api/v1/session')) as SessionAnswer));
  program
    .command('capacity <office> <capacity>')
    .description(cli.say('capacity'))
    .option('--delegation <id>', cli.say('option-delegation'))
    .action(async (office: string, capacity: string, options: { delegation?: string }) => {
      const conversation = cli.server();
      const { delegation = null } = options;
      const choice = { office, capacity, delegation };
      const { body } = await conversation.send('PUT', '/api/v1/session/capacity', choice);
      cli.keep(conversation);
      show(cli, body as SessionAnswer);
    });
  const session = program.command('session').description(cli.say('session'));
  session
    .command('list')
    .description(cli.say('session-list'))
    .action(async () => {
      const { items } = (await cli.server().get('/api/v1/sessions')) as { items: ListedSession[] };
      cli.print(items, () => {
        const heads = ['id', 'last-seen', 'address', 'program', 'capacity'] as const;
        return table(
          heads.map((h) => cli.say(`head-${h}`)),
          items.map((s) => [
            s.current ? `${s.id} ←` : s.id,
            moment(s.lastSeenAt),
            s.address,
            s.agent,
            s.chosen === null
              ? ''
              : `${s.chosen.office} ${cli.word('capacity', s.chosen.capacity)}`,
          ]),
        );
      });
    });
  session
    .command('end <id>')
    .description(cli.say('session-end'))
    .action(async (id: string) => {
      await cli.server().send('DELETE', `/api/v1/sessions/${id}`, {});
      cli.print({ ended: id }, () => cli.say('session-ended'));
    });
}

function show(cli: Cli, session: SessionAnswer): void {
  cli.print(session, () => {
    const heads = [cli.say('head-office'), cli.say('head-name'), cli.say('head-capacity'), ''];
    const rows = session.capacities.map((c) => [
      c.office,
      c.officeName[cli.language],
      `${c.capacity} (${cli.word('capacity', c.capacity)})`,
      c.delegation === null ? '' : `--delegation ${c.delegation}`,
    ]);
    const { chosen, drill } = session;
    const as =
      chosen === null
        ? cli.say('choose-capacity')
        : cli.say('acting-as', {
            office: chosen.officeName[cli.language],
            capacity: cli.word('capacity', chosen.capacity),
          });
    const name = drill ? `${session.person.name} [${cli.say('drill')}]` : session.person.name;
    return `${cli.paint('heading', name)}\n${table(heads, rows)}\n${as}`;
  });
}

function demoPassword(cli: Cli, login: string, { demo }: LoginOptions): string | undefined {
  if (demo !== true) return undefined;
  const account = demoAccounts().find((one) => one.login === login);
  if (account === undefined) throw new UsageError(cli.say('no-demo-account', { login }));
  return account.password;
}
