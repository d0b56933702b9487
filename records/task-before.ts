import { evolveTask } from '../domain/tasks/evolve.ts';
import type { TaskFact } from '../domain/tasks/fact.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import type { Queryable } from './database.ts';
import { factsOf } from './facts.ts';

/**
 * A task as it went to another office when one of its contests was decided, by its facts; null
 * where that contest moved it nowhere. `contest`: its place among them.
 */
export async function taskAsItWent(
  db: Queryable,
  id: string,
  contest: number,
): Promise<AgencyTask | null> {
  let task: AgencyTask | null = null;
  for (const { kind, data, recordedAt } of await factsOf(db, `task/${id}`)) {
    const fact = { kind, data } as unknown as TaskFact;
    task = evolveTask(task, id, fact, recordedAt);
    const isDecided = (task.contests[contest]?.decision ?? null) !== null;
    if (isDecided && kind === 'task-rehomed') return task;
  }
  return null;
}
