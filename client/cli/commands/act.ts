import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Cli } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import type { Answer } from '../http.ts';

interface ActOptions {
  readonly data?: string;
  readonly set?: readonly string[];
  readonly key?: string;
}

/** `homat act NUMBER KIND` (also as `homat incident act`) and `homat act-status KEY`. */
export function registerActCommands(program: Command, cli: Cli): void {
  const incident = program.commands.find((command) => command.name() === 'incident') ?? program;
  incident
    .command('act <number> <kind>')
    .description(cli.say('act'))
    .option('--data <json>', cli.say('act-data'))
    .option('--set <key=value...>', cli.say('act-set'))
    .option('--key <key>', cli.say('option-key'))
    .action(async (number: string, kind: string, options: ActOptions) => {
      const path = `/api/v1/incidents/${number}/acts`;
      const data = dataOf(options, cli);
      show(cli, await cli.server().send('POST', path, { kind, data }, options.key));
    });
  program
    .command('act-status <key>')
    .description(cli.say('act-status'))
    .action(async (key: string) => {
      const answer = await cli.server().get(`/api/v1/acts/${key}`);
      cli.print(answer, () => JSON.stringify(answer, null, 2));
    });
}

function show(cli: Cli, { status, body }: Answer): void {
  if (status === 202) process.exitCode = EXIT.pending;
  const result = body as { number?: string; stage?: string; version?: number };
  cli.print(body, () =>
    status === 202
      ? cli.say('pending')
      : cli.say('done', {
          number: result.number ?? '',
          stage: cli.word('stage', result.stage ?? ''),
        }),
  );
}

/** The act's data: JSON or YAML as text or `@file`, with single fields set over it. */
function dataOf(options: ActOptions, cli: Cli): Record<string, unknown> {
  const { data = '{}', set = [] } = options;
  const text = data.startsWith('@') ? readFileSync(data.slice(1), 'utf8') : data;
  const parsed: unknown = parse(text);
  if (parsed === null || typeof parsed !== 'object') throw new Error(cli.say('act-data-wrong'));
  const fields = set.map((pair): [string, unknown] => {
    const at = pair.indexOf('=');
    if (at < 1) throw new Error(cli.say('act-set-wrong', { pair }));
    return [pair.slice(0, at), parse(pair.slice(at + 1)) as unknown];
  });
  return { ...(parsed as Record<string, unknown>), ...Object.fromEntries(fields) };
}
