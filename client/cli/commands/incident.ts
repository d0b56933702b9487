import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Cli } from '../context.ts';
import { moment, table } from '../print.ts';
import { story } from '../story.ts';
import type { ClockLine, Story, TimelineLine } from '../story.ts';
import { clocksText, timelineText } from '../story.ts';

interface Listed {
  readonly number: string;
  readonly stage: string;
  readonly kind: string;
  readonly level: string;
  readonly handling: string | null;
  readonly nextDue: string | null;
}

/** `homat incident report|list|show|timeline|clocks|document` and `homat receipt show`. */
export function registerIncidentCommands(program: Command, cli: Cli): void {
  const incident = program.command('incident').description(cli.say('incident'));
  incident
    .command('report <file>')
    .description(cli.say('incident-report'))
    .option('--key <key>', cli.say('option-key'))
    .action(async (file: string, options: { key?: string }) => {
      const report: unknown = parse(readFileSync(file, 'utf8'));
      const answer = await cli.server().send('POST', '/api/v1/incidents', report, options.key);
      const receipt = answer.body as { number: string; receivedAt: string; next: string[] };
      cli.print(receipt, () =>
        [
          cli.say('reported', { number: receipt.number, at: moment(receipt.receivedAt) }),
          ...receipt.next.map((key) => `• ${cli.word('receipt', key)}`),
        ].join('\n'),
      );
    });
  incident
    .command('list')
    .description(cli.say('incident-list'))
    .option('--stage <stage>')
    .option('--kind <kind>')
    .option('--level <level>')
    .option('--search <words>')
    .option('--sort <order>', 'time-left | -reported')
    .option('--page <page>')
    .option('--size <size>')
    .action(async (options: Record<string, string>) => {
      const { stage, kind, level, search, sort, page, size } = options;
      const query = { stage, kind, level, search, sort, page, size };
      const list = (await cli.server().get('/api/v1/incidents', query)) as {
        items: Listed[];
        total: number;
      };
      cli.print(list, () => {
        const heads = ['number', 'kind', 'level', 'stage', 'office', 'next'] as const;
        const rows = list.items.map((c) => [
          c.number,
          cli.word('kind', c.kind),
          cli.word('level', c.level),
          cli.word('stage', c.stage),
          c.handling ?? '',
          moment(c.nextDue),
        ]);
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          rows,
        );
        return `${text}\n${cli.say('total', { count: list.total })}`;
      });
    });
  incident
    .command('show <number>')
    .description(cli.say('incident-show'))
    .action(async (number: string) => {
      const server = cli.server();
      const path = `/api/v1/incidents/${number}`;
      const view = (await server.get(path)) as Story;
      const timeline = (await server.get(`${path}/timeline`, { lang: cli.language })) as {
        items: TimelineLine[];
      };
      cli.print({ ...view, timeline: timeline.items }, () => story(cli, view, timeline.items));
    });
  incident
    .command('timeline <number>')
    .description(cli.say('incident-timeline'))
    .action(async (number: string) => {
      const path = `/api/v1/incidents/${number}/timeline`;
      const { items } = (await cli.server().get(path, { lang: cli.language })) as {
        items: TimelineLine[];
      };
      cli.print(items, () => timelineText(items));
    });
  incident
    .command('clocks <number>')
    .description(cli.say('incident-clocks'))
    .action(async (number: string) => {
      const path = `/api/v1/incidents/${number}/clocks`;
      const { items } = (await cli.server().get(path, { lang: cli.language })) as {
        items: ClockLine[];
      };
      cli.print(items, () => clocksText(cli, items));
    });
  incident
    .command('document <number> <file>')
    .description(cli.say('incident-document'))
    .requiredOption('--title <title>')
    .requiredOption('--place <place>')
    .option('--kind <kind>', 'minutes | evidence | report | decision | letter', 'minutes')
    .action(async (number: string, file: string, options: Record<string, string>) => {
      const { title = '', place = '', kind = '' } = options;
      const query = new URLSearchParams({ title, place, kind }).toString();
      const server = cli.server();
      const path = `/api/v1/incidents/${number}/files?${query}`;
      const { body } = await server.upload(path, readFileSync(file));
      cli.print(body, () => cli.say('document-kept', { file }));
    });
  program
    .command('receipt <number>')
    .description(cli.say('receipt'))
    .action(async (number: string) => {
      const receipt = (await cli.server().get(`/api/v1/receipts/${number}`)) as {
        number: string;
        stage: string | null;
        words: string;
      };
      const stage = receipt.stage === null ? '' : cli.word('stage', receipt.stage);
      cli.print(receipt, () => `${receipt.number}  ${stage}\n${receipt.words}`);
    });
}
