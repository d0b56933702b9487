import type { DecisionContext } from '../domain/cases/deciding.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { PersonId } from '../domain/offices/person.ts';
import { presently } from '../domain/offices/presently.ts';
import type { Plan } from '../domain/plans/plan.ts';
import { leadOf } from '../domain/plans/process/places.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import type { HeldTask, StandingAt } from '../domain/plans/process/standing.ts';
import { standingOfPlan } from '../domain/plans/process/standing.ts';
import { mayGiveTo } from '../domain/plans/reach.ts';
import type { TaskAct } from '../domain/tasks/act.ts';
import type { PlanStanding, TaskKnowledge, Twin } from '../domain/tasks/deciding.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import { isActive } from '../domain/tasks/task.ts';
import type { Queryable } from './database.ts';
import { HELD } from './people-capacities.ts';
import { loadEdition } from './plan-editions.ts';
import { loadRun } from './plans.ts';
import { WAITS, givenLeads } from './task-places.ts';

/** What a decision on a task may know besides it, read in the transaction of the decision. */
export async function taskKnowledge(
  tx: Queryable,
  task: AgencyTask,
  act: TaskAct | null,
  at: StandingAt,
): Promise<TaskKnowledge> {
  const { directory } = at;
  const run = await loadRun(tx, task.plan.run);
  if (run === null) throw new Error(`Task ${task.id} without its plan ${task.plan.run}`);
  const plan = await loadEdition(tx, run.plan, run.edition);
  return {
    plan: standing(run, plan, task, at),
    lead: await leadNow(tx, run, plan, task, directory),
    leadIsDone: task.role === 'coordinating' && (await leadIsDone(tx, task)),
    ...(await twinsOf(tx, task, act, directory)),
    staff: await staffAmong(tx, peopleIn(act), task.office, directory),
    reach: new Set(officesIn(act).filter((office) => mayGiveTo(plan, office, directory))),
  };
}

/** What is known of a task that opens: how its plan stands, by the edition in force (`plan`). */
export async function openingKnowledge(
  tx: Queryable,
  run: RunningPlan,
  plan: Plan,
  task: HeldTask & Pick<AgencyTask, 'own' | 'terms'>,
  at: StandingAt,
): Promise<TaskKnowledge> {
  const lead = await leadNow(tx, run, plan, task, at.directory);
  const nobody = { leadIsDone: false, twins: [], resting: [], staff: new Set<PersonId>() };
  return { plan: standing(run, plan, task, at), lead, ...nobody, reach: new Set() };
}

/** Whom an office helps with a task, as the plan and its owner's decisions have it now. */
async function leadNow(
  tx: Queryable,
  run: RunningPlan,
  plan: Plan,
  { task: id, role }: Pick<AgencyTask, 'task' | 'role'>,
  directory: DecisionContext['directory'],
): Promise<OfficeId | null> {
  if (role !== 'coordinating') return null;
  const task = plan.tasks.find((one) => one.id === id);
  if (task === undefined) return null;
  return leadOf(plan, task, await givenLeads(tx, run.id, id), directory);
}

function standing(
  run: RunningPlan,
  plan: Plan,
  task: HeldTask & Pick<AgencyTask, 'own' | 'terms'>,
  at: StandingAt,
): PlanStanding {
  const stands = standingOfPlan(run, plan, task, at);
  // What an office added for itself no edition of the plan changes.
  return task.own === null ? stands : { ...stands, terms: task.terms };
}

async function leadIsDone(tx: Queryable, { plan, task }: AgencyTask): Promise<boolean> {
  const { rows } = await tx.query<{ done: boolean | null }>(
    `select bool_and(coalesce(t.stage in ('done', 'ended'), false)) as done
     from task_places p left join tasks t on t.id = p.id
     where p.run_id = $1 and p.task = $2 and p.place #>> '{place,role}' = 'lead'
       and t.ending is distinct from 'dropped' and (p.opened or not ${WAITS})`,
    [plan.run, task],
  );
  return rows[0]?.done ?? false;
}

/**
 * Other tasks of the same that lie with an office today, whether they have looked or not: those
 * that are open; and for one that is over, those that may go on like it.
 */
async function twinsOf(
  tx: Queryable,
  task: AgencyTask,
  act: TaskAct | null,
  directory: DecisionContext['directory'],
): Promise<Pick<TaskKnowledge, 'twins' | 'resting'>> {
  // What offices added for themselves is each its own, whatever it is called.
  if (task.own !== null) return { twins: [], resting: [] };
  const offices = [presently(task.office, directory, task.scope), ...officesIn(act)];
  const { rows } = await tx.query<StoredTwin>(
    `with recursive before(office) as (
       select unnest($4::text[]) union select s.from_office from successions s join before b
         on s.to_office = b.office)
     select id, number, role, office, state ->> 'scope' as scope,
       jsonb_array_length(state -> 'homes') as homes, stage in ('done', 'ended') as "isOver"
     from tasks
     where run_id = $1 and task = $2 and id <> $3 and office in (select office from before)
       and (stage not in ('done', 'ended')
         or ($7 and role = $5 and (stage = 'done' or ending = 'lead-done')))
       -- Of another part, and not seen since the plan was amended: it may be about to fall away.
       and (role = $5 or (state #>> '{plan,edition}')::int >= $6)
     order by opened_at, id`,
    [
      ...[task.plan.run, task.task, task.id, offices, task.role, task.plan.edition],
      !isActive(task),
    ],
  );
  const lying = (one: boolean) =>
    rows.flatMap(({ id, number, role, office: held, scope, homes, isOver }): Twin[] => {
      const office = presently(held, directory, scope);
      if (isOver !== one || !offices.includes(office)) return [];
      return [{ id, number, role, office, moved: homes > 1 || office !== held }];
    });
  return { twins: lying(false), resting: lying(true) };
}

interface StoredTwin extends Omit<Twin, 'moved'> {
  readonly scope: string | null;
  readonly homes: number;
  readonly isOver: boolean;
}

function peopleIn(act: TaskAct | null): readonly PersonId[] {
  const isNaming = act?.kind === 'accept-task' || act?.kind === 'name-person';
  return isNaming ? [act.data.person] : [];
}

async function staffAmong(
  tx: Queryable,
  people: readonly PersonId[],
  office: OfficeId,
  { date }: DecisionContext['directory'],
): Promise<ReadonlySet<PersonId>> {
  if (people.length === 0) return new Set();
  const { rows } = await tx.query<{ person: PersonId }>(
    `select distinct h.person_id as person from holdings h
     where ${HELD} and h.office_id = $2 and h.person_id = any($3::uuid[])`,
    [date, office, people],
  );
  return new Set(rows.map(({ person }) => person));
}

function officesIn(act: TaskAct | null): readonly OfficeId[] {
  const to = act?.kind === 'decide-contest' ? act.data.to : null;
  return to === null ? [] : [to];
}
