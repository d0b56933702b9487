import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { registerPlanActs } from './plan-acts.ts';
import { registerPlanDeciding } from './plan-deciding.ts';
import { registerPlanOwnTask } from './plan-own-task.ts';
import { registerPlanProgress } from './plan-progress.ts';
import { registerPlanRead } from './plan-read.ts';
import { registerPlanReading } from './plan-reading.ts';

/** `homat plan …`: plans, from the text of a document to their end. */
export function registerPlanCommands(program: Command, cli: Cli): void {
  const plan = program.command('plan').description(cli.say('plan'));
  registerPlanRead(plan, cli);
  registerPlanReading(plan, cli);
  registerPlanDeciding(plan, cli);
  registerPlanActs(plan, cli);
  registerPlanProgress(plan, cli);
  registerPlanOwnTask(plan, cli);
}
