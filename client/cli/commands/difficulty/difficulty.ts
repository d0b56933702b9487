import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { registerDifficultyActs } from './difficulty-acts.ts';
import { registerDifficultyReading } from './difficulty-reading.ts';

/** `homat difficulty …`: what hinders a body in carrying out a plan, through its channel. */
export function registerDifficultyCommands(program: Command, cli: Cli): void {
  const difficulty = program
    .command('difficulty')
    .description(cli.tell('difficulties.cmd.difficulty'));
  registerDifficultyReading(difficulty, cli);
  registerDifficultyActs(difficulty, cli);
}
