import { evolveTask } from '../domain/tasks/evolve.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import { caseAlong } from './case-facts.ts';
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
  const facts = await factsOf(db, `task/${id}`);
  for (const { fact, after } of caseAlong(id, facts, evolveTask)) {
    const isDecided = (after.contests[contest]?.decision ?? null) !== null;
    if (isDecided && fact.kind === 'task-rehomed') return after;
  }
  return null;
}
