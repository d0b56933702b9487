import { numberText } from '../../papers/words.ts';
import type { Cli } from '../context.ts';
import { date } from '../print.ts';
import type { PaperSeen, ReportSeen } from './seen.ts';

/** What its form asks for besides: the council's papers, the advice, and what is still missing. */
export function paperLines(
  cli: Cli,
  { councils, advices, missingSteps }: ReportSeen,
): readonly [string, string | null][] {
  return [
    ...councils.map((one): [string, string] => [
      cli.tell('year.head-council'),
      paperText(cli, one.step, one),
    ]),
    ...advices.map((one): [string, string] => [
      cli.tell('year.head-advice'),
      `${paperText(cli, 'advice', one)}: ${one.text}`,
    ]),
    [
      cli.tell('year.head-missing-steps'),
      missingSteps.length === 0 ? null : missingSteps.map((id) => cli.word('step', id)).join('; '),
    ],
  ];
}

function paperText(cli: Cli, step: string, { number, on, amount }: PaperSeen): string {
  return cli.tell('year.paper-of', {
    step: cli.word('step', step),
    number,
    on: date(on),
    amount: amount === null ? 'none' : numberText(amount, cli.language),
  });
}
