import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes, dataOf, takesData } from '../../given-data.ts';
import type { DataOptions } from '../../given-data.ts';
import { actOnReport, reportSeen } from '../../reports/server.ts';
import { tellSigning } from '../../signing.ts';
import { UsageError } from '../../usage-error.ts';

interface Keyed {
  readonly key?: string;
}

interface Reasoned extends Keyed {
  readonly reason: string;
}

interface Submitting extends Keyed {
  readonly checksum?: string;
  readonly nil?: true;
  readonly reason?: string;
}

interface Returning extends Keyed {
  readonly reason: readonly string[];
}

interface Answering extends Reasoned {
  readonly permit?: true;
  readonly refuse?: true;
  readonly until: string;
}

interface Dispatching extends Keyed {
  readonly number: string;
  readonly channel: string;
  readonly to: string;
}

/** `homat report submit|return|accept|opinion|supplement|assign|dispatch|act|late …`. */
export function registerReportActs(report: Command, cli: Cli): void {
  registerSigning(report, cli);
  registerReceiving(report, cli);
  registerLate(report, cli);
  const opinion = report
    .command('opinion <report> <text>')
    .description(cli.tell('year.report-opinion'));
  changes(opinion, cli).action(async (number: string, text: string, { key }: Keyed) =>
    actOnReport(cli, number, { kind: 'give-opinion', data: { text } }, key),
  );
  const assign = report
    .command('assign <report> <person>')
    .description(cli.tell('year.report-assign'));
  changes(assign, cli).action(async (number: string, person: string, { key }: Keyed) =>
    actOnReport(cli, number, { kind: 'assign-report', data: { person } }, key),
  );
  const act = report.command('act <report> <kind>').description(cli.tell('year.report-act'));
  changes(takesData(act, cli), cli).action(
    async (number: string, kind: string, options: DataOptions & Keyed) =>
      actOnReport(cli, number, { kind, data: dataOf(options, cli) }, options.key),
  );
}

/** What the head does, and what follows it. */
function registerSigning(report: Command, cli: Cli): void {
  const submit = report
    .command('submit <report>')
    .description(cli.tell('year.report-submit'))
    .option('--checksum <sha256>', cli.tell('year.option-checksum'))
    .option('--nil', cli.tell('year.option-nil'))
    .option('--reason <reason>', cli.say('option-reason'));
  changes(submit, cli).action(async (number: string, options: Submitting) => {
    const { checksum, nil, reason, key } = options;
    if (nil === true) {
      if (reason === undefined) throw new UsageError(cli.tell('year.reason-needed'));
      return actOnReport(cli, number, { kind: 'submit-nil', data: { reason } }, key);
    }
    const seen = await reportSeen(cli, number);
    // No draft is open: the server says so, and at which stage the report is.
    const data = { checksum: checksum ?? seen.draftChecksum ?? NOTHING };
    if (data.checksum === seen.draftChecksum) {
      tellSigning(cli, { words: [seen.number, seen.form.name], ...data });
    }
    return actOnReport(cli, number, { kind: 'submit-report', data }, key);
  });
  const supplement = report
    .command('supplement <report>')
    .description(cli.tell('year.report-supplement'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(supplement, cli).action(async (number: string, { reason, key }: Reasoned) =>
    actOnReport(cli, number, { kind: 'begin-supplement', data: { reason } }, key),
  );
  const dispatch = report
    .command('dispatch <report>')
    .description(cli.tell('year.report-dispatch'))
    .requiredOption('--number <number>', cli.tell('year.option-number'))
    .requiredOption('--channel <channel>', cli.tell('year.option-channel'))
    .requiredOption('--to <receiver>', cli.tell('year.option-to'));
  changes(dispatch, cli).action(async (report_: string, options: Dispatching) => {
    const { number, channel, to, key } = options;
    const data = { number, channel, to };
    return actOnReport(cli, report_, { kind: 'dispatch-report', data }, key);
  });
}

const NOTHING = '0'.repeat(64);

/** What who collects does with what came in. */
function registerReceiving(report: Command, cli: Cli): void {
  const giveBack = report
    .command('return <report>')
    .description(cli.tell('year.report-return'))
    .requiredOption('--reason <reason...>', cli.tell('year.option-why'));
  changes(giveBack, cli).action(async (number: string, { reason: given, key }: Returning) => {
    const { form } = await reportSeen(cli, number);
    const parts = new Set(form.parts.map(({ id }) => id));
    const reasons = given.map((text) => {
      const at = text.indexOf('=');
      const part = text.slice(0, Math.max(at, 0));
      return parts.has(part) ? { part, reason: text.slice(at + 1) } : { part: null, reason: text };
    });
    return actOnReport(cli, number, { kind: 'return-report', data: { reasons } }, key);
  });
  const accept = report
    .command('accept <report>')
    .description(cli.tell('year.report-accept'))
    .option('--checksum <sha256>', cli.tell('year.option-checksum'));
  changes(accept, cli).action(async (number: string, options: Submitting) => {
    const { checksum, key } = options;
    const { submission, form, ...report } = await reportSeen(cli, number);
    const read = checksum ?? submission?.checksum;
    if (read === undefined) throw new UsageError(cli.tell('year.nothing-submitted'));
    if (read === submission?.checksum) {
      const words = cli.tell('year.nth-time', { revision: submission.revision });
      tellSigning(cli, { words: [report.number, form.name, words], checksum: read });
    }
    return actOnReport(cli, number, { kind: 'accept-report', data: { checksum: read } }, key);
  });
}

/** Leave to report late. */
function registerLate(report: Command, cli: Cli): void {
  const late = report.command('late').description(cli.tell('year.report-late'));
  const ask = late
    .command('ask <report>')
    .description(cli.tell('year.report-late-ask'))
    .requiredOption('--until <instant>', cli.tell('year.option-until'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(ask, cli).action(async (number: string, { until, reason, key }: Answering) =>
    actOnReport(cli, number, { kind: 'ask-late', data: { until, reason } }, key),
  );
  const answer = late
    .command('answer <report>')
    .description(cli.tell('year.report-late-answer'))
    .option('--permit', cli.tell('year.option-permit'))
    .option('--refuse', cli.tell('year.option-refuse'))
    .requiredOption('--until <instant>', cli.tell('year.option-until'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(answer, cli).action(async (number: string, options: Answering) => {
    const { permit = false, refuse = false, until, reason, key } = options;
    if (permit === refuse) throw new UsageError(cli.tell('year.one-of'));
    const data = { permit, until, reason };
    return actOnReport(cli, number, { kind: 'answer-late', data }, key);
  });
}
