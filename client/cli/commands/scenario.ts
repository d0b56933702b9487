import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { demoAccounts, serverUrl } from '../places.ts';
import { readScenario } from '../scenario/format.ts';
import { ScenarioPlay, Surprise } from '../scenario/play.ts';

/** `homat scenario run FILE`: plays a whole case as the people named in it. */
export function registerScenarioCommands(program: Command, cli: Cli): void {
  const scenario = program.command('scenario').description(cli.say('scenario'));
  scenario
    .command('run <file>')
    .description(cli.say('scenario-run'))
    .action(async (file: string) => {
      const read = readScenario(file);
      const began = Date.now();
      const play = new ScenarioPlay(read, {
        url: serverUrl(),
        language: cli.language,
        accounts: demoAccounts(),
        progress: (line, what) => process.stderr.write(`${file}:${line}  ${what}\n`),
      });
      try {
        const number = await play.play();
        const seconds = ((Date.now() - began) / 1_000).toFixed(1);
        cli.print({ title: read.title, number, steps: read.steps.length }, () =>
          cli.say('scenario-done', { title: read.title, number, seconds }),
        );
      } catch (error) {
        if (!(error instanceof Surprise)) throw error;
        const { line, expected, found } = error;
        process.exitCode = EXIT.refused;
        cli.print({ file, line, expected, found }, () =>
          cli.say('scenario-surprise', { file, line, expected, found }),
        );
      }
    });
}
