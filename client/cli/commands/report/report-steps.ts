import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import { actOnReport } from '../../reports/server.ts';
import { UsageError } from '../../usage-error.ts';

interface Paper {
  readonly number: string;
  readonly on: string;
  readonly amount?: string;
  readonly key?: string;
}

/** `homat report council|advise`: the papers that a form asks for besides. */
export function registerReportSteps(report: Command, cli: Cli): void {
  const council = paper(report.command('council <report>'), cli)
    .description(cli.tell('year.report-council'))
    .requiredOption('--step <step>', cli.tell('year.option-step'));
  changes(council, cli).action(
    async (name: string, { step, key, ...rest }: Paper & { readonly step: string }) => {
      const data = { step, ...paperOf(cli, rest) };
      return actOnReport(cli, name, { kind: 'record-council', data }, key);
    },
  );
  const advise = paper(report.command('advise <report> <text>'), cli).description(
    cli.tell('year.report-advise'),
  );
  changes(advise, cli).action(async (name: string, text: string, { key, ...rest }: Paper) => {
    const data = { text, ...paperOf(cli, rest) };
    return actOnReport(cli, name, { kind: 'give-advice', data }, key);
  });
}

function paper(command: Command, cli: Cli): Command {
  return command
    .requiredOption('--number <number>', cli.tell('year.option-number'))
    .requiredOption('--on <date>', cli.tell('year.option-on'))
    .option('--amount <amount>', cli.tell('year.option-amount'));
}

/** The amount as people write it: `120.000.000` is what `120000000` is. */
function paperOf(cli: Cli, { number, on, amount }: Omit<Paper, 'key'>) {
  if (amount === undefined) return { number, on, amount: null };
  if (!/^\d{1,3}(\.\d{3})*$|^\d+$/.test(amount)) {
    throw new UsageError(cli.say('invalid-value', { what: amount }));
  }
  return { number, on, amount: Number(amount.replaceAll('.', '')) };
}
