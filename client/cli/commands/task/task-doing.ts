import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes, dataOf, takesData } from '../../given-data.ts';
import type { DataOptions } from '../../given-data.ts';
import type { DocumentOptions } from '../../given-document.ts';
import { documentGiven, documentIfAny, takesDocument } from '../../given-document.ts';
import { actOnTask, taskPath } from '../../tasks/server.ts';
import { UsageError } from '../../usage-error.ts';

interface Keyed {
  readonly key?: string;
}

interface Submitting extends Keyed, DocumentOptions {
  readonly occurrence?: string;
  readonly note?: string;
  readonly list?: string;
  readonly who?: string;
  readonly approvedBy?: string;
  readonly result?: string;
}

function percentGiven(percent: string | undefined, cli: Cli): number | null {
  if (percent === undefined) return null;
  const given = percent.trim() === '' ? NaN : Number(percent);
  if (Number.isNaN(given)) throw new UsageError(cli.tell('tasks.percent-wrong', { percent }));
  return given;
}

/** `homat task report|contribute|submit|act`. */
export function registerTaskDoing(task: Command, cli: Cli): void {
  const report = task
    .command('report <task> <words>')
    .description(cli.tell('tasks.cmd.report'))
    .option('--percent <percent>', cli.tell('tasks.option.percent'));
  changes(report, cli).action(
    async (number: string, words: string, { percent, key }: Keyed & { percent?: string }) => {
      const data = { percent: percentGiven(percent, cli), words };
      return actOnTask(cli, number, { kind: 'report-progress', data }, key);
    },
  );
  const contribute = task
    .command('contribute <task> <words>')
    .description(cli.tell('tasks.cmd.contribute'));
  changes(takesDocument(contribute, cli), cli).action(
    async (number: string, words: string, options: Keyed & DocumentOptions) => {
      const { key } = options;
      const document = await documentIfAny(cli, taskPath(number), options);
      return actOnTask(cli, number, { kind: 'make-contribution', data: { document, words } }, key);
    },
  );
  const submit = task
    .command('submit <task>')
    .description(cli.tell('tasks.cmd.submit'))
    .option('--occurrence <occurrence>', cli.tell('tasks.option.occurrence'))
    .option('--note <note>', cli.tell('tasks.option.note'))
    .option('--list <result>', cli.tell('tasks.option.list'))
    .option('--who <who>', cli.tell('tasks.option.who'))
    .option('--approved-by <who>', cli.tell('tasks.option.approved-by'))
    .option('--result <result>', cli.tell('tasks.option.result'));
  changes(takesDocument(submit, cli), cli).action(async (number: string, options: Submitting) => {
    const { occurrence = null, note = '', list = null, key } = options;
    const document = await documentGiven(cli, taskPath(number), options);
    const data = { occurrence, document, note, exchange: exchangeOf(options), list };
    return actOnTask(cli, number, { kind: 'submit-product', data }, key);
  });
  const act = task.command('act <task> <kind>').description(cli.tell('tasks.cmd.act'));
  changes(takesData(act, cli), cli).action(
    async (number: string, kind: string, options: DataOptions & Keyed) =>
      actOnTask(cli, number, { kind, data: dataOf(options, cli) }, options.key),
  );
}

function exchangeOf({ who, approvedBy, result }: Submitting) {
  if (who === undefined && approvedBy === undefined && result === undefined) return null;
  return { who: who ?? '', approvedBy: approvedBy ?? '', result: result ?? '' };
}
