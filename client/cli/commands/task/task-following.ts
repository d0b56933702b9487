import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import type { DocumentOptions } from '../../given-document.ts';
import { documentGiven, documentIfAny, takesDocument } from '../../given-document.ts';
import { tellSigning } from '../../signing.ts';
import { newestSeen } from '../../tasks/seen.ts';
import { actOnTask, taskPath, waitingProduct } from '../../tasks/server.ts';

interface Keyed {
  readonly key?: string;
}

interface Judging extends Keyed {
  readonly occurrence?: string;
  readonly checksum?: string;
}

interface Extending extends Keyed {
  readonly until: string;
  readonly reason: string;
}

interface Inspecting extends Keyed, DocumentOptions {
  readonly on: string;
  readonly inspected: string;
  readonly findings: string;
}

interface Commending extends Keyed {
  readonly whom: string;
  readonly why: string;
}

interface HandingOver {
  readonly occurrence?: string;
  readonly proposal?: readonly string[];
  readonly notNeeded?: string;
}

/** `homat task return|approve|urge|extend|inspect|commend|hand-over`. */
export function registerTaskFollowing(task: Command, cli: Cli): void {
  registerJudging(task, cli);
  const urge = task.command('urge <task> <words>').description(cli.tell('tasks.cmd.urge'));
  changes(urge, cli).action(async (number: string, words: string, { key }: Keyed) =>
    actOnTask(cli, number, { kind: 'urge-task', data: { words } }, key),
  );
  const extend = task
    .command('extend <task> <clock>')
    .description(cli.tell('tasks.cmd.extend'))
    .requiredOption('--until <instant>', cli.tell('tasks.option.until'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(extend, cli).action(async (number: string, clock: string, options: Extending) => {
    const { until, reason, key } = options;
    return actOnTask(cli, number, { kind: 'extend-task', data: { clock, until, reason } }, key);
  });
  const inspect = task
    .command('inspect <task>')
    .description(cli.tell('tasks.cmd.inspect'))
    .requiredOption('--on <date>', cli.tell('tasks.option.date'))
    .requiredOption('--inspected <office>', cli.tell('tasks.option.inspected'))
    .requiredOption('--findings <words>', cli.tell('tasks.option.findings'));
  changes(takesDocument(inspect, cli), cli).action(async (number: string, options: Inspecting) => {
    const { on, inspected, findings, key } = options;
    const document = await documentIfAny(cli, taskPath(number), options);
    const data = { on, inspected, findings, document };
    return actOnTask(cli, number, { kind: 'record-inspection', data }, key);
  });
  const commend = task
    .command('commend <task>')
    .description(cli.tell('tasks.cmd.commend'))
    .requiredOption('--whom <whom>', cli.tell('tasks.option.whom'))
    .requiredOption('--why <reason>', cli.say('option-reason'));
  changes(commend, cli).action(async (number: string, { whom, why, key }: Commending) =>
    actOnTask(cli, number, { kind: 'propose-commendation', data: { whom, why } }, key),
  );
  const handOver = task
    .command('hand-over <task>')
    .description(cli.tell('tasks.cmd.hand-over'))
    .option('--occurrence <occurrence>', cli.tell('tasks.option.occurrence'))
    .option('--proposal <words...>', cli.tell('tasks.option.proposal'))
    .option('--not-needed <reason>', cli.tell('tasks.option.not-needed'));
  changes(takesDocument(handOver, cli), cli).action(
    async (number: string, options: Keyed & DocumentOptions & HandingOver) => {
      const { occurrence = null, proposal: proposals = [], notNeeded = null } = options;
      const document = await documentGiven(cli, taskPath(number), options);
      const data = { occurrence, proposals, notNeeded, document };
      return actOnTask(cli, number, { kind: 'hand-over-proposals', data }, options.key);
    },
  );
}

/** What whoever follows a task up says to a product. */
function registerJudging(task: Command, cli: Cli): void {
  const approve = task
    .command('approve <task>')
    .description(cli.tell('tasks.cmd.approve'))
    .option('--occurrence <occurrence>', cli.tell('tasks.option.occurrence'))
    .option('--checksum <sha256>', cli.tell('tasks.option.checksum'));
  changes(approve, cli).action(async (number: string, { occurrence, checksum, key }: Judging) => {
    const waiting = await waitingProduct(cli, number, occurrence);
    const read = checksum ?? newestSeen(waiting)?.checksum ?? NOTHING;
    const product = waiting.submissions.find((one) => one.checksum === read);
    if (product !== undefined) {
      const { revision, document } = product;
      const words = cli.tell('tasks.handed-in', { revision, title: document.title });
      tellSigning(cli, { words: [number, waiting.name, words], checksum: read });
    }
    const data = { occurrence: waiting.id, checksum: read };
    return actOnTask(cli, number, { kind: 'accept-product', data }, key);
  });
  const giveBack = task
    .command('return <task>')
    .description(cli.tell('tasks.cmd.return'))
    .requiredOption('--reason <reason>', cli.say('option-reason'))
    .option('--occurrence <occurrence>', cli.tell('tasks.option.occurrence'));
  changes(giveBack, cli).action(
    async (number: string, options: Keyed & { reason: string; occurrence?: string }) => {
      const { reason, key } = options;
      const { id: occurrence } = await waitingProduct(cli, number, options.occurrence);
      return actOnTask(cli, number, { kind: 'return-product', data: { occurrence, reason } }, key);
    },
  );
}

// Nothing was handed in: the server says so.
const NOTHING = '0'.repeat(64);
