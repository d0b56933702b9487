import type { DirectoryChange } from '../../domain/offices/change.ts';
import { streamOf } from '../../domain/offices/change.ts';
import type { Queryable } from '../../records/database.ts';
import { factActor } from '../../records/facts.ts';
import { recordFact } from '../../records/one-fact.ts';
import type { Acting } from './identify.ts';

/** Writes down what was changed about offices and people, in the change's own transaction. */
export async function recordChange(
  tx: Queryable,
  { actor, now }: Pick<Acting, 'actor' | 'now'>,
  change: DirectoryChange,
): Promise<void> {
  const { kind, ...data } = change;
  const stream = streamOf(change);
  await recordFact(tx, { stream, kind, actor: factActor(actor), now, data });
}

/** Whether a statement broke a rule of uniqueness of the database. */
export function isTaken(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  const broken = error as Error & { readonly code?: string; readonly constraint?: string };
  return broken.code === '23505' && broken.constraint === constraint;
}
