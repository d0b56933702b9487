import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../../domain/time/instant.ts';
import type { Answer, Conversation } from './http.ts';
import { Refused } from './http.ts';

/** Where a case stands after an act. */
export interface Done {
  readonly number: string;
  readonly stage: string;
  readonly ending: string | null;
}

/** What came of an act, as the server tells it by the act's key. */
export interface Outcome {
  readonly status: 'pending' | 'done' | 'refused';
  readonly result?: Done;
  readonly problem?: Record<string, unknown> & { readonly status: number };
}

/** What somebody had to wait for is still not known; it may still happen. */
export class StillPending extends Error {
  /** The key of the act, by which it is asked for later. */
  readonly key: string;

  constructor(key: string) {
    super(key);
    this.name = 'StillPending';
    this.key = key;
  }
}

/** What came of an act, by its key. Throws its refusal. */
export async function outcomeOf(server: Conversation, key: string): Promise<Outcome> {
  const outcome = (await server.get(`/api/v1/acts/${encodeURIComponent(key)}`)) as Outcome;
  if (outcome.problem !== undefined) throw new Refused(outcome.problem.status, outcome.problem);
  return outcome;
}

/** How long a command waits for an act without which it cannot go on, in milliseconds. */
export const PATIENCE = 60 * SECOND;

const PAUSE = 250;

/**
 * Waits until an act has happened that was answered as pending. Throws its refusal, or
 * `StillPending` when nothing is known in time.
 */
export async function happened(
  server: Conversation,
  { status, body }: Answer,
  patience = PATIENCE,
): Promise<void> {
  if (status !== 202) return;
  const { act: key } = body as { act: string };
  for (const deadline = Date.now() + patience; ; await pause(PAUSE)) {
    if ((await outcomeOf(server, key)).status === 'done') return;
    if (Date.now() >= deadline) throw new StillPending(key);
  }
}
