import type { Command } from 'commander';
import type { Cli, Names } from '../../context.ts';
import type { ListOptions } from '../../listing.ts';
import { queryOf } from '../../listing.ts';
import { dueMoment, table } from '../../print.ts';
import { arrivalText } from '../../reports/arrivals.ts';
import { reportPath, reportSeen } from '../../reports/server.ts';
import { reportText } from '../../reports/show.ts';
import { tellTimeline } from '../../story/timeline.ts';

interface Listed {
  readonly number: string;
  readonly office: string;
  readonly stage: string;
  readonly ending: string | null;
  readonly arrival: string | null;
  readonly nil: boolean;
  readonly differences: number;
  readonly due: string | null;
}

/** `homat report list|show|timeline`. */
export function registerReportReading(report: Command, cli: Cli): void {
  report
    .command('list')
    .description(cli.tell('year.report-list'))
    .option('--cycle <cycle>', cli.tell('year.filter-cycle'))
    .option('--office <office>', cli.say('filter-office'))
    .option('--collector <office>', cli.tell('year.filter-collector'))
    .option('--stage <stage>', cli.tell('year.filter-stage'))
    .option('--arrival <arrival>', cli.tell('year.filter-arrival'))
    .option('--mine', cli.tell('year.filter-mine'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--sort <order>', cli.tell('year.sort'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async (options: ListOptions) => list(cli, options));
  report
    .command('show <report>')
    .description(cli.tell('year.report-show'))
    .action(async (number: string) => {
      const seen = await reportSeen(cli, number);
      const { now } = (await cli.server().get('/api/v1/drill')) as { now: string };
      cli.print(seen, () => reportText(cli, seen, now));
    });
  report
    .command('timeline <report>')
    .description(cli.tell('year.report-timeline'))
    .action(async (number: string) => tellTimeline(cli, `${reportPath(number)}/timeline`));
}

const FILTERS: readonly string[] =
  'cycle office collector stage arrival mine search sort page size'.split(' ');

async function list(cli: Cli, options: ListOptions): Promise<void> {
  const query = queryOf(FILTERS, options);
  const found = (await cli.server().get('/api/v1/reports', query)) as {
    items: Listed[];
    total: number;
    names: Names;
  };
  cli.print(found, () => {
    const text = table(
      [
        cli.say('head-number'),
        cli.say('head-office'),
        cli.say('head-stage'),
        cli.tell('year.head-arrival'),
        cli.tell('year.head-differences'),
        cli.say('head-due'),
      ],
      found.items.map((one) => [
        one.number,
        cli.office(found.names, one.office),
        [cli.word('stage', one.stage), cli.word('ending', one.ending)].filter(Boolean).join(', '),
        [arrivalText(cli, one.arrival), one.nil ? cli.word('arrival', 'nil') : '']
          .filter(Boolean)
          .join(', '),
        one.differences === 0 ? '' : one.differences,
        dueMoment(one.due),
      ]),
    );
    return `${text}\n${cli.say('total', { count: found.total })}`;
  });
}
