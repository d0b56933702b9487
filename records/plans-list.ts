import type { OfficeId } from '../domain/offices/office.ts';
import type { Plan, PlanId, PlanTask } from '../domain/plans/plan.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import type { Text } from '../domain/text.ts';
import type { Queryable } from './database.ts';
import { isId } from './ids.ts';
import type { Page } from './paging.ts';
import { likePattern, paged } from './paging.ts';
import type { AskedPlan } from './plans.ts';

/** A plan that was asked for, as far as it has come, in its version in force or its draft. */
export interface KnownPlan {
  readonly id: string;
  readonly asked: AskedPlan;
  /** Null until its process has begun. */
  readonly state: RunningPlan | null;
  readonly plan: Plan;
}

/** A plan in a list. */
export interface ListedRun {
  readonly id: string;
  readonly asked: AskedPlan;
  readonly state: RunningPlan | null;
  readonly title: Text;
  readonly tasks: number;
  /** The draft, as long as no process has begun. */
  readonly draft: Plan | null;
}

// The version in force, or the draft, of a plan `p` that is carried out.
const IN_FORCE = `plan_editions e on e.plan = p.plan
  and e.edition = coalesce(p.state ->> 'edition', p.asked ->> 'edition')::int`;

/** A page of the plans that are there for these offices, the newest first, and how many are. */
export async function listRuns(
  db: Queryable,
  offices: readonly OfficeId[],
  page: Page,
): Promise<{ readonly items: readonly ListedRun[]; readonly total: number }> {
  // The one row that an empty page has, for its total, has no id.
  const { rows } = await db.query<{ readonly total: number } & (ListedRun | { readonly id: null })>(
    `with found as (select id, asked_at, number from plans where readers && $1::text[]),
       page as (select * from found order by asked_at desc, number desc limit $2 offset $3)
     select counted.total, p.id, p.asked, p.state, e.body -> 'title' as title,
       jsonb_array_length(e.body -> 'tasks') as tasks,
       case when p.state is null then e.body end as draft
     from (select count(*) as total from found) counted
     left join (page join plans p using (id) join ${IN_FORCE}) on true
     order by page.asked_at desc, page.number desc`,
    [offices, ...paged(page)],
  );
  return {
    items: rows.flatMap((row) => (row.id === null ? [] : [row])),
    total: rows[0]?.total ?? 0,
  };
}

/** What a name means among the plans that are there for somebody. */
export interface FoundPlan extends KnownPlan {
  /** Whether the name means more than one plan. */
  readonly isUnclear: boolean;
}

/**
 * The plan that a reference means to these offices: its id, its number, or how the id of the plan
 * begins; what is named in full goes first. Of several under one name it is the one that was not
 * taken back, the newest. Null when there is none.
 */
export async function findRun(
  db: Queryable,
  offices: readonly OfficeId[],
  reference: string,
): Promise<FoundPlan | null> {
  const { rows } = await db.query<FoundPlan>(
    `with found as (
       select id, plan, number = $3 or id = $2 or plan = $3 as named, asked_at, number,
         ending is not distinct from 'withdrawn' as withdrawn
       from plans
       where readers && $1::text[] and (id = $2 or number = $3 or plan like $4)),
     meant as (select * from found where named or not exists (select from found where named)),
     first as (select * from meant order by withdrawn, asked_at desc, number desc limit 1)
     select p.id, p.asked, p.state, e.body as plan,
       (select count(distinct plan) > 1 from meant) as "isUnclear"
     from first join plans p using (id) join ${IN_FORCE}`,
    isId(reference)
      ? [offices, reference, null, null]
      : [offices, null, reference, likePattern(reference).slice(1)],
  );
  return rows[0] ?? null;
}

/** The number under which a plan is carried out, the newest of several; null: under none. */
export async function numberOfPlan(
  db: Queryable,
  plan: PlanId,
  drill: boolean,
): Promise<string | null> {
  const { rows } = await db.query<{ number: string }>(
    `select number from plans where plan = $1 and drill = $2
     order by ending is not distinct from 'withdrawn', asked_at desc, number desc limit 1`,
    [plan, drill],
  );
  return rows[0]?.number ?? null;
}

/** A plan below another, with what it carries out of that. */
export interface PlanBelow {
  readonly number: string;
  readonly owner: OfficeId;
  readonly title: Text;
  readonly tasks: readonly Pick<PlanTask, 'carriesOut'>[];
}

/** The plans below a plan that are carried out or were, drills only below a drill. */
export async function plansBelow(
  db: Queryable,
  { plan, drill }: { readonly plan: PlanId; readonly drill: boolean },
): Promise<readonly PlanBelow[]> {
  const { rows } = await db.query<PlanBelow>(
    `select p.number, p.state ->> 'owner' as owner, e.body -> 'title' as title,
       (select coalesce(jsonb_agg(jsonb_build_object('carriesOut', t -> 'carriesOut')), '[]')
        from jsonb_array_elements(e.body -> 'tasks') t
        where t ->> 'carriesOut' is not null) as tasks
     from plans p join ${IN_FORCE}
     where p.state ->> 'upper' = $1 and p.drill = $2 and p.state ->> 'adoptedAt' is not null
     order by p.number`,
    [plan, drill],
  );
  return rows;
}
