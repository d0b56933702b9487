import type { Command } from 'commander';
import type { Cli, WordGroup } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { changes, dataOf, takesData } from '../given-data.ts';
import type { DataOptions } from '../given-data.ts';
import type { Answer } from '../http.ts';
import type { Done } from '../outcome.ts';
import { outcomeOf } from '../outcome.ts';

/** `homat incident act NUMBER KIND` and `homat act status KEY`. */
export function registerActCommands(program: Command, incident: Command, cli: Cli): void {
  const act = incident.command('act <number> <kind>').description(cli.say('incident-act'));
  changes(takesData(act, cli), cli).action(
    async (number: string, kind: string, options: DataOptions & { key?: string }) => {
      const path = `/api/v1/incidents/${number}/acts`;
      const data = dataOf(options, cli);
      showAnswer(cli, await cli.server().send('POST', path, { kind, data }, options.key));
    },
  );
  const acts = program.command('act').description(cli.say('act'));
  acts
    .command('status <key>')
    .description(cli.say('act-status'))
    .action(async (key: string) => {
      const outcome = await outcomeOf(cli.server(), key);
      const { status, result } = outcome;
      if (status === 'pending') process.exitCode = EXIT.pending;
      cli.print(outcome, () =>
        result === undefined ? cli.say('pending', { key }) : done(cli, result),
      );
    });
}

/** What the stages and endings of a kind of case are called. */
export interface StageWords {
  readonly stage: WordGroup;
  readonly ending: WordGroup;
}

const ANY_CASE: StageWords = { stage: 'stage', ending: 'ending' };

/** What an act came to; one whose outcome is not known yet ends with a code of its own. */
export function showAnswer(cli: Cli, { status, body }: Answer, words = ANY_CASE): void {
  if (status === 202) process.exitCode = EXIT.pending;
  cli.print(body, () =>
    status === 202
      ? cli.say('pending', { key: (body as { act: string }).act })
      : done(cli, body as Done, words),
  );
}

function done(cli: Cli, { number, stage, ending }: Done, words = ANY_CASE): string {
  const end = ending === null ? '' : `, ${cli.word(words.ending, ending)}`;
  const at = `${cli.word(words.stage, stage)}${end}`;
  return cli.paint('good', cli.say('done', { number, stage: at }));
}
