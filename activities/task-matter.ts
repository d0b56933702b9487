import { openedAt } from '../domain/plans/process/standing.ts';
import type { TaskAct } from '../domain/tasks/act.ts';
import { decideOnTask, openTask } from '../domain/tasks/decide.ts';
import { taskSnapshot } from '../domain/tasks/outcome.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import { loadEdition } from '../records/plan-editions.ts';
import { loadRunToBegin } from '../records/plans.ts';
import { openingKnowledge, taskKnowledge } from '../records/task-knowledge.ts';
import { loadTaskPlace } from '../records/task-places.ts';
import { lockTask, saveTask } from '../records/tasks.ts';
import type { Matter } from './matter.ts';

/** One task of one office: it begins with its place in the plan, or as one of the office's own. */
export const TASK: Matter<AgencyTask> = {
  stream: 'task',
  lock: lockTask,
  async begin(tx, id, context) {
    const run = await loadRunToBegin(tx, id);
    // Of a plan that has ended no task begins any more.
    if (run === null || run.stage === 'ended') return null;
    // Read only while the plan is held: an amendment that went before may let the place wait.
    const stored = await loadTaskPlace(tx, id);
    if (stored === null) return null;
    const { origin, number } = stored;
    // Nor one that the edition in force gives to other offices.
    if (origin.kind === 'planned' && origin.waits === true) return null;
    const plan = await loadEdition(tx, run.plan, run.edition);
    const opened =
      origin.kind === 'own' ? origin.opened : openedAt(run, plan, origin.place, { number });
    // Nor one that fell away before it began.
    if (opened === null) return null;
    const knowledge = await openingKnowledge(tx, run, plan, { ...opened, homes: [] }, context);
    return openTask(id, opened, context, knowledge);
  },
  async decide(tx, before, act, context) {
    const asked = act as TaskAct | null;
    return decideOnTask(before, asked, context, await taskKnowledge(tx, before, asked, context));
  },
  save: saveTask,
  snapshot: (after, { directory }) => taskSnapshot(after, directory),
  // The decision itself tells what was due from what was done.
  byClock: new Set(),
  letters: () => ({ excludeOffice: null, reporter: null }),
};
