import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { demoAccounts, serverUrl } from '../places.ts';
import { readScenario } from '../scenario/format.ts';
import type { Step } from '../scenario/format.ts';
import type { Progress } from '../scenario/play.ts';
import { ScenarioPlay } from '../scenario/play.ts';
import { ServerWorld, UnknownAccount } from '../scenario/server-world.ts';
import { Surprise } from '../scenario/surprise.ts';
import { UsageError } from '../usage-error.ts';

/** `homat scenario run FILE`: plays a whole case as the people named in it. */
export function registerScenarioCommands(program: Command, cli: Cli): void {
  program
    .command('scenario')
    .description(cli.say('scenario'))
    .command('run <file>')
    .description(cli.say('scenario-run'))
    .action(async (file: string) => {
      const scenario = readScenario(file, cli.language);
      const { title, steps } = scenario;
      const began = Date.now();
      const accounts = demoAccounts();
      const world = new ServerWorld({ url: serverUrl(), language: cli.language, accounts });
      const watch = (progress: Progress): void => {
        process.stderr.write(`${progressText(cli, progress)}\n`);
      };
      try {
        const number = await new ScenarioPlay(scenario, world, { watch }).play();
        const seconds = Math.round((Date.now() - began) / 100) / 10;
        cli.print({ title, number, steps: steps.length, seconds }, () =>
          cli.paint('good', cli.tell('scenario.played', { title, number, seconds })),
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

function stepText(cli: Cli, step: Step): string {
  const refused =
    'refused' in step && step.refused !== undefined
      ? ` → ${cli.tell('scenario.refused', { code: step.refused })}`
      : '';
  const does = (by: string, what: string): string => `${by}: ${what}${refused}`;
  if ('report' in step) return does(step.by, cli.word('act', 'report'));
  if ('act' in step) return does(step.by, cli.word('act', step.act));
  if ('approve' in step) {
    return does(step.by, about(cli, cli.word('act', 'approve'), step.approve));
  }
  if ('return' in step) return does(step.by, about(cli, cli.word('act', 'return'), step.return));
  if ('release' in step) {
    return does(step.by, about(cli, cli.word('act', 'check-releasability'), step.release));
  }
  if ('rule' in step) return does(step.by, cli.tell('scenario.sets', { rule: step.rule }));
  const told = (value: unknown): string => JSON.stringify(value).replaceAll('"', '').slice(1, -1);
  return 'wait' in step
    ? cli.tell('scenario.waits', { what: told(step.wait) })
    : cli.tell('scenario.expects', { what: told(step.expect) });
}

function about(cli: Cli, act: string, proposal: string): string {
  return `${act}: ${cli.word('proposal', proposal)}`;
}
