import type { Cli } from '../context.ts';
import type { Answer, Conversation } from '../http.ts';
import { happened } from '../outcome.ts';
import { shortSum, tellSigning } from '../signing.ts';
import { UsageError } from '../usage-error.ts';
import type { GivenPlan } from './given-plan.ts';
import { checkSame, planOfFile } from './loaded-before.ts';
import type { PlanProposalSeen, PlanSeen } from './seen.ts';
import { planIfThere, planSeen, sendPlanAct } from './server.ts';
import { missingText } from './show.ts';

/** How somebody decides on what was laid before the owner of a plan. */
export interface Deciding {
  readonly server: Conversation;
  /** They have read what is only proposed, and confirm it. */
  readonly confirms: boolean;
  readonly key: string | undefined;
  /** The checksum of what they have read; left out: what lies there now. */
  readonly read?: string | undefined;
  /** How long what has to be known before it goes on is waited for, in milliseconds. */
  readonly patience?: number;
}

/** What stands before the owner of a plan and may be approved by whoever looks; or undefined. */
export function toApprove(seen: PlanSeen, kind: string): PlanProposalSeen | undefined {
  if (!seen.acts.includes('approve-plan')) return undefined;
  return seen.proposals.find((one) => one.status === 'open' && one.kind === kind);
}

/**
 * Confirms every missing clear that is proposed, and waits until it is done; returns how many.
 * Throws a UsageError that lists them when they were not to be confirmed, or cannot be.
 */
export async function confirmMissing(
  cli: Cli,
  seen: PlanSeen,
  { server, confirms, key, patience }: Deciding,
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
  const under = key === undefined ? key : `${key}.clears`;
  await happened(server, await sendPlanAct(server, seen.number, act, under), patience);
  return missing.length;
}

/** Confirms what is missing, and approves what somebody else has laid before the owner. */
export async function approve(
  cli: Cli,
  seen: PlanSeen,
  laid: PlanProposalSeen,
  deciding: Deciding,
): Promise<Answer> {
  const { server, key, read = laid.checksum } = deciding;
  // Of what they have not read nothing is confirmed either: the server says so.
  if (read === laid.checksum) {
    tellSigning(cli, { words: laidWords(cli, seen, laid), checksum: read });
    if (laid.kind !== 'end') await confirmMissing(cli, seen, deciding);
  }
  const act = { kind: 'approve-plan', data: { proposal: laid.id, checksum: read } };
  return sendPlanAct(server, seen.number, act, key);
}

/** What lies before the owner of a plan, in a few words. */
function laidWords(
  cli: Cli,
  { number, title, decidesOn }: PlanSeen,
  { kind, edition, reason }: PlanProposalSeen,
): readonly string[] {
  const version = `${cli.tell('plans.head-edition')} ${edition} (${shortSum(decidesOn.checksum)}…)`;
  return [`${number} “${title}”`, cli.word('plan-proposal', kind), version, reason];
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
  given: GivenPlan['given'],
  key: string | undefined,
): Promise<PlanSeen> {
  const { body } = await server.send('POST', '/api/v1/plans', given, key);
  return planSeen(cli, server, (body as { number: string }).number);
}

/**
 * A plan as it stands, loaded where it is not yet, or was taken back. Throws a UsageError where
 * another text stands under its id.
 */
export async function thereOrLoaded(
  cli: Cli,
  server: Conversation,
  { reference, given, inFile }: GivenPlan,
  key: string | undefined,
): Promise<PlanSeen> {
  const there =
    inFile === null
      ? await planIfThere(cli, server, reference)
      : await planOfFile(cli, server, inFile);
  if (there === null || there.ending === 'withdrawn') return load(cli, server, given, key);
  await checkSame(cli, server, there, inFile);
  return there;
}

/** Whether a plan was adopted and has not ended: another text of it is an amendment. */
export function isAdopted({ adoptedAt, stage }: PlanSeen): boolean {
  return adoptedAt !== null && stage !== 'ended';
}
