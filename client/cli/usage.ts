import { Help } from 'commander';
import type { Command, CommanderError, HelpConfiguration } from 'commander';
import stringWidth from 'string-width';
import type { Cli, CliKey } from './context.ts';

const TITLES: Readonly<Record<string, CliKey>> = {
  'Usage:': 'usage',
  'Options:': 'options',
  'Commands:': 'commands',
};

// What Commander says of a wrong command line, by its code.
const COMPLAINTS: Readonly<Record<string, CliKey>> = {
  'commander.unknownCommand': 'unknown-command',
  'commander.unknownOption': 'unknown-option',
  'commander.missingArgument': 'missing-argument',
  'commander.optionMissingArgument': 'option-without-value',
  'commander.missingMandatoryOptionValue': 'missing-option',
  'commander.excessArguments': 'too-many-arguments',
  'commander.invalidArgument': 'invalid-value',
};

/** Help in the language of the caller, as wide as it is seen: Lao marks take no column. */
export function helpIn(cli: Cli): HelpConfiguration {
  const plain = new Help();
  const words = (text: string): string =>
    text.replace('[options]', `[${cli.say('some-options')}]`).replace('[command]', commandWord);
  const commandWord = `[${cli.say('some-command')}]`;
  return {
    displayWidth: (text) => stringWidth(text),
    styleTitle(title) {
      const key = TITLES[title];
      return cli.paint('heading', key === undefined ? title : `${cli.say(key)}:`);
    },
    commandUsage: (command) => words(plain.commandUsage(command)),
    // Every command takes options; the list is easier to read without saying so.
    subcommandTerm: (command) => plain.subcommandTerm(command).replace(' [options]', ''),
    optionDescription({ description, argChoices }) {
      return argChoices === undefined ? description : `${description} (${argChoices.join(', ')})`;
    },
  };
}

/** What is wrong with a command line, in the language of the caller; empty where help was shown. */
export function usageComplaint({ code, message }: CommanderError, cli: Cli): string {
  if (code === 'commander.help') return '';
  const key = COMPLAINTS[code];
  // A command's own complaint has been put into words already.
  if (key === undefined) return message.replace(/^(error: |✗ )/, '');
  const [first = '', ...others] = [...message.matchAll(/'([^']*)'/g)].map(([, name = '']) => name);
  const what = others.length === 0 ? first : `${first} ${others.join(' ')}`;
  const [, similar] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message) ?? [];
  const hint = similar === undefined ? '' : ` ${cli.say('did-you-mean', { similar })}`;
  return `${cli.say(key, { what })}${hint}`;
}

/** Every command below a command, in the order of help. */
export function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((inner) => [inner, ...everyCommand(inner)]);
}
