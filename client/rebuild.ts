import { openCases } from '../records/cases.ts';
import { openCycles } from '../records/cycles.ts';
import { openDifficulties } from '../records/difficulties.ts';
import type { Queryable } from '../records/database.ts';
import { openRuns } from '../records/plans.ts';
import { openReports } from '../records/reports.ts';
import { openTaskIds } from '../records/tasks.ts';
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
  // A cycle and whoever collects open what is not open yet by themselves.
  const cycles = await openCycles(db);
  for (const id of cycles) await engine.begin(id, 'cycle');
  const reports = await openReports(db);
  for (const id of reports) await engine.begin(id, 'report');
  // A plan opens the tasks that are not open yet by itself.
  const others = [
    ...(await openRuns(db)).map((id) => ({ id, process: 'plan' as const })),
    ...(await openTaskIds(db)).map((id) => ({ id, process: 'task' as const })),
    ...(await openDifficulties(db)).map((id) => ({ id, process: 'difficulty' as const })),
  ];
  for (const { id, process } of others) await engine.begin(id, process);
  return open.length + cycles.length + reports.length + others.length;
}
