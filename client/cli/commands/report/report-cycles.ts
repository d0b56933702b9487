import type { Command } from 'commander';
import type { Text } from '../../../../domain/text.ts';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import { date, moment, table } from '../../print.ts';
import { arrivalText, belowText } from '../../reports/arrivals.ts';
import { overviewText, urgentText } from '../../reports/overview.ts';
import type { CountsSeen } from '../../reports/seen.ts';
import { cyclePath, cycleSeen, reportSeen } from '../../reports/server.ts';
import { UsageError } from '../../usage-error.ts';
import { showAnswer } from '../act.ts';

interface Regime {
  readonly id: string;
  readonly name: Text;
  readonly citation: string;
  readonly certainty: string;
  readonly year: number;
  readonly figures: { readonly from: string; readonly to: string };
  readonly submitFrom: string;
  readonly collector: { readonly due: string | null };
  readonly addressees: readonly { readonly due: string; readonly belowDue: string | null }[];
  readonly nextOpening: string | null;
}

interface ListedCycle {
  readonly number: string;
  readonly regime: string;
  readonly year: number;
  readonly stage: string;
  readonly ending: string | null;
  readonly openedAt: string | null;
  readonly counts: CountsSeen;
}

interface OpenOptions {
  readonly regime: string;
  readonly year: string;
  readonly drill?: true;
  readonly only?: readonly string[];
  readonly until?: string;
  readonly reason: string;
  readonly key?: string;
}

/** `homat report regimes|open|cycle|cancel|status`. */
export function registerReportCycles(report: Command, cli: Cli): void {
  report
    .command('regimes')
    .description(cli.tell('year.report-regimes'))
    .action(async () => regimes(cli));
  const open = report
    .command('open')
    .description(cli.tell('year.report-open'))
    .requiredOption('--regime <regime>', cli.tell('year.option-regime'))
    .requiredOption('--year <year>', cli.say('option-year'))
    .option('--drill', cli.tell('year.option-drill'))
    .option('--only <office...>', cli.tell('year.option-only'))
    .option('--until <date>', cli.tell('year.option-own-day'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(open, cli).action(async (options: OpenOptions) => {
    const { regime, year, drill = false, only = null, until = null, reason, key } = options;
    if (!/^\d{4}$/.test(year)) throw new UsageError(cli.say('invalid-value', { what: year }));
    const asked = { regime, year: Number(year), drill, only, until, reason };
    const answer = await cli.server().send('POST', '/api/v1/report-cycles', asked, key);
    const { number } = answer.body as { number: string };
    cli.print(answer.body, () => cli.paint('good', cli.tell('year.opened', { number })));
  });
  report
    .command('cycle [cycle]')
    .description(cli.tell('year.report-cycle'))
    .option('--regime <regime>', cli.tell('year.option-regime'))
    .option('--year <year>', cli.say('option-year'))
    .action(async (cycle: string | undefined, query: { regime?: string; year?: string }) => {
      if (cycle === undefined) return cycles(cli, query);
      const seen = await cycleSeen(cli, cycle);
      return cli.print(seen, () => overviewText(cli, seen));
    });
  const cancel = report
    .command('cancel <cycle>')
    .description(cli.tell('year.report-cancel'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(cancel, cli).action(
    async (cycle: string, { reason, key }: { reason: string; key?: string }) => {
      const act = { kind: 'cancel-cycle', data: { reason } };
      showAnswer(cli, await cli.server().send('POST', `${cyclePath(cycle)}/acts`, act, key));
    },
  );
  report
    .command('status <report-or-cycle>')
    .description(cli.tell('year.report-status'))
    .action(async (number: string) => status(cli, number));
}

async function regimes(cli: Cli): Promise<void> {
  const list = (await cli.server().get('/api/v1/report-regimes')) as {
    items: Regime[];
  };
  cli.print(list.items, () =>
    table(
      [
        cli.say('head-id'),
        cli.say('head-name'),
        cli.tell('year.head-cycle'),
        cli.tell('year.head-figures'),
        cli.tell('year.head-submit-from'),
        cli.say('head-due'),
        cli.tell('year.head-next-opening'),
        cli.say('head-certainty'),
        cli.say('head-citation'),
      ],
      list.items.map((one) => [
        one.id,
        one.name[cli.language],
        one.year,
        `${date(one.figures.from)} – ${date(one.figures.to)}`,
        date(one.submitFrom),
        cutOffs(one).map(date).join(', '),
        date(one.nextOpening),
        cli.word('certainty', one.certainty),
        one.citation,
      ]),
    ),
  );
}

/** The cut-offs of the levels, the lowest first; then the collector's own where it has one. */
function cutOffs({ addressees, collector }: Regime): readonly string[] {
  const days = [...addressees.flatMap(({ due, belowDue }) => [due, belowDue]), collector.due];
  return [...new Set(days.filter((day) => day !== null))].sort();
}

async function cycles(
  cli: Cli,
  query: { readonly regime?: string; readonly year?: string },
): Promise<void> {
  const list = (await cli.server().get('/api/v1/report-cycles', { ...query })) as {
    items: ListedCycle[];
  };
  cli.print(list.items, () =>
    table(
      [
        cli.say('head-number'),
        cli.tell('year.head-regime'),
        cli.say('head-stage'),
        cli.tell('year.head-opens'),
        cli.tell('year.head-reports'),
        cli.tell('year.head-accepted'),
        cli.tell('year.head-missing'),
      ],
      list.items.map(({ number, regime, stage, ending, openedAt, counts }) => [
        number,
        cli.word('regime', regime),
        [cli.word('stage', stage), cli.word('ending', ending)].filter(Boolean).join(', '),
        moment(openedAt),
        counts.reports,
        counts.accepted,
        counts.arrivals['not-received'],
      ]),
    ),
  );
}

/** Of a year by branch; of a report, what it collects. A report has a point in its number. */
async function status(cli: Cli, number: string): Promise<void> {
  if (!number.includes('.')) {
    const cycle = await cycleSeen(cli, number);
    return cli.print(cycle, () => `${overviewText(cli, cycle)}\n\n${urgentText(cli, cycle)}`);
  }
  const report = await reportSeen(cli, number);
  const { addressees, names, stage, ending, arrival } = report;
  return cli.print({ number, stage, ending, arrival, addressees }, () => {
    const standing = [
      cli.word('stage', stage),
      cli.word('ending', ending),
      arrivalText(cli, arrival),
    ].filter((word) => word !== '');
    const below = belowText(cli, addressees, names);
    return [`${number}  ${standing.join(', ')}`, below].filter((text) => text !== '').join('\n');
  });
}
