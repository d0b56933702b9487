import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { registerTaskDoing } from './task-doing.ts';
import { registerTaskFollowing } from './task-following.ts';
import { registerTaskReading } from './task-reading.ts';
import { registerTaskRegistering } from './task-registering.ts';
import { registerTaskTakingUp } from './task-taking-up.ts';

/** `homat task …`: what offices have to do by plans, from being given to the accepted product. */
export function registerTaskCommands(program: Command, cli: Cli): void {
  const task = program.command('task').description(cli.tell('tasks.cmd.task'));
  registerTaskReading(task, cli);
  registerTaskTakingUp(task, cli);
  registerTaskDoing(task, cli);
  registerTaskFollowing(task, cli);
  registerTaskRegistering(task, cli);
}
