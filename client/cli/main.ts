// The command line `homat`.
import { Command, CommanderError } from 'commander';
import { join } from 'node:path';
import { translate } from '../../locales/index.ts';
import { registerClockCommand } from './clock-derive.ts';
import { registerActCommands } from './commands/act.ts';
import { registerAdminCommands } from './commands/admin.ts';
import { registerIncidentCommands } from './commands/incident.ts';
import { registerNoticeCommands } from './commands/notice.ts';
import { registerOfficeCommands } from './commands/office.ts';
import { registerRuleCommands } from './commands/rules.ts';
import { registerScenarioCommands } from './commands/scenario.ts';
import { registerSessionCommands } from './commands/session.ts';
import type { Cli } from './context.ts';
import { createCli, languageOf } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { Refused, Unreachable } from './http.ts';
import { registerLogCommands } from './log.ts';
import { NowhereRunning, dataFolder } from './places.ts';

const argv = process.argv.slice(2);
const cli = createCli({ language: languageOf(argv), json: argv.includes('--json') });

try {
  await program(cli).parseAsync(argv, { from: 'user' });
} catch (error) {
  process.exitCode = explain(error, cli);
}

/** Every command; help is in the language of the caller. */
export function program(context: Cli): Command {
  const root = new Command('homat')
    .description(context.say('about'))
    .option('--lang <language>', context.say('option-lang'))
    .option('--json', context.say('option-json'))
    .helpOption('-h, --help', context.say('option-help'))
    .helpCommand(false)
    .exitOverride();
  root.configureOutput({ writeErr: (text) => process.stderr.write(text) });
  registerSessionCommands(root, context);
  registerIncidentCommands(root, context);
  registerActCommands(root, context);
  registerNoticeCommands(root, context);
  registerOfficeCommands(root, context);
  registerRuleCommands(root, context);
  registerScenarioCommands(root, context);
  registerAdminCommands(root, context);
  registerClockCommand(root);
  registerLogCommands(root, {
    databaseUrl: () => process.env['DATABASE_URL'],
    keyFile: () => join(dataFolder(), 'keys', 'log.pub'),
  });
  everyCommand(root, (command) => {
    // Globals may stand after the command as well, where people put them.
    const has = (flag: string) => command.options.some((option) => option.long === flag);
    if (!has('--lang')) command.option('--lang <language>', context.say('option-lang'));
    if (!has('--json')) command.option('--json', context.say('option-json'));
    command.exitOverride();
  });
  return root;
}

function everyCommand(command: Command, visit: (command: Command) => void): void {
  for (const inner of command.commands) {
    visit(inner);
    everyCommand(inner, visit);
  }
}

function explain(error: unknown, { language, say, json }: Cli): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  if (error instanceof Refused) {
    const { code, params, status } = error;
    if (json) console.log(JSON.stringify({ code, params, status, title: error.message }));
    else console.error(`✗ ${error.message} (${code})`);
    return status === 401 ? EXIT.notSignedIn : EXIT.refused;
  }
  if (error instanceof Unreachable) {
    console.error(say('unreachable', { url: error.message }));
    return EXIT.unreachable;
  }
  if (error instanceof NowhereRunning) {
    console.error(say('nowhere', { folder: error.message }));
    return EXIT.unreachable;
  }
  const what = error instanceof Error ? error.message : String(error);
  console.error(translate(language, 'cli.failed', { what }));
  return EXIT.usage;
}
