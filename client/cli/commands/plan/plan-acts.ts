import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import type { DataOptions } from '../../given-data.ts';
import { changes, dataOf, takesData } from '../../given-data.ts';
import { actOnPlan, planSeen } from '../../plans/server.ts';
import { UsageError } from '../../usage-error.ts';

interface Keyed {
  readonly key?: string;
}

interface Reasoned extends Keyed {
  readonly reason: string;
}

interface PhaseEnding extends Reasoned {
  readonly phase: string;
  readonly date: string;
}

/** `homat plan number|suspend|resume|withdraw|set-phase-end|return|act`. */
export function registerPlanActs(plan: Command, cli: Cli): void {
  const number = plan
    .command('number <plan>')
    .description(cli.tell('plans.plan-number'))
    .requiredOption('--number <number>', cli.tell('year.option-number'))
    .requiredOption('--date <date>', cli.tell('plans.option-date'));
  changes(number, cli).action(
    async (name: string, { key, ...data }: Keyed & { number: string; date: string }) =>
      actOnPlan(cli, name, { kind: 'number-plan', data }, key),
  );
  for (const act of ['suspend', 'resume', 'withdraw'] as const) {
    const command = plan
      .command(`${act} <plan>`)
      .description(cli.tell(`plans.plan-${act}`))
      .requiredOption('--reason <reason>', cli.say('option-reason'));
    changes(command, cli).action(async (name: string, { reason, key }: Reasoned) =>
      actOnPlan(cli, name, { kind: `${act}-plan`, data: { reason } }, key),
    );
  }
  const settingEnd = plan
    .command('set-phase-end <plan>')
    .description(cli.tell('plans.plan-set-phase-end'))
    .requiredOption('--phase <phase>', cli.tell('plans.option-phase'))
    .requiredOption('--date <date>', cli.tell('plans.option-last-day'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(settingEnd, cli).action(async (name: string, options: PhaseEnding) => {
    const { phase, date: to, reason, key } = options;
    return actOnPlan(cli, name, { kind: 'set-phase-end', data: { phase, to, reason } }, key);
  });
  const giveBack = plan
    .command('return <plan>')
    .description(cli.tell('plans.plan-return'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(giveBack, cli).action(async (name: string, { reason, key }: Reasoned) => {
    const { proposals } = await planSeen(cli, cli.server(), name);
    const open = proposals.find(({ status }) => status === 'open');
    if (open === undefined) throw new UsageError(cli.tell('plans.nothing-laid'));
    const data = { proposal: open.id, reason };
    return actOnPlan(cli, name, { kind: 'return-plan', data }, key);
  });
  const act = plan.command('act <plan> <kind>').description(cli.tell('plans.plan-act'));
  changes(takesData(act, cli), cli).action(
    async (name: string, kind: string, options: DataOptions & Keyed) =>
      actOnPlan(cli, name, { kind, data: dataOf(options, cli) }, options.key),
  );
}
