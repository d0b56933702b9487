import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import type { DocumentOptions } from '../../given-document.ts';
import { documentGiven, takesDocument } from '../../given-document.ts';
import { actOnTask, taskPath } from '../../tasks/server.ts';

interface Keyed {
  readonly key?: string;
}

interface Registering extends Keyed, DocumentOptions {
  readonly subject: string;
  readonly number: string;
  readonly date: string;
  readonly covers: string;
  readonly reviewOn: string;
}

interface Reviewing extends Keyed {
  readonly reviewOn?: string;
  readonly reason: string;
}

interface Lettered extends Keyed {
  readonly number: string;
  readonly date: string;
}

interface ListLettered extends Lettered {
  readonly occurrence?: string;
}

/** `homat task register-decision|review-decision|draft|opinion|issue|forward-list|appraisal`. */
export function registerTaskRegistering(task: Command, cli: Cli): void {
  registerDecisions(task, cli);
  registerRegulation(task, cli);
  const forward = lettered(task.command('forward-list <task>'), cli)
    .description(cli.tell('tasks.cmd.forward-list'))
    .option('--occurrence <occurrence>', cli.tell('tasks.option.occurrence'));
  changes(forward, cli).action(async (of: string, options: ListLettered) => {
    const { occurrence = null, number, date, key } = options;
    return actOnTask(cli, of, { kind: 'forward-list', data: { occurrence, number, date } }, key);
  });
  const appraisal = lettered(task.command('appraisal <task> <result>'), cli)
    .description(cli.tell('tasks.cmd.appraisal'))
    .option('--occurrence <occurrence>', cli.tell('tasks.option.occurrence'))
    .option('--words <words>', cli.tell('tasks.option.words'));
  changes(appraisal, cli).action(
    async (of: string, result: string, options: ListLettered & { words?: string }) => {
      const { occurrence = null, number, date, words = '', key } = options;
      const data = { occurrence, number, date, result, words };
      return actOnTask(cli, of, { kind: 'record-appraisal', data }, key);
    },
  );
}

function lettered(command: Command, cli: Cli): Command {
  return command
    .requiredOption('--number <number>', cli.tell('tasks.option.number'))
    .requiredOption('--date <date>', cli.tell('tasks.option.date'));
}

function registerDecisions(task: Command, cli: Cli): void {
  const register = lettered(task.command('register-decision <task>'), cli)
    .description(cli.tell('tasks.cmd.register-decision'))
    .requiredOption('--subject <subject>', cli.tell('tasks.option.subject'))
    .requiredOption('--covers <words>', cli.tell('tasks.option.covers'))
    .requiredOption('--review-on <date>', cli.tell('tasks.option.review-on'));
  changes(takesDocument(register, cli), cli).action(async (of: string, options: Registering) => {
    const { subject, number, date, covers, reviewOn, key } = options;
    const document = await documentGiven(cli, taskPath(of), options);
    const data = { subject, number, date, covers, reviewOn, document };
    return actOnTask(cli, of, { kind: 'register-decision', data }, key);
  });
  const review = task
    .command('review-decision <task> <decision> <result>')
    .description(cli.tell('tasks.cmd.review-decision'))
    .option('--review-on <date>', cli.tell('tasks.option.review-on'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(review, cli).action(
    async (of: string, decision: string, result: string, options: Reviewing) => {
      const { reviewOn = null, reason, key } = options as ReviewingOrNot;
      const data = { decision, result, reviewOn, reason };
      return actOnTask(cli, of, { kind: 'review-decision', data }, key);
    },
  );
}

type ReviewingOrNot = Omit<Reviewing, 'reviewOn'> & { readonly reviewOn?: string | null };

function registerRegulation(task: Command, cli: Cli): void {
  const draft = task.command('draft <task>').description(cli.tell('tasks.cmd.draft'));
  changes(takesDocument(draft, cli), cli).action(
    async (of: string, options: Keyed & DocumentOptions) => {
      const data = { document: await documentGiven(cli, taskPath(of), options) };
      return actOnTask(cli, of, { kind: 'record-draft', data }, options.key);
    },
  );
  const opinion = task
    .command('opinion <task> <words>')
    .description(cli.tell('tasks.cmd.opinion'))
    .requiredOption('--from <body>', cli.tell('tasks.option.from'));
  changes(opinion, cli).action(
    async (of: string, text: string, { from, key }: Keyed & { from: string }) =>
      actOnTask(cli, of, { kind: 'record-opinion', data: { from, text } }, key),
  );
  const issue = lettered(task.command('issue <task>'), cli).description(
    cli.tell('tasks.cmd.issue'),
  );
  changes(takesDocument(issue, cli), cli).action(
    async (of: string, options: Lettered & DocumentOptions) => {
      const { number, date, key } = options;
      const data = { number, date, document: await documentGiven(cli, taskPath(of), options) };
      return actOnTask(cli, of, { kind: 'issue-regulation', data }, key);
    },
  );
}
