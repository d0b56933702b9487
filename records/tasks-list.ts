import type { ClockRuleId } from '../domain/clocks/rule.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Work } from '../domain/offices/work.ts';
import { plain } from '../domain/plain-text.ts';
import type { PhaseId, PlanId, PlanTaskId } from '../domain/plans/plan.ts';
import type { TaskRole } from '../domain/plans/process/places.ts';
import type { TaskReading } from '../domain/tasks/readers.ts';
import type { TaskStanding } from '../domain/tasks/rows.ts';
import type { TaskEnding, TaskStage } from '../domain/tasks/vocabulary.ts';
import type { Text } from '../domain/text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { Page, PageRow } from './paging.ts';
import { likePattern, pageOf, paged } from './paging.ts';

export interface TaskFilter {
  /** A plan that is carried out, by its id or number, or its name or a beginning of that. */
  readonly plan?: string | undefined;
  readonly task?: PlanTaskId | undefined;
  readonly office?: OfficeId | undefined;
  /** Who follows it up; `mine`: those that wait for the reader's own desk. */
  readonly desk?: OfficeId | 'mine' | undefined;
  readonly stage?: TaskStage | undefined;
  readonly standing?: TaskStanding | undefined;
  readonly role?: TaskRole | undefined;
  readonly phase?: PhaseId | undefined;
  /** Only open ones of the reader's own office; of staff, those to which they were named. */
  readonly mine?: boolean | undefined;
  /** A part of its number or job, or of its office's code or name, with or without marks. */
  readonly search?: string | undefined;
  /** `office`: by plan, task and office, as the plan has them. */
  readonly sort: 'time-left' | 'office';
}

/** A task in a list. */
export interface ListedTask {
  readonly id: string;
  readonly number: string;
  readonly plan: PlanId;
  readonly task: PlanTaskId;
  readonly job: Text;
  readonly office: OfficeId;
  readonly role: TaskRole;
  readonly desk: OfficeId;
  readonly named: string | null;
  readonly phase: PhaseId | null;
  readonly own: boolean;
  readonly stage: TaskStage;
  readonly ending: TaskEnding | null;
  readonly standing: TaskStanding;
  readonly openedAt: Instant;
  /** When the earliest product that is owed is due; null where none has a day. */
  readonly due: Instant | null;
  /** The earliest due of a clock that runs; of my tasks, of one that runs for my office. */
  readonly nextDue: Instant | null;
  /** Which clock that is. */
  readonly nextRule: ClockRuleId | null;
  readonly drill: boolean;
}

const ORDER = {
  'time-left': '"nextDue" nulls last, number',
  office: 'plan, place_order, number',
} as const satisfies Record<TaskFilter['sort'], string>;

/**
 * Whether a task lies with offices `$1`, or with a body that has ended and whose work it is: of
 * divided work the parts `$19` are theirs, `$18` are not. As `readsTask` has it.
 */
const held = (by: string) => `(${by}.office = any($1::text[])
  and not (${workOf(by)} = any($18::text[])) or ${workOf(by)} = any($19::text[]))`;
const workOf = (task: string) => `${task}.office || '/' || coalesce(${task}.state ->> 'scope', '')`;

/**
 * Whether a task `l` is that of the one lead whom a task helps, wherever it lies by now. Where
 * several lead, whoever helps is told of none of them.
 */
export const isHelpedBy = (by: string) => `${by}.role = 'coordinating' and l.role = 'lead'
  and ${by}.state ->> 'lead' is not null
  and l.state -> 'homes' @> jsonb_build_array(jsonb_build_object('office', ${by}.state -> 'lead'))`;

/**
 * Whether a task `t` is there for somebody whose offices are `$1`; `$2`: they read only what their
 * own office holds. An office that helps a task reads also that of the lead whom it helps.
 */
const READABLE = `(case when $2 then ${held('t')} else t.id in (
  select id from tasks where readers && $1::text[]
  union select h.id from tasks h where h.state ->> 'scope' is not null and ${held('h')}
  union select l.id from tasks c join tasks l on l.run_id = c.run_id and l.task = c.task
    and ${isHelpedBy('c')} where ${held('c')}) end)`;

