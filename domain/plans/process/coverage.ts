import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { Plan, PlanTaskId } from '../plan.ts';
import type { TaskRole } from './places.ts';
import { placesOfTask } from './places.ts';
import type { Cover } from './running-plan.ts';

/** Something below an upper plan that carries out tasks of it: an office's plan, or its own task. */
export interface Below {
  readonly office: OfficeId;
  readonly number: string;
  /** Tasks of the upper plan that it carries out. */
  readonly covers: readonly PlanTaskId[];
}

/** Whether an office has something below a task of the upper plan, and what. */
export interface Covered {
  readonly task: PlanTaskId;
  readonly office: OfficeId;
  readonly role: TaskRole;
  /** Numbers of plans and own tasks; none: nothing is below. */
  readonly by: readonly string[];
}

/** The upper tasks that a lower plan says it carries out, each once. */
export function upperTasksOf(covers: readonly Cover[]): readonly PlanTaskId[] {
  return [...new Set(covers.map(({ upper }) => upper))];
}

/**
 * For every task of an upper plan and every office that holds it on a date: what that office has
 * made below it (Lào Cai IV.2; Decision 801 III.1). Tasks that another process keeps are left out.
 */
export function coverageOf(
  upper: Plan,
  below: readonly Below[],
  directory: DirectoryAt,
): readonly Covered[] {
  const found = new Map<string, string[]>();
  for (const { office, number, covers } of below) {
    const now = directory.successorOf(office) ?? office;
    for (const task of covers) {
      const key = `${task}/${now}`;
      found.set(key, [...(found.get(key) ?? []), number]);
    }
  }
  return upper.tasks
    .filter(({ nature }) => nature.kind !== 'kept-by')
    .flatMap((task) => placesOfTask(upper, task, directory))
    .map(({ task, office, role }) => {
      return { task, office, role, by: found.get(`${task}/${office}`) ?? [] };
    });
}
