import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { moment, pairs, table } from '../print.ts';

interface ListedLetter {
  readonly id: string;
  readonly messageId: string;
  readonly receivedAt: string;
  readonly to: readonly string[];
  readonly from: string | null;
  readonly subject: string;
}

/** `homat mail list|show`: the letters that the sink inside has taken. */
export function registerMailCommands(program: Command, cli: Cli): void {
  const mail = program.command('mail').description(cli.say('mail'));
  mail
    .command('list')
    .description(cli.say('mail-list'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async ({ page, size }: { page?: string; size?: string }) => {
      const list = (await cli.server().get('/api/v1/mail', { page, size })) as {
        items: ListedLetter[];
        total: number;
      };
      cli.print(list, () => {
        const heads = ['received', 'to', 'subject', 'id'] as const;
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          list.items.map((l) => [moment(l.receivedAt), l.to.join(', '), l.subject, l.id]),
        );
        return `${text}\n${cli.say('total', { count: list.total })}`;
      });
    });
  mail
    .command('show <id>')
    .description(cli.say('mail-show'))
    .action(async (id: string) => {
      const letter = (await cli.server().get(`/api/v1/mail/${id}`)) as ListedLetter & {
        text: string;
      };
      cli.print(letter, () => {
        const head = pairs([
          [cli.say('head-from'), letter.from],
          [cli.say('head-to'), letter.to.join(', ')],
          [cli.say('head-received'), moment(letter.receivedAt)],
          ['Message-ID', letter.messageId],
          [cli.say('head-subject'), letter.subject],
        ]);
        return `${head}\n\n${letter.text}`;
      });
    });
}
