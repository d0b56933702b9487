import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { moment } from '../print.ts';

/** `homat receipt show NUMBER`, or without `show`: a reporter follows their own report. */
export function registerReceiptCommands(program: Command, cli: Cli): void {
  program
    .command('receipt')
    .description(cli.say('receipt'))
    .command('show <number>', { isDefault: true })
    .description(cli.say('receipt-show'))
    .action(async (number: string) => {
      const receipt = (await cli.server().get(`/api/v1/receipts/${number}`)) as {
        number: string;
        stage: string;
        receivedAt: string;
        words: string;
      };
      cli.print(receipt, () => {
        const title = `${receipt.number}  ${cli.word('stage', receipt.stage)}`;
        const { words } = receipt;
        return [
          cli.paint('heading', title),
          cli.say('received-at', { at: moment(receipt.receivedAt) }),
          words,
        ].join('\n');
      });
    });
}
