import type { OfficeId } from '../domain/offices/office.ts';
import type { PersonId } from '../domain/offices/person.ts';
import type { OwnTask } from '../domain/plans/coverage.ts';
import type { PhaseId, PlanTaskId } from '../domain/plans/plan.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';
import { WAITS } from './task-places.ts';

/**
 * How a task of an office stands for whoever follows the plan up; every task is in exactly one.
 * What is late is late, whatever else it is; `to-take-up` is still in time to be accepted. A task
 * that ended with its plan is done where its products were, else `stopped` with it.
 */
export const PROGRESS_STATES = [
  'done',
  'done-late',
  'running',
  'overdue',
  'to-take-up',
  'not-taken-up',
  'returned',
  'contested',
  'invited',
  'stopped-late',
  'stopped',
  'fallen-away',
  'not-opened',
] as const;
export type ProgressState = (typeof PROGRESS_STATES)[number];

/** The states in which somebody has to do something about a task. */
export const BEHIND_STATES = ['overdue', 'contested', 'returned', 'not-taken-up'] as const;
export type BehindState = (typeof BEHIND_STATES)[number];

/** Which tasks are counted. */
export interface ProgressOf {
  readonly run: string;
  /** Only these works (an office's, or a part of it), by their keys; null: everybody's. */
  readonly works: readonly string[] | null;
  /** The phase of each task of the plan that has one: of what is not open yet it is not stored. */
  readonly phases: ReadonlyMap<PlanTaskId, PhaseId>;
}

/** How many tasks of an office in a phase stand so. */
export interface ProgressCount {
  /** Null: with the whole plan. */
  readonly phase: PhaseId | null;
  readonly office: OfficeId;
  readonly state: ProgressState;
  readonly count: number;
}

/** Whether some product of a task `t` is so. */
const some = (condition: string) =>
  `jsonb_path_exists(t.state, '$.occurrences[*] ? (${condition})')`;

// What the products of a task came to that ended with its plan; of who owed none it fell away.
const AT_THE_END = `case
  when ${some(`@.lateSince != null && @.status != "accepted" && @.status != "dropped"
    || @.status == "missed"`)} then 'stopped-late'
  when ${some('@.status == "open" || @.status == "submitted" || @.status == "returned"')}
    then 'stopped'
  when ${some('@.status == "accepted" && @.submissions[0].arrival == "late"')} then 'done-late'
  when ${some('@.status == "accepted"')} then 'done'
  else 'fallen-away' end`;

// Whether nobody has accepted a task `t` by the day by which somebody had to. Asked of the task
// itself: joined with the clocks of all cases, the whole country would take minutes.
const TAKE_UP_LAPSED = `jsonb_path_exists(t.state, '$.clocks[*] ? (@.rule == "task-take-up"
  && (@.status == "running" || @.status == "frozen") && @.lapses > 0)')`;

// Every place of a plan with the state of its task; not what nobody is asked any more.
const STANDING = `
  select p.number, p.task, coalesce(t.office, p.office) as office, t.state as body, t.due,
    t.opened_at, t.own, coalesce(t.phase, m.phase) as phase,
    case when t.id is null then 'not-opened'
      when t.ending = 'plan-ended' then ${AT_THE_END}
      when t.standing in ('done', 'done-late', 'fallen-away', 'overdue') then t.standing
      when t.stage in ('contested', 'returned', 'invited') then t.stage
      when t.standing = 'not-taken-up' and ${TAKE_UP_LAPSED} then t.standing
      when t.standing = 'not-taken-up' then 'to-take-up'
      else 'running' end as state
  from task_places p left join tasks t on t.id = p.id
    left join unnest($3::text[], $4::text[]) as m(task, phase) on m.task = p.task
  where p.run_id = $1 and (p.opened or not ${WAITS})
    and ($2::text[] is null or coalesce(t.office, p.office) || '/' || coalesce(
    p.place #>> '{place,scope}', p.place #>> '{opened,scope}', '') = any($2))`;

function parameters({ run, works, phases }: ProgressOf): readonly unknown[] {
  return [run, works, [...phases.keys()], [...phases.values()]];
}

