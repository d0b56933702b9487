import { Command, Option } from 'commander';
import { join } from 'node:path';
import { LANGUAGES } from '../../locales/index.ts';
import { registerClockCommand } from './clock-derive.ts';
import { registerActCommands } from './commands/act.ts';
import { registerAdminCommands } from './commands/admin.ts';
import { registerAuthorityCommands } from './commands/authority.ts';
import { registerCalendarCommands } from './commands/calendar.ts';
import { registerEngineCommands } from './commands/engine.ts';
import { registerDifficultyCommands } from './commands/difficulty/difficulty.ts';
import { registerExchangeCommands } from './commands/exchange.ts';
import { registerIncidentCommands } from './commands/incident.ts';
import { registerIncidentPartCommands } from './commands/incident-parts.ts';
import { registerMailCommands } from './commands/mail.ts';
import { registerNoticeCommands } from './commands/notice.ts';
import { registerOfficeCommands } from './commands/office.ts';
import { registerPersonCommands } from './commands/person.ts';
import { registerPlanCommands } from './commands/plan/plan.ts';
import { registerReceiptCommands } from './commands/receipt.ts';
import { registerReportCommands } from './commands/report/report.ts';
import { registerRuleCommands } from './commands/rules.ts';
import { registerScenarioCommands } from './commands/scenario.ts';
import { registerServeCommand } from './commands/serve.ts';
import { registerSessionCommands } from './commands/session.ts';
import { registerTaskCommands } from './commands/task/task.ts';
import type { Cli } from './context.ts';
import { registerLogCommands } from './log.ts';
import { dataFolder } from './places.ts';
import { everyCommand, helpIn } from './usage.ts';

/** Every command; help is in the language of the caller. */
export function createProgram(cli: Cli): Command {
  const root = new Command('homat')
    .description(cli.say('about'))
    .helpOption('-h, --help', cli.say('option-help'))
    .configureHelp(helpIn(cli))
    // What is wrong with a command line is said once, by whoever called us, in their language.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  registerSessionCommands(root, cli);
  const incident = registerIncidentCommands(root, cli);
  registerIncidentPartCommands(incident, cli);
  registerActCommands(root, incident, cli);
  registerReceiptCommands(root, cli);
  registerReportCommands(root, cli);
  registerNoticeCommands(root, cli);
  registerMailCommands(root, cli);
  registerOfficeCommands(root, cli);
  registerPersonCommands(root, cli);
  registerAuthorityCommands(root, cli);
  registerRuleCommands(root, cli);
  registerCalendarCommands(root, cli);
  registerExchangeCommands(root, cli);
  registerPlanCommands(root, cli);
  registerTaskCommands(root, cli);
  registerDifficultyCommands(root, cli);
  registerClockCommand(root);
  registerScenarioCommands(root, cli);
  registerLogCommands(root, {
    databaseUrl: () => process.env['DATABASE_URL'],
    keyFile: () => join(dataFolder(), 'keys', 'log.pub'),
  });
  registerAdminCommands(root, cli);
  registerEngineCommands(root, cli);
  registerServeCommand(root, cli);
  for (const command of [root, ...everyCommand(root)]) addGlobals(command, cli);
  return root;
}

/** The globals may stand after the command as well, where people put them. */
function addGlobals(command: Command, cli: Cli): void {
  command.helpCommand(false);
  const has = (flag: string): boolean => command.options.some((option) => option.long === flag);
  if (!has('--lang')) {
    command.addOption(new Option('--lang <language>', cli.say('option-lang')).choices(LANGUAGES));
  }
  if (!has('--json')) command.option('--json', cli.say('option-json'));
}
