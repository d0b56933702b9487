import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes, readNamed } from '../../given-data.ts';
import type { Answer, Conversation } from '../../http.ts';
import type { Deciding } from '../../plans/deciding.ts';
import {
  approve,
  confirmMissing,
  isAdopted,
  load,
  proposeAdoption,
  thereOrLoaded,
  toApprove,
} from '../../plans/deciding.ts';
import { adoptAsDemo } from '../../plans/demo.ts';
import { givenPlan } from '../../plans/given-plan.ts';
import type { PlanSeen } from '../../plans/seen.ts';
import { planPath, planSeen, sendPlanAct } from '../../plans/server.ts';
import { UsageError } from '../../usage-error.ts';
import { showAnswer } from '../act.ts';

interface Options {
  readonly confirmClears?: true;
  readonly demo?: true;
  readonly reason?: string;
  readonly checksum?: string;
  readonly key?: string;
}

/** `homat plan load|adopt|amend|end`: what one lays before the owner and another approves. */
export function registerPlanDeciding(plan: Command, cli: Cli): void {
  const loading = plan.command('load <plan-or-file>').description(cli.tell('plans.plan-load'));
  changes(loading, cli).action(async (given: string, { key }: Options) => {
    const seen = await load(cli, cli.server(), givenPlan(cli, given).given, key);
    cli.print(seen, () => cli.paint('good', cli.tell('plans.loaded', { number: seen.number })));
  });
  const adopting = plan
    .command('adopt <plan-or-file>')
    .description(cli.tell('plans.plan-adopt'))
    .option('--confirm-clears', cli.tell('plans.option-confirm-clears'))
    .option('--checksum <sha256>', cli.tell('plans.option-checksum'))
    .option('--demo', cli.tell('plans.option-demo'));
  changes(adopting, cli).action(async (name: string, options: Options) =>
    options.demo === true ? adoptDemo(cli, name) : adopt(cli, name, options),
  );
  const amending = plan
    .command('amend <plan> [file]')
    .description(cli.tell('plans.plan-amend'))
    .option('--reason <reason>', cli.say('option-reason'))
    .option('--confirm-clears', cli.tell('plans.option-confirm-clears'))
    .option('--checksum <sha256>', cli.tell('plans.option-checksum'));
  changes(amending, cli).action(async (name: string, file: string | undefined, options: Options) =>
    amend(cli, name, file, options),
  );
  const ending = plan
    .command('end <plan>')
    .description(cli.tell('plans.plan-end'))
    .option('--reason <reason>', cli.say('option-reason'))
    .option('--checksum <sha256>', cli.tell('plans.option-checksum'));
  changes(ending, cli).action(async (name: string, options: Options) => end(cli, name, options));
}

async function adoptDemo(cli: Cli, name: string): Promise<void> {
  const { adopted, ...told } = await adoptAsDemo(cli, name);
  if (!adopted) return tellAdopted(cli, told);
  cli.print({ ...told, adopted }, () => cli.paint('good', cli.tell('plans.adopted-demo', told)));
}

/** Nothing was to be done: it is in force, and another text of it is a later version. */
function tellAdopted(cli: Cli, { number, stage }: Pick<PlanSeen, 'number' | 'stage'>): void {
  cli.print({ number, stage, adopted: false }, () => cli.tell('plans.adopted-already', { number }));
}

/** As an officer lays the draft before the owner; as head confirms, and approves it. */
async function adopt(cli: Cli, name: string, options: Options): Promise<void> {
  const server = cli.server();
  const { key } = options;
  const deciding = decidingBy(server, options);
  const under = key === undefined ? key : `${key}.load`;
  const seen = await thereOrLoaded(cli, server, givenPlan(cli, name), under);
  if (isAdopted(seen)) return tellAdopted(cli, seen);
  const proposal = toApprove(seen, 'adopt');
  if (proposal !== undefined) return showAnswer(cli, await approve(cli, seen, proposal, deciding));
  refusePinned(cli, options);
  if (seen.acts.includes('confirm-clears') && seen.stage === 'draft') {
    // A head does not lay before the owner what nobody else could then approve.
    const count = await confirmMissing(cli, seen, deciding);
    if (count === 0) throw new UsageError(cli.tell('plans.nothing-laid'));
    return cli.print({ number: seen.number, confirmed: count }, () =>
      cli.paint('good', cli.tell('plans.confirmed', { count })),
    );
  }
  tellLaid(cli, seen, await proposeAdoption(server, seen, key));
}

async function amend(
  cli: Cli,
  name: string,
  file: string | undefined,
  options: Options,
): Promise<void> {
  const { reason, key } = options;
  const server = cli.server();
  const seen = await planSeen(cli, server, name);
  const proposal = file === undefined ? toApprove(seen, 'amend') : undefined;
  if (proposal !== undefined) {
    return showAnswer(cli, await approve(cli, seen, proposal, decidingBy(server, options)));
  }
  refusePinned(cli, options);
  if (file === undefined || reason === undefined) {
    throw new UsageError(cli.tell('plans.file-needed'));
  }
  const { edition, plan } = await loadLater(server, seen, file, key);
  const act = { kind: 'propose-amendment', data: { edition, plan, reason } };
  tellLaid(cli, seen, await sendPlanAct(server, seen.number, act, key));
}

async function loadLater(
  server: Conversation,
  { number }: PlanSeen,
  file: string,
  key: string | undefined,
): Promise<{ readonly edition: number; readonly plan: string }> {
  const given = { text: readNamed(file).toString('utf8') };
  const under = key === undefined ? key : `${key}.load`;
  const { body } = await server.send('POST', `${planPath(number)}/editions`, given, under);
  const { edition, checksum } = body as { edition: number; checksum: string };
  return { edition, plan: checksum };
}

async function end(cli: Cli, name: string, options: Options): Promise<void> {
  const { reason, key } = options;
  const server = cli.server();
  const seen = await planSeen(cli, server, name);
  const proposal = toApprove(seen, 'end');
  if (proposal !== undefined) {
    return showAnswer(cli, await approve(cli, seen, proposal, decidingBy(server, options)));
  }
  refusePinned(cli, options);
  if (reason === undefined) throw new UsageError(cli.tell('year.reason-needed'));
  const act = { kind: 'propose-end', data: { reason } };
  tellLaid(cli, seen, await sendPlanAct(server, seen.number, act, key));
}

function decidingBy(
  server: Conversation,
  { confirmClears, checksum: read, key }: Options,
): Deciding {
  return { server, confirms: confirmClears === true, key, read };
}

/** Whoever names what they have read decides on it, and lays nothing new before the owner. */
function refusePinned(cli: Cli, { checksum }: Options): void {
  if (checksum !== undefined) throw new UsageError(cli.tell('plans.nothing-laid'));
}

function tellLaid(cli: Cli, { number }: PlanSeen, answer: Answer): void {
  if (answer.status === 202) return showAnswer(cli, answer);
  cli.print(answer.body, () => cli.paint('good', cli.tell('plans.laid', { number })));
}
