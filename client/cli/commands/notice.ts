import type { Command } from 'commander';
import type { Cli, Names } from '../context.ts';
import { changes } from '../given-data.ts';
import { moment, table } from '../print.ts';
import type { Letter } from '../story/letters.ts';
import { aboutText, receiverText } from '../story/letters.ts';

interface ListedNotice extends Letter {
  readonly number: string | null;
  readonly address: string | null;
  readonly words: string | null;
}

/** `homat notice list|seen|resend`. */
export function registerNoticeCommands(program: Command, cli: Cli): void {
  const notice = program.command('notice').description(cli.say('notice'));
  notice
    .command('list')
    .description(cli.say('notice-list'))
    .option('--state <state>', cli.say('filter-state'))
    .option('--mine', cli.say('filter-mine'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async (options: { state?: string; mine?: true; page?: string; size?: string }) => {
      const { state, mine, page, size } = options;
      const query = { state, page, size, ...(mine === true ? { mine: 'true' } : {}) };
      const list = (await cli.server().get('/api/v1/notices', query)) as {
        items: ListedNotice[];
        total: number;
        names: Names;
      };
      cli.print(list, () => {
        const heads = ['subject', 'to', 'state', 'sent', 'seen', 'server-words', 'id'] as const;
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          list.items.map((n) => [
            aboutText(cli, n, n.number),
            n.address ?? receiverText(cli, n, list.names),
            cli.word('notice-state', n.state),
            moment(n.sentAt),
            moment(n.seenAt),
            n.state === 'sent' ? '' : n.words,
            n.id,
          ]),
        );
        return `${text}\n${cli.say('total', { count: list.total })}`;
      });
    });
  for (const act of ['seen', 'resend'] as const) {
    const command = notice.command(`${act} <id>`).description(cli.say(`notice-${act}`));
    changes(command, cli).action(async (id: string, { key }: { key?: string }) => {
      const { body } = await cli.server().send('POST', `/api/v1/notices/${id}/${act}`, {}, key);
      cli.print(body, () => cli.say(`notice-${act}-done`));
    });
  }
}
