import type { DirectoryAt } from '../../offices/directory.ts';
import type { Instant } from '../../time/instant.ts';
import { startOf } from '../../time/instant.ts';
import type { PlanDeciding } from './deciding.ts';
import { IN_FORCE } from './deciding.ts';
import type { RunningPlan } from './running-plan.ts';

/**
 * The plan is held against the directory as it stands: on each day on which an office begins,
 * changes or ends, and whenever the directory itself was changed. So a body that comes new to a
 * kind that the plan names gets its tasks, though no phase opens on that day.
 */
export function followOffices(d: PlanDeciding): void {
  const { stage, follows } = d.case;
  if (!IN_FORCE.includes(stage)) return;
  const { date: on, version } = d.directory;
  if (follows !== null && follows.version === version && !hasTurned(follows.on, d.directory))
    return;
  d.record('offices-followed', { on, version });
}

/** When the plan has to be held against the directory again; null while no change is known. */
export function nextFollowing(
  { stage, follows }: Pick<RunningPlan, 'stage' | 'follows'>,
  directory: DirectoryAt,
): Instant | null {
  if (follows === null || !IN_FORCE.includes(stage)) return null;
  const next = directory.changesAfter(follows.on);
  return next === null ? null : startOf(next);
}

function hasTurned(since: DirectoryAt['date'], directory: DirectoryAt): boolean {
  const next = directory.changesAfter(since);
  return next !== null && next <= directory.date;
}
