import type { PlanAct } from '../domain/plans/process/act.ts';
import { decideOnPlan, loadPlan, loadedFrom } from '../domain/plans/process/decide.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import { planSnapshot } from '../domain/plans/process/standing.ts';
import { loadEdition } from '../records/plan-editions.ts';
import { askedPlan, lockRun, planKnowledge, saveRun } from '../records/plans.ts';
import { unopenedTasks } from '../records/task-places.ts';
import type { Matter } from './matter.ts';

/** A plan that is carried out: it begins as the draft that was loaded. */
export const PLAN: Matter<RunningPlan> = {
  stream: 'plan',
  lock: lockRun,
  async begin(tx, id, context) {
    const asked = await askedPlan(tx, id);
    if (asked === null) return null;
    const plan = await loadEdition(tx, asked.plan, asked.edition);
    const knowledge = await planKnowledge(tx, { id, ...asked });
    return loadPlan(id, loadedFrom(plan, asked), context, knowledge);
  },
  async decide(tx, before, act, context) {
    return decideOnPlan(before, act as PlanAct | null, context, await planKnowledge(tx, before));
  },
  save: saveRun,
  snapshot: (after, { directory }) => planSnapshot(after, directory),
  unopened: unopenedTasks,
  // The decision itself tells what was due from what was done.
  byClock: new Set(),
  letters: () => ({ excludeOffice: null, reporter: null }),
};
