import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { Cli } from '../context.ts';
import type { Conversation } from '../http.ts';
import { demoAccounts } from '../places.ts';
import { table } from '../print.ts';

/** A capacity as the server offers it at sign-in. */
export interface Choice {
  readonly office: string;
  readonly officeName: Readonly<Record<string, string>>;
  readonly capacity: string;
  readonly delegation: string | null;
}

interface SessionAnswer {
  readonly person: { readonly id: string; readonly name: string };
  readonly capacities: readonly Choice[];
  readonly chosen: Choice | null;
}

interface LoginOptions {
  readonly office?: string;
  readonly capacity?: string;
  readonly passwordFile?: string;
  readonly passwordStdin?: boolean;
  readonly demo?: boolean;
}

/** Signs in and chooses a capacity: the one named, or the only one there is. */
export async function signIn(
  conversation: Conversation,
  login: string,
  password: string,
  wish: { readonly office?: string | undefined; readonly capacity?: string | undefined },
): Promise<SessionAnswer> {
  const path = '/api/v1/session';
  const { body } = await conversation.send('POST', path, { login, password });
  const session = body as SessionAnswer;
  const fitting = session.capacities.filter(
    (c) =>
      (wish.office === undefined || c.office === wish.office) &&
      (wish.capacity === undefined || c.capacity === wish.capacity),
  );
  const [only] = fitting;
  if (fitting.length !== 1 || only === undefined) return session;
  const { office, capacity, delegation } = only;
  const choice = { office, capacity, ...(delegation === null ? {} : { delegation }) };
  const chosen = await conversation.send('PUT', `${path}/capacity`, choice);
  return chosen.body as SessionAnswer;
}

/** `homat login|logout|whoami|capacity`. */
export function registerSessionCommands(program: Command, cli: Cli): void {
  program
    .command('login <login>')
    .description(cli.say('login'))
    .option('--office <office>')
    .option('--capacity <capacity>')
    .option('--password-file <file>', cli.say('password-file'))
    .option('--password-stdin', cli.say('password-stdin'))
    .option('--demo', cli.say('login-demo'))
    .action(async (login: string, options: LoginOptions) => {
      const conversation = cli.server();
      conversation.cookie = null;
      const session = await signIn(conversation, login, passwordOf(login, options, cli), options);
      cli.keep(conversation);
      show(cli, session);
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
    .action(async (office: string, capacity: string) => {
      const conversation = cli.server();
      const { body } = await conversation.send('PUT', '/api/v1/session/capacity', {
        office,
        capacity,
      });
      cli.keep(conversation);
      show(cli, body as SessionAnswer);
    });
}

function show(cli: Cli, session: SessionAnswer): void {
  cli.print(session, () => {
    const heads = [cli.say('head-office'), cli.say('head-name'), cli.say('head-capacity')];
    const rows = session.capacities.map((c) => [
      c.office,
      c.officeName[cli.language],
      cli.word('capacity', c.capacity),
    ]);
    const chosen = session.chosen;
    const as =
      chosen === null
        ? cli.say('choose-capacity')
        : cli.say('acting-as', { office: chosen.office, capacity: chosen.capacity });
    return `${session.person.name}\n${table(heads, rows)}\n${as}`;
  });
}

/** Never asks: from a file, the input, the environment, or the demonstration's own accounts. */
function passwordOf(login: string, options: LoginOptions, cli: Cli): string {
  const given = process.env['HOMAT_PASSWORD'];
  if (options.passwordFile !== undefined) return firstLine(options.passwordFile);
  if (options.passwordStdin === true) return firstLine(0);
  if (given !== undefined && given !== '') return given;
  if (options.demo === true) {
    const account = demoAccounts().find((a) => a.login === login);
    if (account !== undefined) return account.password;
  }
  throw new Error(cli.say('no-password'));
}

function firstLine(file: string | 0): string {
  return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
}
