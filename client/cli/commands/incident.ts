import type { Command } from 'commander';
import type { Cli, Names } from '../context.ts';
import { changes, readYaml } from '../given-data.ts';
import { moment, dueMoment, table } from '../print.ts';
import type { Letter } from '../story/letters.ts';
import { story } from '../story/story.ts';
import type { ClockTold, Story, TimelineLine } from '../story/seen.ts';
import { tellTimeline } from '../story/timeline.ts';
import { clocksText } from '../story/told.ts';

interface Listed {
  readonly number: string;
  readonly stage: string;
  readonly ending: string | null;
  readonly kind: string | null;
  readonly level: string | null;
  readonly handling: string | null;
  readonly nextDue: string | null;
  readonly scope: string;
}

interface Listing<T> {
  readonly items: readonly T[];
  readonly names: Names;
}

/** `homat incident report|list|show|timeline|clocks`. */
export function registerIncidentCommands(program: Command, cli: Cli): Command {
  const incident = program.command('incident').description(cli.say('incident'));
  const report = incident.command('report <file>').description(cli.say('incident-report'));
  changes(report, cli).action(async (file: string, { key }: { key?: string }) => {
    const answer = await cli.server().send('POST', '/api/v1/incidents', readYaml(file, cli), key);
    const receipt = answer.body as { number: string; receivedAt: string; next: string[] };
    cli.print(receipt, () =>
      [
        cli.say('reported', { number: receipt.number, at: moment(receipt.receivedAt) }),
        ...receipt.next.map((next) => `• ${cli.word('receipt', next)}`),
      ].join('\n'),
    );
  });
  registerList(incident, cli);
  incident
    .command('show <number>')
    .description(cli.say('incident-show'))
    .action(async (number: string) => show(cli, number));
  incident
    .command('timeline <number>')
    .description(cli.say('incident-timeline'))
    .action(async (number: string) => tellTimeline(cli, timelinePath(number)));
  incident
    .command('clocks <number>')
    .description(cli.say('incident-clocks'))
    .action(async (number: string) => {
      const { items, names } = await clocksOf(cli, number);
      const now = await nowThere(cli);
      cli.print(items, () => clocksText(cli, items, { now, names }));
    });
  return incident;
}

function registerList(incident: Command, cli: Cli): void {
  incident
    .command('list')
    .description(cli.say('incident-list'))
    .option('--stage <stage>', cli.say('filter-stage'))
    .option('--kind <kind>', cli.say('filter-kind'))
    .option('--level <level>', cli.say('filter-level'))
    .option('--office <office>', cli.say('filter-office'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--sort <order>', cli.say('sort-cases'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async (options: Record<string, string>) => {
      const { stage, kind, level, office, search, sort, page, size } = options;
      const query = { stage, kind, level, office, search, sort, page, size };
      const list = (await cli.server().get('/api/v1/incidents', query)) as {
        items: Listed[];
        total: number;
        names: Names;
      };
      cli.print(list, () => {
        const heads = ['number', 'kind', 'level', 'stage', 'handling', 'next'] as const;
        const rows = list.items.map((c) => [
          c.number,
          cli.word('kind', c.kind),
          cli.word('level', c.level),
          [cli.word('stage', c.stage), cli.word('ending', c.ending)].filter(Boolean).join(', '),
          cli.office(list.names, c.handling),
          dueMoment(c.nextDue),
        ]);
        const text = table(
          heads.map((h) => cli.say(`head-${h}`)),
          rows,
        );
        return `${text}\n${cli.say('total', { count: list.total })}`;
      });
    });
}

/** The whole story: what the case is, what happened, what runs, and whom letters told. */
async function show(cli: Cli, number: string): Promise<void> {
  const server = cli.server();
  const path = `/api/v1/incidents/${number}`;
  const view = (await server.get(path)) as Story;
  // One after the other: each is kept as read, and marks letters as seen.
  const lines = await server.get(timelinePath(number), { lang: cli.language });
  const timeline = lines as Listing<TimelineLine>;
  const clocks = await clocksOf(cli, number);
  const letters = (await server.get(`${path}/letters`)) as Listing<Letter>;
  const now = await nowThere(cli);
  const whole = { ...view, timeline: timeline.items, letters: letters.items };
  cli.print(whole, () => story(cli, { view, timeline, clocks, letters, now }));
}

function timelinePath(number: string): string {
  return `/api/v1/incidents/${number}/timeline`;
}

async function clocksOf(cli: Cli, number: string): Promise<Listing<ClockTold>> {
  const path = `/api/v1/incidents/${number}/clocks`;
  return (await cli.server().get(path, { lang: cli.language })) as Listing<ClockTold>;
}

/** What time it is where the case is: in a drill, another than here. */
async function nowThere(cli: Cli): Promise<string> {
  return ((await cli.server().get('/api/v1/drill')) as { now: string }).now;
}
