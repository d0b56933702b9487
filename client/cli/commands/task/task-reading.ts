import type { Command } from 'commander';
import type { Cli, Names } from '../../context.ts';
import type { ListOptions } from '../../listing.ts';
import { queryOf } from '../../listing.ts';
import { dueMoment, table } from '../../print.ts';
import { tellTimeline } from '../../story/timeline.ts';
import { leftText } from '../../story/told.ts';
import { taskPath, taskSeen } from '../../tasks/server.ts';
import { taskText } from '../../tasks/show.ts';

interface Listed {
  readonly number: string;
  readonly job: Readonly<Record<string, string>>;
  readonly office: string;
  readonly stage: string;
  readonly standing: string;
  readonly due: string | null;
  readonly nextDue: string | null;
  readonly nextClock: Readonly<Record<string, string>> | null;
}

/** `homat task list|show|timeline`. */
export function registerTaskReading(task: Command, cli: Cli): void {
  task
    .command('list')
    .description(cli.tell('tasks.cmd.list'))
    .option('--plan <plan>', cli.tell('tasks.filter.plan'))
    .option('--task <task>', cli.tell('tasks.filter.task'))
    .option('--office <office>', cli.say('filter-office'))
    .option('--desk <office>', cli.tell('tasks.filter.desk'))
    .option('--stage <stage>', cli.tell('tasks.filter.stage'))
    .option('--standing <standing>', cli.tell('tasks.filter.standing'))
    .option('--role <role>', cli.tell('tasks.filter.role'))
    .option('--phase <phase>', cli.tell('tasks.filter.phase'))
    .option('--mine', cli.tell('tasks.filter.mine'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--sort <order>', cli.tell('tasks.filter.sort'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async (options: ListOptions) => list(cli, options));
  task
    .command('show <task>')
    .description(cli.tell('tasks.cmd.show'))
    .action(async (number: string) => {
      const seen = await taskSeen(cli, number);
      const { now } = (await cli.server().get('/api/v1/drill')) as { now: string };
      cli.print(seen, () => taskText(cli, seen, now));
    });
  task
    .command('timeline <task>')
    .description(cli.tell('tasks.cmd.timeline'))
    .action(async (number: string) => tellTimeline(cli, `${taskPath(number)}/timeline`));
}

const FILTERS: readonly string[] =
  'plan task office desk stage standing role phase mine search sort page size'.split(' ');

async function list(cli: Cli, options: ListOptions): Promise<void> {
  const query = queryOf(FILTERS, options);
  const found = (await cli.server().get('/api/v1/tasks', query)) as {
    items: Listed[];
    total: number;
    names: Names;
  };
  const { now } = (await cli.server().get('/api/v1/drill')) as { now: string };
  cli.print(found, () => {
    const text = table(
      [
        cli.say('head-number'),
        cli.say('head-office'),
        cli.say('head-job'),
        cli.say('head-stage'),
        cli.tell('tasks.head.standing'),
        cli.say('head-due'),
        cli.tell('tasks.head.left'),
      ],
      found.items.map((one) => [
        one.number,
        cli.office(found.names, one.office),
        shortened(one.job[cli.language] ?? ''),
        cli.word('tasks.stage', one.stage),
        cli.word('tasks.standing', one.standing),
        dueMoment(one.due),
        leftOf(cli, one, now),
      ]),
    );
    return `${text}\n${cli.say('total', { count: found.total })}`;
  });
}

/** How much is left, and of which deadline where it is another one than the product's. */
function leftOf(cli: Cli, { due, nextDue, nextClock }: Listed, now: string): string {
  if (nextDue === null) return '';
  const left = leftText(cli, nextDue, now);
  return nextDue === due ? left : `${left} (${nextClock?.[cli.language] ?? ''})`;
}

const WIDTH = 48;

function shortened(text: string): string {
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH - 1).trimEnd()}…`;
}
