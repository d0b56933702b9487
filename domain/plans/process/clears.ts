import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { opensTask } from '../duties.ts';
import type { Clear, Plan, PlanTask, PlanTaskId } from '../plan.ts';
import { missingClears } from '../plan.ts';

/** Clears of a task that somebody confirms. */
export interface ConfirmedClears {
  readonly task: PlanTaskId;
  readonly clears: readonly Clear[];
}

/** A clear that the plan's file proposed and its adopter confirmed, as it read then. */
export interface ConfirmedClear {
  readonly task: PlanTaskId;
  readonly clear: Clear;
  /** SHA-256 of what was confirmed: another proposal has to be confirmed anew. */
  readonly of: string;
}

type Checksum = (value: unknown) => string;

/** A task of a plan, and which of the five clears it lacks. */
export interface Unclear {
  readonly task: PlanTaskId;
  readonly missing: readonly Clear[];
}

/** The tasks that lack a clear; what the file only proposes counts once it is confirmed. */
export function unclearTasks(
  plan: Pick<Plan, 'tasks'>,
  confirmed: readonly ConfirmedClear[],
  checksum: Checksum,
): readonly Unclear[] {
  return unclearUnless(plan, (task, clear) => {
    const found = confirmed.find((one) => one.task === task.id && one.clear === clear);
    return found !== undefined && found.of === clearSum(task, clear, checksum);
  });
}

/** The tasks that would lack a clear even if everything that is proposed were confirmed. */
export function hopelessTasks(plan: Pick<Plan, 'tasks'>): readonly Unclear[] {
  return unclearUnless(plan, () => true);
}

/** The refusal that names everything that is missing; null when nothing is. */
export function unclearRefusal(unclear: readonly Unclear[]): Refusal | null {
  if (unclear.length === 0) return null;
  const missing = unclear.map(({ task, missing: clears }) => `${task}: ${clears.join(', ')}`);
  return refuse('PLAN_NOT_CLEAR', { missing: missing.join('; ') });
}

/** What is confirmed by naming clears of tasks, each with what it says in that plan. */
export function confirming(
  plan: Pick<Plan, 'tasks'>,
  named: readonly ConfirmedClears[],
  checksum: Checksum,
): readonly ConfirmedClear[] | Refusal {
  const found: ConfirmedClear[] = [];
  for (const { task: id, clears } of named) {
    const task = plan.tasks.find((one) => one.id === id);
    if (task === undefined) return refuse('UNKNOWN_TASK', { task: id });
    const given = clears.filter((clear) => !task.proposed.includes(clear));
    if (given.length > 0) return refuse('FIELDS_NOT_ALLOWED', { fields: given.join('|') });
    const sums = clears.map((clear) => ({
      task: id,
      clear,
      of: clearSum(task, clear, checksum),
    }));
    found.push(...sums);
  }
  return found;
}

function unclearUnless(
  { tasks }: Pick<Plan, 'tasks'>,
  isConfirmed: (task: PlanTask, clear: Clear) => boolean,
): readonly Unclear[] {
  return tasks.flatMap((task) => {
    // What another process keeps opens no task.
    if (!opensTask(task)) return [];
    const confirmed = task.proposed.filter((clear) => isConfirmed(task, clear));
    const missing = missingClears(task, confirmed);
    return missing.length === 0 ? [] : [{ task: task.id, missing }];
  });
}

function clearSum(task: PlanTask, clear: Clear, checksum: Checksum): string {
  const { lead, coordinating, asked, unassigned, job, due, product } = task;
  const values: Readonly<Record<Clear, unknown>> = {
    person: { lead, asked },
    job,
    responsibility: { lead, coordinating, asked, unassigned },
    due,
    product,
  };
  return checksum({ clear, value: values[clear] });
}
