import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import { planPath } from '../../plans/server.ts';
import { UsageError } from '../../usage-error.ts';

interface Options {
  readonly job: string;
  readonly product: string;
  readonly before?: string;
  readonly by?: string;
  readonly months?: string;
  readonly standing?: string;
  readonly carriesOut?: string;
  readonly office?: string;
  readonly key?: string;
}

/** `homat plan add-task`: what an office gives itself to do below a plan. */
export function registerPlanOwnTask(plan: Command, cli: Cli): void {
  const adding = plan
    .command('add-task <plan>')
    .description(cli.tell('plans.plan-add-task'))
    .requiredOption('--job <text>', cli.tell('plans.option-job'))
    .requiredOption('--product <text>', cli.tell('plans.option-product'))
    .option('--before <date>', cli.tell('plans.option-before'))
    .option('--by <date>', cli.tell('plans.option-by'))
    .option('--months <from..to>', cli.tell('plans.option-months'))
    .option('--standing <every>', cli.tell('plans.option-standing'))
    .option('--carries-out <task>', cli.tell('plans.option-carries-out'))
    .option('--office <office>', cli.say('option-office'));
  changes(adding, cli).action(async (name: string, options: Options) => {
    const { job, product, carriesOut = null, office = null, key } = options;
    const task = { job, product, due: dueOf(cli, options), carriesOut, office };
    const { body } = await cli.server().send('POST', `${planPath(name)}/tasks`, task, key);
    const { number } = body as { number: string };
    cli.print(body, () => cli.paint('good', cli.tell('plans.added', { number })));
  });
}

function dueOf(cli: Cli, { before, by, months, standing }: Options): object {
  const [first, second] = [before, by, months, standing].filter((one) => one !== undefined);
  if (first === undefined || second !== undefined) {
    throw new UsageError(cli.tell('plans.one-due'));
  }
  if (before !== undefined) return { kind: 'date', reading: 'before', date: before };
  if (by !== undefined) return { kind: 'date', reading: 'by', date: by };
  if (months !== undefined) {
    const [from = '', to = from] = months.split('..');
    return { kind: 'months', from, to };
  }
  return { kind: 'standing', every: standing === 'none' ? null : standing };
}
