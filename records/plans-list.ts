import type { PlanId } from '../domain/plans/plan.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Queryable } from './database.ts';
import { isId } from './ids.ts';
import { likePattern } from './paging.ts';
import type { AskedPlan } from './plans.ts';

/** A plan that was asked for, as far as it has come. */
export interface KnownPlan {
  readonly id: string;
  readonly asked: AskedPlan;
  /** Null until its process has begun. */
  readonly state: RunningPlan | null;
}

/**
 * The plans that a reference can mean, the newest first: its id, its number, or how the id of the
 * plan begins; null: every plan.
 */
export async function knownPlans(
  db: Queryable,
  reference: string | null,
): Promise<readonly KnownPlan[]> {
  const isOne = reference !== null && isId(reference);
  const { rows } = await db.query<KnownPlan>(
    `select id, asked, state from plans
     where ($1::uuid is null or id = $1) and ($2::text is null or number = $2 or plan like $3)
     order by asked_at desc, number desc`,
    isOne
      ? [reference, null, null]
      : [null, reference, reference === null ? null : likePattern(reference).slice(1)],
  );
  return rows;
}

/** The plans below a plan that are carried out or were, drills only below a drill. */
export async function plansBelow(
  db: Queryable,
  { plan, drill }: { readonly plan: PlanId; readonly drill: boolean },
): Promise<readonly RunningPlan[]> {
  const { rows } = await db.query<{ state: RunningPlan }>(
    `select state from plans
     where state ->> 'upper' = $1 and drill = $2 and state ->> 'adoptedAt' is not null
     order by number`,
    [plan, drill],
  );
  return rows.map(({ state }) => state);
}

/** Every office to which a task of a plan was given, or that holds one now. */
export async function officesOfRun(db: Queryable, run: string): Promise<readonly OfficeId[]> {
  const { rows } = await db.query<{ office: OfficeId }>(
    `select office from task_places where run_id = $1
     union select office from tasks where run_id = $1 order by office`,
    [run],
  );
  return rows.map(({ office }) => office);
}
