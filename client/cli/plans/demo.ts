import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../domain/plans/plan.ts';
import type { Cli } from '../context.ts';
import type { Conversation } from '../http.ts';
import type { DemoAccount } from '../places.ts';
import { dataFolder, demoAccounts, serverUrl } from '../places.ts';
import { People, accountOf, UnknownAccount } from '../scenario/people.ts';
import { PATIENCE, happened } from '../outcome.ts';
import { UsageError } from '../usage-error.ts';
import { approve, proposeAdoption, thereOrLoaded, toApprove } from './deciding.ts';
import type { GivenPlan } from './given-plan.ts';
import { givenPlan, planFrom } from './given-plan.ts';
import type { PlanSeen } from './seen.ts';
import { planSeen } from './server.ts';

interface DemoAdoption {
  readonly number: string;
  readonly stage: string;
  readonly officer: string;
  readonly head: string;
  /** False: it was adopted before. */
  readonly adopted: boolean;
}

/**
 * Adopts a plan that the product brings, or that stands in a file, with two demonstration people:
 * an officer of its owner loads it and lays it before the owner, the head confirms what is only
 * proposed and approves. Each act has happened before the next one is done: throws `StillPending`
 * when that takes longer than the patience (in milliseconds), and a UsageError where there are no
 * such accounts.
 */
export async function adoptAsDemo(
  cli: Cli,
  name: string,
  patience = PATIENCE,
): Promise<DemoAdoption> {
  if (!existsSync(join(dataFolder(), 'demo-accounts.json'))) {
    throw new UsageError(cli.tell('plans.no-demo'));
  }
  const plan = planFrom(cli, name);
  const accounts = demoAccounts();
  const officer = firstOf(cli, accounts, plan, [
    `case-officer@${plan.owner}`,
    `case-officer@${plan.followUp.desk}`,
    `case-officer@${plan.followUp.office}`,
  ]);
  const head = firstOf(cli, accounts, plan, [`head@${plan.owner}`, `deputy-head@${plan.owner}`]);
  const people = new People({ url: serverUrl(), language: cli.language, accounts });
  const drafting = await people.person(officer);
  const seen = await laidBefore(cli, drafting, givenPlan(cli, name), patience);
  const told = { officer: loginOf(accounts, officer), head: loginOf(accounts, head) };
  if (seen.adoptedAt !== null) {
    return { number: seen.number, stage: seen.stage, ...told, adopted: false };
  }
  const deciding = await people.person(head);
  const shown = await planSeen(cli, deciding, seen.number);
  const proposal = toApprove(shown, 'adopt');
  if (proposal === undefined) throw new UsageError(cli.tell('plans.nothing-laid'));
  const how = { server: deciding, confirms: true, key: undefined, patience };
  await happened(deciding, await approve(cli, shown, proposal, how), patience);
  const { number, stage } = await planSeen(cli, deciding, seen.number);
  return { number, stage, ...told, adopted: true };
}

/** The plan as it lies before its owner, loaded and proposed where it was not yet. */
async function laidBefore(
  cli: Cli,
  server: Conversation,
  given: GivenPlan,
  patience: number,
): Promise<PlanSeen> {
  const seen = await thereOrLoaded(cli, server, given, undefined);
  const isLaid = seen.proposals.some(({ status }) => status === 'open');
  if (seen.stage === 'draft' && !isLaid) {
    await happened(server, await proposeAdoption(server, seen, undefined), patience);
  }
  return seen;
}

function firstOf(
  cli: Cli,
  accounts: readonly DemoAccount[],
  { owner }: Plan,
  wanted: readonly string[],
): string {
  const found = wanted.find((who) => hasAccount(accounts, who));
  if (found === undefined) {
    throw new UsageError(cli.tell('plans.no-demo-people', { office: owner }));
  }
  return found;
}

function hasAccount(accounts: readonly DemoAccount[], who: string): boolean {
  try {
    accountOf(accounts, who);
    return true;
  } catch (error) {
    if (error instanceof UnknownAccount) return false;
    throw error;
  }
}

function loginOf(accounts: readonly DemoAccount[], who: string): string {
  return accountOf(accounts, who).account.login;
}
