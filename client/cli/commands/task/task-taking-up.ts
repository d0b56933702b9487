import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import { actOnTask } from '../../tasks/server.ts';
import { UsageError } from '../../usage-error.ts';

interface Keyed {
  readonly key?: string;
}

interface Reasoned extends Keyed {
  readonly reason: string;
}

interface Deciding extends Keyed {
  readonly words: string;
  readonly to?: string;
}

interface Answering extends Keyed {
  readonly takesPart?: true;
  readonly declines?: true;
  readonly words?: string;
}

/** `homat task see|accept|contest|decide-contest|answer|name`. */
export function registerTaskTakingUp(task: Command, cli: Cli): void {
  const see = task.command('see <task>').description(cli.tell('tasks.cmd.see'));
  changes(see, cli).action(async (number: string, { key }: Keyed) =>
    actOnTask(cli, number, { kind: 'see-task', data: {} }, key),
  );
  const accept = task
    .command('accept <task>')
    .description(cli.tell('tasks.cmd.accept'))
    .option('--person <person>', cli.tell('tasks.option.person'));
  changes(accept, cli).action(
    async (number: string, { person, key }: Keyed & { person?: string }) => {
      const data = { person: person ?? (await myself(cli)) };
      return actOnTask(cli, number, { kind: 'accept-task', data }, key);
    },
  );
  const contest = task
    .command('contest <task>')
    .description(cli.tell('tasks.cmd.contest'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(contest, cli).action(async (number: string, { reason, key }: Reasoned) =>
    actOnTask(cli, number, { kind: 'contest-task', data: { reason } }, key),
  );
  const decide = task
    .command('decide-contest <task> <decision>')
    .description(cli.tell('tasks.cmd.decide-contest'))
    .requiredOption('--words <words>', cli.tell('tasks.option.words'))
    .option('--to <office>', cli.tell('tasks.option.to'));
  changes(decide, cli).action(
    async (number: string, decision: string, { words, to = null, key }: DecidingOrNot) => {
      const data = { decision, words, to };
      return actOnTask(cli, number, { kind: 'decide-contest', data }, key);
    },
  );
  const answer = task
    .command('answer <task>')
    .description(cli.tell('tasks.cmd.answer'))
    .option('--takes-part', cli.tell('tasks.option.takes-part'))
    .option('--declines', cli.tell('tasks.option.declines'))
    .option('--words <words>', cli.tell('tasks.option.words'));
  changes(answer, cli).action(async (number: string, options: Answering) => {
    const { takesPart = false, declines = false, words = '', key } = options;
    if (takesPart === declines) throw new UsageError(cli.tell('tasks.takes-part-or-not'));
    return actOnTask(cli, number, { kind: 'answer-invitation', data: { takesPart, words } }, key);
  });
  const name = task
    .command('name <task> <person>')
    .description(cli.tell('tasks.cmd.name'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(name, cli).action(async (number: string, person: string, { reason, key }: Reasoned) =>
    actOnTask(cli, number, { kind: 'name-person', data: { person, reason } }, key),
  );
}

type DecidingOrNot = Omit<Deciding, 'to'> & { readonly to?: string | null };

/** The id of whoever signed in. */
async function myself(cli: Cli): Promise<string> {
  const { person } = (await cli.server().get('/api/v1/session')) as { person: { id: string } };
  return person.id;
}
