import { isUnitOf } from '../../domain/authority/relations.ts';
import type { OfficeId } from '../../domain/offices/office.ts';
import { partsIn } from '../../domain/plans/coverage.ts';
import type { PlanDue, PlanTaskId } from '../../domain/plans/plan.ts';
import { IN_FORCE } from '../../domain/plans/process/deciding.ts';
import { partiesOf, readersOfDraft } from '../../domain/plans/process/readers.ts';
import { reviewerOf } from '../../domain/plans/process/places.ts';
import { mayAddOwnTask } from '../../domain/tasks/authority.ts';
import { ownTaskRefusal } from '../../domain/tasks/decide.ts';
import type { OpenedTask } from '../../domain/tasks/fact.ts';
import type { Text } from '../../domain/text.ts';
import { dateOf } from '../../domain/time/instant.ts';
import type { Queryable } from '../../records/database.ts';
import { idFrom } from '../../records/ids.ts';
import { askToLook } from '../../records/looks.ts';
import { partiesOfRun } from '../../records/plan-readers.ts';
import { lockRun } from '../../records/plans.ts';
import { addOwnTask, countOwnTasks, givenPlaces } from '../../records/task-places.ts';
import type { OpenedPlan } from './plans.ts';
import { allow, problem } from './problem.ts';

/** What an office gives itself to do below a plan. */
export interface GivenOwnTask {
  /** Null: the office that somebody acts in. */
  readonly office: OfficeId | null;
  readonly job: Text;
  readonly product: Text | null;
  readonly due: PlanDue | null;
  readonly carriesOut: PlanTaskId | null;
}

/**
 * Adds a task of an office's own to a plan that is in force (Decision 801 III.1), and asks the plan
 * to open it. Refuses, as problems, what lacks a clear, whoever may not, and an office without a
 * part in the plan.
 */
export async function addTask(
  tx: Queryable,
  opened: OpenedPlan,
  given: GivenOwnTask,
): Promise<{ readonly id: string; readonly number: string }> {
  const { plan, who } = opened;
  const { actor, directory, now } = who;
  const office = given.office ?? actor.office;
  allow(mayAddOwnTask(actor, office, directory));
  // Held, so that two at once get numbers of their own and the plan does not end meanwhile.
  const run = (await lockRun(tx, opened.run.id)) ?? opened.run;
  if (!IN_FORCE.includes(run.stage)) {
    const { stage } = run;
    throw problem(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  const { owner } = run;
  const parties = [...partiesOf(plan, directory), ...(await partiesOfRun(tx, run.id))];
  const known = new Set([...readersOfDraft(run), ...parties.map((party) => party.office)]);
  if (!known.has(office)) throw problem('UNKNOWN_OFFICE', { office });
  const { carriesOut, job, product, due } = given;
  if (carriesOut !== null) {
    const carried = plan.tasks.find(({ id }) => id === carriesOut);
    if (carried === undefined) throw problem('UNKNOWN_TASK', { task: carriesOut });
    const parts = partsIn(carried, directory, await givenPlaces(tx, run.id));
    const hasPart = parts.some(
      (one) => one.office === office || isUnitOf(office, one.office, directory),
    );
    if (!hasPart) throw problem('OFFICE_WITHOUT_PART', { office, task: carriesOut });
  }
  const terms = { job, product, due, nature: { kind: 'plain' }, phase: null } as const;
  allow(ownTaskRefusal({ terms }, dateOf(now)));
  const task = `RIENG-${(await countOwnTasks(tx, run.id, office)) + 1}`;
  const own: OpenedTask = {
    number: `${run.number.replace('KH-', 'NV-')}.${task}.${office}`,
    drill: run.drill,
    plan: { plan: run.plan, run: run.id, edition: run.edition },
    task,
    own: { addedBy: actor.person, carriesOut },
    role: 'lead',
    office,
    scope: null,
    owner,
    reviewer: reviewerOf(run, office, directory),
    lead: null,
    terms,
  };
  const id = idFrom('task', run.id, task, office);
  await addOwnTask(tx, run.id, id, own);
  await askToLook(tx, [{ matter: 'plan', id: run.id }], now);
  return { id, number: own.number };
}
