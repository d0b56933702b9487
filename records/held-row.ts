import type { MatterKind } from '../domain/cases/outcome.ts';
import type { Queryable } from './database.ts';

/**
 * The stored state of a case, held against every other writer until the transaction ends. Also of
 * one that has no row yet: of two that begin it at once, the later finds what the first wrote.
 */
export async function heldState<State>(
  tx: Queryable,
  matter: MatterKind,
  id: string,
): Promise<State | null> {
  const known = await lockRow<State>(tx, matter, id);
  if (known !== null) return known;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${matter}/${id}`]);
  return lockRow(tx, matter, id);
}

const TABLES = {
  incident: 'cases',
  report: 'reports',
  cycle: 'cycles',
  plan: 'plans',
  task: 'tasks',
  difficulty: 'difficulties',
} as const satisfies Record<MatterKind, string>;

async function lockRow<State>(
  tx: Queryable,
  matter: MatterKind,
  id: string,
): Promise<State | null> {
  const { rows } = await tx.query<{ state: State | null }>(
    `select state from ${TABLES[matter]} where id = $1 for update`,
    [id],
  );
  return rows[0]?.state ?? null;
}
