import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { FactActor } from './facts.ts';
import { appendFacts, nextSeq } from './facts.ts';

/**
 * Adds one fact that no process waits for (signed in, set, announced) at the end of its stream, in
 * the caller's transaction.
 */
export async function recordFact(
  tx: Queryable,
  fact: {
    readonly stream: string;
    readonly kind: string;
    readonly actor: FactActor;
    readonly now: Instant;
    readonly basis?: string | null;
    readonly data: unknown;
  },
): Promise<void> {
  const { stream, kind, actor, now, basis = null, data } = fact;
  const seq = await nextSeq(tx, stream);
  await appendFacts(tx, [
    { id: randomUUID(), stream, seq, kind, happenedAt: now, recordedAt: now, actor, basis, data },
  ]);
}
