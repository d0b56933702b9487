import { openCases } from '../records/cases.ts';
import type { Queryable } from '../records/database.ts';
import type { Engine } from './engine.ts';

/**
 * Starts a process for every case that has something to wait for, from the record alone: what is
 * done when the engine's store was lost. One that runs already is left as it is. Returns how many
 * cases there are.
 */
export async function rebuildEngine(db: Queryable, engine: Pick<Engine, 'begin'>): Promise<number> {
  const open = await openCases(db);
  for (const { id, laoSide } of open) {
    await engine.begin(id, 'incident');
    if (laoSide) await engine.begin(id, 'lao-side');
  }
  return open.length;
}
