import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { demoAccounts, serverUrl } from '../places.ts';
import { readScenario } from '../scenario/format.ts';
import { UnknownAccount } from '../scenario/people.ts';
import { ScenarioPlay } from '../scenario/play.ts';
import type { Progress } from '../scenario/playing.ts';
import { ServerWorld } from '../scenario/server-world.ts';
import { stepText } from '../scenario/step-text.ts';
import { Surprise } from '../scenario/surprise.ts';
import { UsageError } from '../usage-error.ts';

/** `homat scenario run FILE`: plays a case, or a year of reports, as the people named in it. */
export function registerScenarioCommands(program: Command, cli: Cli): void {
  program
    .command('scenario')
    .description(cli.say('scenario'))
    .command('run <file>')
    .description(cli.say('scenario-run'))
    .option('--out <folder>', cli.tell('year.option-folder'))
    .action(async (file: string, { out = null }: { readonly out?: string | null }) => {
      const scenario = readScenario(file, cli.language);
      const { title, steps } = scenario;
      const began = Date.now();
      const accounts = demoAccounts();
      const world = new ServerWorld({ url: serverUrl(), language: cli.language, accounts });
      const watch = (progress: Progress): void => {
        process.stderr.write(`${progressText(cli, progress)}\n`);
      };
      try {
        const play = new ScenarioPlay(scenario, world, { watch, folder: out });
        const number = await play.play();
        const { files } = play;
        const seconds = Math.round((Date.now() - began) / 100) / 10;
        cli.print({ title, number, steps: steps.length, seconds, files }, () =>
          [
            cli.paint('good', cli.tell('scenario.played', { title, number, seconds })),
            ...(files.length === 0
              ? []
              : [cli.tell('scenario.written', { files: files.join(', ') })]),
          ].join('\n'),
        );
      } catch (error) {
        if (error instanceof UnknownAccount) {
          throw new UsageError(cli.tell('scenario.no-account', { who: error.message }));
        }
        if (!(error instanceof Surprise)) throw error;
        surprised(cli, file, error);
      }
    });
}

function surprised(cli: Cli, file: string, { line, expected, found }: Surprise): void {
  process.exitCode = EXIT.surprise;
  const texts = {
    file,
    line,
    expected: cli.tell(expected.key, expected.params),
    found: cli.tell(found.key, found.params),
  };
  const codes = { expectedAs: expected.key, foundAs: found.key };
  cli.print({ code: 'SURPRISE', ...texts, ...codes }, () => cli.tell('scenario.surprise', texts));
}

function progressText(cli: Cli, { line, number, of, step }: Progress): string {
  const place = `[${String(number).padStart(String(of).length)}/${of}]`;
  const about = cli.tell('scenario.line', { line });
  return `${cli.paint('aside', `${place} ${about}`)}  ${stepText(cli, step)}`;
}
