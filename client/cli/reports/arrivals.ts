import type { Cli, Names } from '../context.ts';
import { table } from '../print.ts';
import type { ReportBelowSeen } from './seen.ts';

/** How a report came in, or that it is awaited; late and missing stand out. */
export function arrivalText(cli: Cli, arrival: string | null): string {
  if (arrival === null) return cli.tell('year.awaited');
  const text = cli.word('arrival', arrival);
  return arrival === 'late' || arrival === 'not-received' ? cli.paint('late', text) : text;
}

/** The reports that a report collects, in order. */
export function belowText(cli: Cli, below: readonly ReportBelowSeen[], names: Names): string {
  if (below.length === 0) return '';
  return table(
    [
      cli.say('head-office'),
      cli.say('head-number'),
      cli.say('head-stage'),
      cli.tell('year.head-arrival'),
    ],
    below.map(({ office, number, stage, arrival, nil }) => [
      cli.office(names, office),
      number,
      cli.word('stage', stage),
      [arrivalText(cli, arrival), nil ? cli.word('arrival', 'nil') : ''].filter(Boolean).join(', '),
    ]),
  );
}
