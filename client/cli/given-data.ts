import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { YAMLParseError, parse } from 'yaml';
import type { Cli } from './context.ts';
import { UsageError } from './usage-error.ts';

/** What is said in structured form: as JSON or YAML, and field by field over it. */
export interface DataOptions {
  readonly data?: string;
  readonly set?: readonly string[];
}

/** A command that sends something structured: `--data` and `--set`. */
export function takesData(command: Command, cli: Cli): Command {
  return command
    .option('--data <json>', cli.say('option-data'))
    .option('--set <key=value...>', cli.say('option-set'));
}

/** A command that changes something: it takes the key under which it may be sent again. */
export function changes(command: Command, cli: Cli): Command {
  return command.option('--key <key>', cli.say('option-key'));
}

/** The data: text or `@file`, with single fields set over it. Throws a UsageError. */
export function dataOf(options: DataOptions, cli: Cli): Record<string, unknown> {
  const { data = '{}', set = [] } = options;
  const whole = data.startsWith('@') ? readYaml(data.slice(1), cli) : yaml(data, '--data', cli);
  if (whole === null || typeof whole !== 'object' || Array.isArray(whole)) {
    throw new UsageError(cli.say('data-wrong'));
  }
  const fields = set.map((pair): [string, unknown] => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(cli.say('set-wrong', { pair }));
    return [pair.slice(0, at), yaml(pair.slice(at + 1), pair, cli)];
  });
  return { ...(whole as Record<string, unknown>), ...Object.fromEntries(fields) };
}

/** A file of JSON or YAML; `-` is the standard input. Throws a UsageError. */
export function readYaml(file: string, cli: Cli): unknown {
  return yaml(readNamed(file === '-' ? 0 : file).toString('utf8'), file, cli);
}

/** The bytes of a file that somebody named; what goes wrong tells its name (a folder has none). */
export function readNamed(file: string | 0): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw Object.assign(error as Error, { path: file === 0 ? '-' : file });
  }
}

function yaml(text: string, from: string, cli: Cli): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const what = error.message.split('\n')[0] ?? '';
    throw new UsageError(cli.say('yaml-wrong', { from, what }));
  }
}
