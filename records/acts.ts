import type { ActResult } from '../domain/cases/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** The remembered outcome of an act. */
export interface RememberedAct {
  readonly requestHash: string;
  readonly outcome: ActResult;
  readonly caseId: string | null;
}

/** What the first act of that person under that key came to, or null when there was none. */
export async function findAct(
  db: Queryable,
  who: string,
  key: string,
): Promise<RememberedAct | null> {
  const { rows } = await db.query<{
    request_hash: string;
    outcome: ActResult;
    case_id: string | null;
  }>('select request_hash, outcome, case_id from acts where who = $1 and key = $2', [who, key]);
  const row = rows[0];
  if (row === undefined) return null;
  return { requestHash: row.request_hash, outcome: row.outcome, caseId: row.case_id };
}

/** Remembers an outcome in the act's own transaction. */
export async function rememberAct(
  tx: Queryable,
  act: {
    readonly who: string;
    readonly key: string;
    readonly caseId: string | null;
    readonly requestHash: string;
    readonly outcome: ActResult;
    readonly decidedAt: Instant;
  },
): Promise<void> {
  await tx.query(
    `insert into acts (who, key, case_id, request_hash, outcome, decided_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [act.who, act.key, act.caseId, act.requestHash, JSON.stringify(act.outcome), act.decidedAt],
  );
}
