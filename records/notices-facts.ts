import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { FactActor } from './facts.ts';
import { appendFacts } from './facts.ts';

/** What can happen to a letter; each is a fact in the stream `notice/<id>`. */
export type NoticeFactKind =
  | 'notice-sent'
  | 'notice-failed'
  | 'notice-ambiguous'
  | 'notice-given-up'
  | 'notice-seen'
  | 'notice-not-seen'
  | 'notice-sent-again';

export interface NoticeFact {
  readonly kind: NoticeFactKind;
  readonly now: Instant;
  readonly actor: FactActor;
  readonly data: unknown;
}

/**
 * Writes one fact for each of the notices. Their rows were just updated with `facts + 1`, so each
 * holds the place of its fact and the lock on its stream.
 */
export async function recordNoticeFacts(
  tx: Queryable,
  rows: readonly { readonly id: string; readonly facts: number }[],
  { kind, now, actor, data }: NoticeFact,
): Promise<void> {
  await appendFacts(
    tx,
    rows.map((row) => ({
      id: randomUUID(),
      stream: `notice/${row.id}`,
      seq: row.facts,
      kind,
      happenedAt: now,
      recordedAt: now,
      actor,
      basis: null,
      data,
    })),
  );
}
