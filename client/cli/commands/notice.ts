import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { moment, table } from '../print.ts';

interface ListedNotice {
  readonly id: string;
  readonly number: string | null;
  readonly kind: string;
  readonly state: string;
  readonly address: string | null;
  readonly sentAt: string | null;
  readonly seenAt: string | null;
}

interface ListedLetter {
  readonly id: string;
  readonly receivedAt?: string;
  readonly to: readonly string[] | string;
  readonly subject: string;
}

/** `homat notice list|seen|resend` and `homat mail list|show` (the sink). */
export function registerNoticeCommands(program: Command, cli: Cli): void {
  const notice = program.command('notice').description(cli.say('notice'));
  notice
    .command('list')
    .description(cli.say('notice-list'))
    .option('--state <state>')
    .option('--mine')
    .option('--page <page>')
    .action(async ({ state, mine, page }: { state?: string; mine?: boolean; page?: string }) => {
      const query = { state, page, ...(mine === true ? { mine: 'true' } : {}) };
      const list = (await cli.server().get('/api/v1/notices', query)) as { items: ListedNotice[] };
      cli.print(list, () =>
        table(
          [cli.say('head-number'), cli.say('head-kind'), cli.say('head-state')].concat(
            cli.say('head-to'),
            cli.say('head-sent'),
            cli.say('head-seen'),
            'id',
          ),
          list.items.map((n) => [
            n.number ?? '',
            n.kind,
            n.state,
            n.address ?? '',
            moment(n.sentAt),
            moment(n.seenAt),
            n.id,
          ]),
        ),
      );
    });
  for (const act of ['seen', 'resend'] as const) {
    notice
      .command(`${act} <id>`)
      .description(cli.say(`notice-${act}`))
      .action(async (id: string) => {
        const { body } = await cli.server().send('POST', `/api/v1/notices/${id}/${act}`, {});
        cli.print(body, () => '✓');
      });
  }
  program
    .command('engine')
    .description(cli.say('engine'))
    .command('rebuild')
    .description(cli.say('engine-rebuild'))
    .action(async () => {
      const { body } = await cli.server().send('POST', '/api/v1/engine/rebuild', {});
      const { cases } = body as { cases: number };
      cli.print(body, () => cli.say('engine-rebuilt', { cases }));
    });
  const mail = program.command('mail').description(cli.say('mail'));
  mail
    .command('list')
    .description(cli.say('mail-list'))
    .option('--page <page>')
    .option('--size <size>')
    .action(async ({ page, size }: { page?: string; size?: string }) => {
      const list = (await cli.server().get('/api/v1/mail', { page, size })) as {
        items: ListedLetter[];
      };
      cli.print(list, () =>
        table(
          [cli.say('head-received'), cli.say('head-to'), cli.say('head-subject'), 'id'],
          list.items.map((l) => [moment(l.receivedAt), String(l.to), l.subject, l.id]),
        ),
      );
    });
  mail
    .command('show <id>')
    .description(cli.say('mail-show'))
    .action(async (id: string) => {
      const letter = (await cli.server().get(`/api/v1/mail/${id}`)) as ListedLetter & {
        text: string;
      };
      cli.print(letter, () => `${String(letter.to)}\n${letter.subject}\n\n${letter.text}`);
    });
}
