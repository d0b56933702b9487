import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createCli } from '../../client/cli/context.ts';
import { EXIT } from '../../client/cli/exit-codes.ts';
import { createProgram } from '../../client/cli/program.ts';
import { everyCommand } from '../../client/cli/usage.ts';

// Commander's own, and the two that every command takes.
const EVERYWHERE = new Set(['--help', '--lang', '--json']);

const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done',
  refused: 'the product said no, with a code of [errors](errors.md); or the log is not whole',
  usage: 'the command line, a file or an option was wrong; nothing was asked of the product',
  notSignedIn: 'nobody is signed in, or in no capacity: `homat login`',
  unreachable: 'nobody answers, or a part is away: the same may be tried again',
  pending: 'what was asked for may still happen: `homat act status KEY` tells',
  surprise: 'a scenario went otherwise than it says',
  fault: 'a fault of the product',
};

/** docs/cli.md as the command line is now; `npm test -- test/docs/cli.test.ts -u` writes it. */
function page(): string {
  const program = createProgram(createCli({ language: 'en', json: false }));
  const groups = program.commands.map((group) => {
    const commands = everyCommand(group).length === 0 ? [group] : everyCommand(group);
    const entries = commands.filter((c) => c.commands.length === 0).map(entry);
    return [`## ${group.name()}: ${group.description()}`, '', ...entries, ''];
  });
  const codes = Object.entries(EXIT).map(([name, code]) => [
    String(code),
    MEANINGS[name as keyof typeof EXIT],
  ]);
  return [
    '# The command line',
    '',
    '`npx homat …` speaks to the product over its HTTP API, as whoever signed in with `homat',
    'login`. It finds the server by `HOMAT_URL`, else the one that runs on the data folder of this',
    'machine. Every command takes `--json` (for programs), `--lang vi|en|lo` and `--help`; one',
    'that changes something also takes `--key` (sent again under the same key, it happens once).',
    'Without a terminal nothing is ever asked for. Help in Vietnamese: `HOMAT_LANG=vi`.',
    '',
    '## Exit codes',
    '',
    '| Code | Meaning |',
    '| --- | --- |',
    ...codes.map(([code, meaning]) => `| ${code} | ${meaning} |`),
    '',
    ...groups.flat(),
  ].join('\n');
}

function entry(command: Command): string {
  const options = command.options.filter((option) => !EVERYWHERE.has(option.long ?? ''));
  const flags = options.map((option) => `\`${option.flags}\``);
  const said = `- \`${nameOf(command)}\`: ${command.description()}`;
  const dash = flags.length === 0 ? [] : ['—'];
  return wrapped([
    ...said.split(' '),
    ...dash,
    ...flags.map((flag) => flag.replaceAll(' ', NO_BREAK)),
  ]);
}

// Stands for a space at which no line may end.
const NO_BREAK = '\u00a0';

function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= 98) lines[lines.length - 1] = longer;
    else lines.push(`  ${word}`);
  }
  return lines.join('\n').replaceAll(NO_BREAK, ' ');
}

function nameOf(command: Command): string {
  const own = [command.name(), ...command.registeredArguments.map(argument)].join(' ');
  return command.parent === null ? own : `${prefix(command.parent)} ${own}`;
}

function prefix(command: Command): string {
  const { parent } = command;
  return parent === null ? command.name() : `${prefix(parent)} ${command.name()}`;
}

function argument(given: Command['registeredArguments'][number]): string {
  const name = given.variadic ? `${given.name()}...` : given.name();
  return given.required ? `<${name}>` : `[${name}]`;
}

test('the page of the command line tells every command and exit code as they are', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/cli.md');
});

test('it is linked from where people begin to read', () => {
  for (const start of ['README.md', 'README.vi.md']) {
    const text = readFileSync(new URL(`../../${start}`, import.meta.url), 'utf8');
    expect(text, start).toContain('(docs/cli.md)');
  }
});