/** How the tasks of a plan stand, counted by phase, office and state. */
export async function progressCounts(
  db: Queryable,
  of: ProgressOf,
): Promise<readonly ProgressCount[]> {
  const { rows } = await db.query<ProgressCount>(
    `with standing as (${STANDING})
     select phase, office, state, count(*)::int as count from standing
     group by phase, office, state order by phase nulls first, office, state`,
    parameters(of),
  );
  return rows;
}

/** A task about which somebody has to do something: by whom, since when. */
export interface BehindTask {
  readonly number: string;
  readonly task: PlanTaskId;
  readonly office: OfficeId;
  readonly phase: PhaseId | null;
  readonly state: BehindState;
  /** Who does it; null: the head of the office. */
  readonly named: PersonId | null;
  readonly since: Instant;
}

/** What is behind: what is late first, then what was refused, the longest waiting first. */
export async function behindTasks(
  db: Queryable,
  of: ProgressOf,
  limit: number,
): Promise<readonly BehindTask[]> {
  const { rows } = await db.query<Omit<BehindTask, 'since'> & { readonly since: Date }>(
    `with standing as (${STANDING})
     select number, task, office, phase, state, body ->> 'named' as named,
       coalesce(case state
         when 'overdue' then due
         when 'contested' then (body #>> '{contests,-1,at}')::timestamptz
         -- Since it came to the office that has to take it up.
         when 'not-taken-up' then (body #>> '{homes,-1,since}')::timestamptz
         when 'returned' then (jsonb_path_query_first(body,
           '$.clocks[*] ? (@.rule == "task-submit-again" && @.status == "running").anchor')
           #>> '{}')::timestamptz
         end, opened_at) as since
     from standing where state = any($5::text[])
     order by array_position($5::text[], state), since, number limit $6`,
    [...parameters(of), BEHIND_STATES, limit],
  );
  return rows.map((row) => ({ ...row, since: instantFrom(row.since) }));
}

/** How the offices of one task of a plan stand, for its line in a picture. */
export interface TaskCount {
  readonly task: PlanTaskId;
  /** Without those for whom it fell away. */
  readonly offices: number;
  readonly opened: number;
  readonly done: number;
  readonly late: number;
  /** What somebody still has to do. */
  readonly open: number;
  /** Of what is open, what nobody has taken up yet. */
  readonly waiting: number;
  /** What was left when the plan ended. */
  readonly stopped: number;
}

/** The tasks of a plan, counted over their offices. */
export async function taskCounts(db: Queryable, of: ProgressOf): Promise<readonly TaskCount[]> {
  const { rows } = await db.query<TaskCount>(
    // Each state is worked out once, not once for every column.
    `with standing as (${STANDING}),
       states as materialized (select task, office, state from standing)
     select task, count(distinct office) filter (where state <> 'fallen-away')::int as offices,
       count(*) filter (where state <> 'not-opened')::int as opened,
       count(*) filter (where state in ('done', 'done-late'))::int as done,
       count(*) filter (where state = 'overdue')::int as late,
       count(*) filter (where state = any($5::text[]))::int as open,
       count(*) filter (where state = any($6::text[]))::int as waiting,
       count(*) filter (where state in ('stopped', 'stopped-late'))::int as stopped
     from states group by task`,
    [...parameters(of), OPEN_STATES, WAITING_STATES],
  );
  return rows;
}

const WAITING_STATES = ['to-take-up', 'not-taken-up', 'invited', 'contested'] as const;
const OPEN_STATES = [...WAITING_STATES, 'running', 'overdue', 'returned'] as const;

/** The tasks of a plan that lie with somebody, whoever it is. */
export async function tasksLaidDown(db: Queryable, run: string): Promise<ReadonlySet<PlanTaskId>> {
  const { rows } = await db.query<{ task: PlanTaskId }>(
    'select distinct task from task_places where run_id = $1',
    [run],
  );
  return new Set(rows.map(({ task }) => task));
}

/** What offices gave themselves below a plan. */
export async function ownTasksIn(db: Queryable, run: string): Promise<readonly OwnTask[]> {
  const { rows } = await db.query<OwnTask>(
    `select coalesce(t.office, p.office) as office,
       p.place #>> '{opened,own,carriesOut}' as "carriesOut"
     from task_places p left join tasks t on t.id = p.id
     where p.run_id = $1 and p.place ->> 'kind' = 'own'
       and t.standing is distinct from 'fallen-away'
     order by p.number`,
    [run],
  );
  return rows;
}