// What waits for the desk that follows a task up, or for the owner of its plan.
const DESK_CLOCKS = `('task-review', 'list-forward', 'list-appraisal', 'task-contest')`;

// A clock without a deadline: a phase that is open at its end.
const NEVER = `'9000-01-01'::timestamptz`;

/** The tasks that are there for somebody, with how many there are. */
export async function listTasks(
  db: Queryable,
  reading: TaskReading,
  filter: TaskFilter,
  page: Page,
): Promise<{ readonly items: readonly ListedTask[]; readonly total: number }> {
  const isDesk = filter.desk === 'mine';
  const { rows } = await db.query<PageRow<ListedTask>>(
    `with found as (
       select t.id, t.number, t.plan, t.task, t.office, t.role, t.desk, t.named, t.phase, t.own,
         t.stage, t.ending, t.standing, t.opened_at as "openedAt", t.due, t.drill, p.place_order,
         t.state #> '{terms,job}' as job,
         next.due as "nextDue", next.rule as "nextRule"
       from tasks t join task_places p on p.id = t.id join plans r on r.id = t.run_id
         left join lateral (select k.due, k.rule from clocks k
           where k.case_id = t.id and k.status = 'running' and k.due < ${NEVER}
           and (not $4 or k.owner = any($1)) and (not $5 or k.rule in ${DESK_CLOCKS})
           order by k.due, k.clock_id limit 1) next on true
       where ${READABLE}
         and (not $3 or t.stage not in ('done', 'ended') and (case when $2
           then t.named = $6::uuid else ${held('t')} end))
         and (not $5 or exists (select from clocks k where k.case_id = t.id
           and k.status = 'running' and k.owner = any($1) and k.rule in ${DESK_CLOCKS}))
         and ($7::text is null or r.id::text = $7 or r.number = $7 or starts_with(t.plan, $7))
         and ($8::text is null or t.task = $8)
         and ($9::text is null or t.office = $9)
         and ($10::text is null or t.desk = $10)
         and ($11::text is null or t.stage = $11)
         and ($12::text is null or t.standing = $12)
         and ($13::text is null or t.role = $13)
         and ($14::text is null or t.phase = $14)
         and ($15::text is null or t.search like $15
           or t.office in (select office_id from office_rows where search like $15))),
     page as (select * from found order by ${ORDER[filter.sort]} limit $16 offset $17)
     select counted.total, page.id, page.number, page.plan, page.task, page.job, page.office,
       page.role, page.desk, page.named, page.phase, page.own, page.stage, page.ending,
       page.standing, page."openedAt", page.due, page."nextDue", page."nextRule",
       page.drill
     from (select count(*) as total from found) counted left join page on true
     order by ${ORDER[filter.sort]}`,
    [
      reading.offices,
      reading.onlyOwn,
      filter.mine ?? false,
      (filter.mine ?? false) || isDesk,
      isDesk,
      reading.person,
      filter.plan ?? null,
      filter.task ?? null,
      filter.office ?? null,
      isDesk ? null : (filter.desk ?? null),
      filter.stage ?? null,
      filter.standing ?? null,
      filter.role ?? null,
      filter.phase ?? null,
      filter.search === undefined ? null : likePattern(plain(filter.search)),
      ...paged(page),
      reading.parts.others,
      reading.parts.theirs,
    ],
  );
  return pageOf(rows);
}

/** The offices whose people may read a task, as they are kept with it, and those that help it. */
export async function readersKept(
  db: Queryable,
  id: string,
): Promise<{ readonly readers: readonly OfficeId[]; readonly helping: readonly Work[] }> {
  const { rows } = await db.query<{ readers: readonly OfficeId[]; helping: readonly Work[] }>(
    `select l.readers, coalesce(jsonb_agg(jsonb_build_object('office', c.office,
       'scope', c.state -> 'scope')) filter (where c.id is not null), '[]') as helping
     from tasks l left join tasks c on c.run_id = l.run_id and c.task = l.task
       and ${isHelpedBy('c')}
     where l.id = $1 group by l.id`,
    [id],
  );
  return rows[0] ?? { readers: [], helping: [] };
}
