import type { Cli } from '../context.ts';
import type { Answer, Conversation } from '../http.ts';
import { UsageError } from '../usage-error.ts';
import type { PlanProposalSeen, PlanSeen } from './seen.ts';
import { planSeen, sendPlanAct } from './server.ts';
import { missingText } from './show.ts';

/** How somebody decides on what was laid before the owner of a plan. */
export interface Deciding {
  readonly server: Conversation;
  /** They have read what is only proposed, and confirm it. */
  readonly confirms: boolean;
  readonly key: string | undefined;
}

/** What stands before the owner of a plan and may be approved by whoever looks; or undefined. */
export function toApprove(seen: PlanSeen, kind: string): PlanProposalSeen | undefined {
  if (!seen.acts.includes('approve-plan')) return undefined;
  return seen.proposals.find((one) => one.status === 'open' && one.kind === kind);
}

/**
 * Confirms every missing clear that is proposed; returns how many. Throws a UsageError that lists
 * them when they were not to be confirmed, or cannot be.
 */
export async function confirmMissing(
  cli: Cli,
  seen: PlanSeen,
  { server, confirms, key }: Deciding,
): Promise<number> {
  const { missing, decidesOn } = seen;
  if (missing.length === 0) return 0;
  const isHopeless = missing.some(({ proposed }) => proposed === null);
  if (!confirms || isHopeless) throw new UsageError(missingText(cli, missing));
  const tasks = [...new Set(missing.map(({ task }) => task))];
  const confirmed = tasks.map((task) => ({
    task,
    clears: missing.filter((one) => one.task === task).map(({ clear }) => clear),
  }));
  const act = { kind: 'confirm-clears', data: { plan: decidesOn.checksum, confirmed } };
  await sendPlanAct(server, seen.number, act, key === undefined ? key : `${key}.clears`);
  return missing.length;
}

/** Confirms what is missing, and approves what somebody else has laid before the owner. */
export async function approve(
  cli: Cli,
  seen: PlanSeen,
  { id: proposal, checksum, kind }: PlanProposalSeen,
  deciding: Deciding,
): Promise<Answer> {
  if (kind !== 'end') await confirmMissing(cli, seen, deciding);
  const { server, key } = deciding;
  const act = { kind: 'approve-plan', data: { proposal, checksum } };
  return sendPlanAct(server, seen.number, act, key);
}

/** Lays the draft of a plan before its owner, as it was read. */
export async function proposeAdoption(
  server: Conversation,
  { number, decidesOn }: PlanSeen,
  key: string | undefined,
): Promise<Answer> {
  const act = { kind: 'propose-adoption', data: { plan: decidesOn.checksum } };
  return sendPlanAct(server, number, act, key);
}

/** Loads a plan as a draft, and shows it. */
export async function load(
  cli: Cli,
  server: Conversation,
  given: { readonly plan: string } | { readonly text: string },
  key: string | undefined,
): Promise<PlanSeen> {
  const { body } = await server.send('POST', '/api/v1/plans', given, key);
  return planSeen(cli, server, (body as { number: string }).number);
}
