import type { Cli } from '../context.ts';
import { titled } from '../listing.ts';
import { date, indented, moment, pairs, table } from '../print.ts';
import { dueLine } from '../story/told.ts';
import { arrivalText, belowText } from './arrivals.ts';
import { personIn } from './names.ts';
import { partText } from './part-text.ts';
import { paperLines } from './paper-lines.ts';
import type { ReportSeen } from './seen.ts';

/** A whole report, for somebody who has to fill it in, sign it or look at it. */
export function reportText(cli: Cli, report: ReportSeen, now: string): string {
  const { form, submission, returns, addressees, acts } = report;
  const isNil = report.draftChecksum === null && submission?.filling.nil === true;
  const parts: readonly (readonly [string, string])[] = [
    [headline(cli, report), header(cli, report)],
    ...(isNil
      ? [[cli.tell('year.part-signed'), cli.tell('year.nil')] as const]
      : form.parts.map(
          (part) => [`${part.number}. ${part.name}`, partText(cli, report, part)] as const,
        )),
    [cli.tell('year.part-differences'), differences(cli, report)],
    [cli.tell('year.part-wrong'), listed(report.faults.map(({ text }) => text))],
    [cli.tell('year.part-returns'), returns.map((one) => returned(cli, report, one)).join('\n')],
    [cli.tell('year.part-addressees'), belowText(cli, addressees, report.names)],
    [cli.say('part-clocks'), running(cli, report, now)],
    [cli.say('part-acts'), listed(acts.map((act) => `${act}: ${cli.word('act', act)}`))],
  ];
  return titled(cli, parts);
}

function headline(cli: Cli, { number, drill, stage, ending }: ReportSeen): string {
  const mark = drill ? ` [${cli.say('drill')}]` : '';
  const end = ending === null ? '' : `: ${cli.word('ending', ending)}`;
  return `${number}${mark}  ${cli.word('stage', stage)}${end}`;
}

function header(cli: Cli, report: ReportSeen): string {
  const { names, dates, collector, late, opinion, consolidated, submission } = report;
  const office = (id: string): string => cli.office(names, id);
  return pairs([
    [
      cli.tell('year.head-regime'),
      `${cli.word('regime', report.cycle.regime)}, ${report.cycle.year}`,
    ],
    [cli.say('head-office'), office(report.office)],
    [
      cli.tell('year.head-drafting'),
      report.drafting === report.office ? null : office(report.drafting),
    ],
    [cli.tell('year.head-predecessors'), report.predecessors.map(office).join('; ')],
    [cli.tell('year.head-collector'), collector === null ? null : office(collector.office)],
    [cli.tell('year.head-form'), `${report.form.name} (${report.form.id} ${report.form.version})`],
    [cli.tell('year.head-figures'), `${date(dates.from)} – ${date(dates.to)}`],
    [cli.tell('year.head-submit-from'), moment(dates.submitFrom)],
    [cli.say('head-due'), `24:00 ${date(dates.dueDate)}`],
    [
      cli.tell('year.head-arrival'),
      report.arrival === null ? null : arrivalText(cli, report.arrival),
    ],
    [cli.tell('year.head-late-asked'), late === null ? null : lateText(cli, late)],
    [
      cli.tell('year.head-consolidated'),
      consolidated === null
        ? null
        : cli.tell('year.consolidated-from', {
            received: consolidated.received.length,
            missing: consolidated.notReceived.length,
            mismatches: consolidated.mismatches,
            at: moment(consolidated.at),
          }),
    ],
    [
      cli.tell('year.head-opinion'),
      opinion === null
        ? null
        : `${personIn(names, opinion.by)}, ${moment(opinion.at)}: ${opinion.text}`,
    ],
    ...paperLines(cli, report),
    [
      cli.tell('year.head-submitted'),
      submission === null ? null : signedText(cli, report, submission),
    ],
    ...report.dispatches.map(({ number, channel, to, at }): [string, string] => [
      cli.tell('year.head-dispatched'),
      `${number}, ${cli.word('channel', channel)}, ${to}, ${moment(at)}`,
    ]),
    [cli.tell('year.head-draft-checksum'), report.draftChecksum],
  ]);
}

function lateText(cli: Cli, late: NonNullable<ReportSeen['late']>): string {
  const answer = cli.word('late-answer', late.answer);
  return [`${moment(late.until)}, ${answer}: ${late.reason}`, late.words ?? '']
    .filter(Boolean)
    .join(' — ');
}

function signedText(
  cli: Cli,
  { names }: ReportSeen,
  { revision, by, office, signedAs, at, checksum }: NonNullable<ReportSeen['submission']>,
): string {
  const who = `${personIn(names, by)}, ${cli.office(names, office)}`;
  const signed = cli.tell('year.revision', {
    revision,
    signedAs: cli.word('signed', signedAs),
    at: moment(at),
    checksum,
  });
  return `${who}; ${signed}`;
}

function running(cli: Cli, { clocks }: ReportSeen, now: string): string {
  return clocks
    .filter(({ status }) => status === 'running' || status === 'frozen')
    .map((clock) => `• ${clock.name}: ${dueLine(cli, clock, now)}`)
    .join('\n');
}

function differences(cli: Cli, { differences: all, form }: ReportSeen): string {
  if (all.length === 0) return '';
  const names = new Map(
    form.parts.flatMap((part) => part.figures.map(({ id, name }) => [id, name])),
  );
  const heads = ['head-figure', 'head-known', 'head-reported', 'head-explanation'] as const;
  return table(
    heads.map((head) => cli.tell(`year.${head}`)),
    all.map(({ figure, known, reported, explanation }) => [
      `${names.get(figure) ?? ''} (${figure})`,
      known,
      reported,
      explanation ?? cli.paint('late', cli.tell('year.head-unexplained')),
    ]),
  );
}

function returned(cli: Cli, { form }: ReportSeen, one: ReportSeen['returns'][number]): string {
  const reasons = one.reasons.map(({ part, reason }) => {
    const found = form.parts.find(({ id }) => id === part);
    const about = found === undefined ? cli.tell('year.whole-report') : found.number;
    return `${about}: ${reason}`;
  });
  return `${moment(one.at)}\n${indented(listed(reasons))}`;
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `• ${line}`).join('\n');
}
