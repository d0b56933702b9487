import type { CaseSnapshot } from '../cases/outcome.ts';
import { wakeOf } from '../cases/settling.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { Instant } from '../time/instant.ts';
import { startOf } from '../time/instant.ts';
import { nextOpening } from './occurrences.ts';
import type { AgencyTask } from './task.ts';
import { isActive } from './task.ts';
import type { TaskStage } from './vocabulary.ts';

/**
 * What the process of a task has to know of it. It wakes for its clocks, for the next period, and
 * on the day on which its office is another one.
 */
export function taskSnapshot(
  task: AgencyTask,
  directory: DirectoryAt,
): CaseSnapshot<TaskStage, 'task'> {
  const { version, stage } = task;
  const wake = earliest([wakeByItself(task), changesOn(task, directory)]);
  return { version, stage, waits: { task: { wake, open: taskIsOpen(task) } } };
}

/** Whether a task has anything left to wait for. */
export function taskIsOpen(task: AgencyTask): boolean {
  // A list that was accepted may still be on its way, also while the plan stands still.
  const isFrozen = task.clocks.some(({ status }) => status === 'frozen');
  return isActive(task) || wakeOf(task) !== null || isFrozen;
}

/** When a task wakes next, whatever becomes of its office; null: for nothing of its own. */
export function wakeByItself(task: AgencyTask): Instant | null {
  return earliest([wakeOf(task), nextOpening(task)]);
}

function earliest(wakes: readonly (Instant | null)[]): Instant | null {
  return wakes.filter((one) => one !== null).sort()[0] ?? null;
}

/** The first day on which the office's row no longer holds; null while no end is known. */
function changesOn(task: AgencyTask, directory: DirectoryAt): Instant | null {
  const until = isActive(task) ? directory.office(task.office)?.validTo : null;
  return until == null ? null : startOf(until);
}
