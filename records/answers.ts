import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** What a changing request that is no act of a case was answered. */
export interface RememberedAnswer {
  readonly requestHash: string;
  /** Null when the key belongs to an act of a case. */
  readonly answer: { readonly status: number; readonly body: unknown } | null;
}

interface Row {
  request_hash: string;
  outcome: { kind: string; status: number; body: unknown };
}

/** The first answer to that person under that key, or null. Keys are shared with the acts. */
export async function answerOf(
  db: Queryable,
  who: string,
  key: string,
): Promise<RememberedAnswer | null> {
  const { rows } = await db.query<Row>(
    'select request_hash, outcome from acts where who = $1 and key = $2',
    [who, key],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { kind, status, body } = row.outcome;
  return { requestHash: row.request_hash, answer: kind === 'answer' ? { status, body } : null };
}

/**
 * Remembers an answer in the request's own transaction. Two at once under the same key: the second
 * waits here for the first, and breaks `acts_pkey` (SQLSTATE 23505) as a whole.
 */
export async function rememberAnswer(
  tx: Queryable,
  answer: {
    readonly who: string;
    readonly key: string;
    readonly requestHash: string;
    readonly status: number;
    readonly body: unknown;
    readonly now: Instant;
  },
): Promise<void> {
  const { who, key, requestHash, status, body, now } = answer;
  await tx.query(
    `insert into acts (who, key, case_id, request_hash, outcome, decided_at)
     values ($1, $2, null, $3, $4, $5)`,
    [who, key, requestHash, JSON.stringify({ kind: 'answer', status, body }), now],
  );
}

/** An act that was answered "pending", so that it can be told apart from one never asked for. */
export async function notePending(
  db: Queryable,
  act: {
    readonly who: string;
    readonly key: string;
    readonly caseId: string;
    readonly requestHash: string;
    readonly now: Instant;
  },
): Promise<void> {
  await db.query(
    `insert into pending_acts (who, key, case_id, request_hash, asked_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [act.who, act.key, act.caseId, act.requestHash, act.now],
  );
}

/** Whether an act of that person under that key was answered "pending". */
export async function isPending(db: Queryable, who: string, key: string): Promise<boolean> {
  const { rowCount } = await db.query('select from pending_acts where who = $1 and key = $2', [
    who,
    key,
  ]);
  return rowCount === 1;
}
