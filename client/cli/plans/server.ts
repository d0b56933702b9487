import type { Cli } from '../context.ts';
import { showAnswer } from '../commands/act.ts';
import type { Answer, Conversation } from '../http.ts';
import { Refused } from '../http.ts';
import type { PlanSeen } from './seen.ts';

/** Where a plan is: by its number or id, or by the plan's own id or how that begins. */
export function planPath(plan: string): string {
  return `/api/v1/plans/${encodeURIComponent(plan)}`;
}

/** A plan as somebody sees it. */
export async function planSeen(
  { language }: Pick<Cli, 'language'>,
  server: Conversation,
  plan: string,
): Promise<PlanSeen> {
  return (await server.get(planPath(plan), { lang: language })) as PlanSeen;
}

/** The same; null where it is not there for them. */
export async function planIfThere(
  cli: Pick<Cli, 'language'>,
  server: Conversation,
  plan: string,
): Promise<PlanSeen | null> {
  try {
    return await planSeen(cli, server, plan);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

/** An act on a plan, as it is sent. */
export interface PlanActSent {
  readonly kind: string;
  readonly data: unknown;
}

/** Sends an act on a plan. */
export function sendPlanAct(
  server: Conversation,
  plan: string,
  act: PlanActSent,
  key: string | undefined,
): Promise<Answer> {
  return server.send('POST', `${planPath(plan)}/acts`, act, key);
}

/** Does an act on a plan, and says what it came to. */
export async function actOnPlan(
  cli: Cli,
  plan: string,
  act: PlanActSent,
  key: string | undefined,
): Promise<void> {
  showAnswer(cli, await sendPlanAct(cli.server(), plan, act, key));
}

/** What belongs to a plan: its text, its progress and so on. */
export async function partOfPlan<T>(
  cli: Cli,
  plan: string,
  part: string,
  server = cli.server(),
): Promise<T> {
  return (await server.get(`${planPath(plan)}/${part}`, { lang: cli.language })) as T;
}
