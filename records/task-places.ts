import type { CaseRef } from '../domain/cases/outcome.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Plan, PlanTaskId } from '../domain/plans/plan.ts';
import type { GivenLead, GivenPlace, TaskPlace } from '../domain/plans/process/places.ts';
import { askedAmong, keysTaken, placesToOpen } from '../domain/plans/process/places.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import { openPhases } from '../domain/plans/process/running-plan.ts';
import type { OpenedTask } from '../domain/tasks/fact.ts';
import type { Queryable } from './database.ts';
import { idFrom } from './ids.ts';
import { loadEdition } from './plan-editions.ts';

/**
 * What a task begins with: a place of the plan, or what an office adds for itself. `waits`: the
 * edition in force asks it of nobody any more, until a later one asks it again.
 */
export type TaskOrigin =
  | { readonly kind: 'planned'; readonly place: TaskPlace; readonly waits?: boolean }
  | { readonly kind: 'own'; readonly opened: OpenedTask };

/** A task that is to be opened, or was. */
export interface StoredTaskPlace {
  readonly id: string;
  readonly run: string;
  readonly number: string;
  readonly origin: TaskOrigin;
}

/**
 * Lays down every place of a plan's tasks that is open now and not taken yet, in one statement. A
 * task that fell away and comes again gets a place of its own; one that was laid down before and
 * that nobody began waits where another edition gives it to other offices.
 */
export async function layDown(
  tx: Queryable,
  run: RunningPlan,
  directory: DirectoryAt,
): Promise<void> {
  const plan = await loadEdition(tx, run.plan, run.edition);
  await letWait(tx, run, plan, directory);
  const held = await givenPlaces(tx, run.id);
  const taken = keysTaken(held, directory);
  const places = placesToOpen(plan, openPhases(run), directory, taken);
  if (places.length === 0) return;
  const earlier = new Map<string, number>();
  for (const { task, givenTo } of held) {
    const key = `${task}/${givenTo}`;
    earlier.set(key, (earlier.get(key) ?? 0) + 1);
  }
  const rows = places.map((place, index) => {
    const { task, office } = place;
    const again = earlier.get(`${task}/${office}`) ?? 0;
    const name = `${run.number.replace('KH-', 'NV-')}.${task}.${office}`;
    return {
      id: idFrom('task', run.id, task, office, String(again)),
      place_order: held.length + index,
      number: again === 0 ? name : `${name}.${again + 1}`,
      task,
      office,
      place: { kind: 'planned', place } satisfies TaskOrigin,
    };
  });
  await tx.query(
    `insert into task_places (id, run_id, place_order, number, task, office, place)
     select p.id, $2, p.place_order, p.number, p.task, p.office, p.place
     from jsonb_to_recordset($1::jsonb) as p(id uuid, place_order int, number text, task text,
       office text, place jsonb)`,
    [JSON.stringify(rows), run.id],
  );
}

/** Every task of a plan that runs as it was given, whatever became of it. */
export async function givenPlaces(db: Queryable, run: string): Promise<readonly GivenPlace[]> {
  const { rows } = await db.query<GivenPlace>(
    `select ${GIVEN} from task_places p left join tasks t on t.id = p.id where p.run_id = $1`,
    [run],
  );
  return rows;
}

// Of a place, and of the task that began in it.
const GIVEN = `p.task, coalesce(t.office, p.office) as office, p.office as "givenTo",
  coalesce(p.place #>> '{place,role}', p.place #>> '{opened,role}') as role,
  p.place #>> '{place,scope}' as scope, t.ending,
  coalesce(t.state -> 'homes' @> '[{"why": "re-assigned"}]', false) as "isReassigned"`;

type Unopened = Pick<TaskPlace, 'task' | 'office' | 'scope' | 'role'> & {
  readonly id: string;
  readonly waits: boolean;
};

/** Marks what nobody has begun yet: whether the edition in force asks it of that office. */
async function letWait(
  tx: Queryable,
  run: RunningPlan,
  plan: Plan,
  directory: DirectoryAt,
): Promise<void> {
  const { rows } = await tx.query<Unopened>(
    `select id, task, office, place #>> '{place,scope}' as scope,
       place #>> '{place,role}' as role, ${WAITS} as waits
     from task_places where run_id = $1 and not opened and place ->> 'kind' = 'planned'`,
    [run.id],
  );
  const asked = new Set(askedAmong(plan, rows, directory));
  const turned = rows.filter((row) => asked.has(row) === row.waits);
  if (turned.length === 0) return;
  await tx.query(
    `update task_places set place = place || jsonb_build_object('waits', not ${WAITS})
     where id = any($1::uuid[])`,
    [turned.map(({ id }) => id)],
  );
}

/** In SQL: whether a place that nobody has begun waits until an edition asks it again. */
export const WAITS = `coalesce((place ->> 'waits')::boolean, false)`;

/** The tasks of those who lead one task of a plan that runs, whatever became of them. */
export async function givenLeads(
  db: Queryable,
  run: string,
  task: PlanTaskId,
): Promise<readonly GivenLead[]> {
  const { rows } = await db.query<GivenLead>(
    `select ${GIVEN}, (t.state #>> '{plan,edition}')::int as edition
     from task_places p left join tasks t on t.id = p.id
     where p.run_id = $1 and p.task = $2 and p.place #>> '{place,role}' = 'lead'`,
    [run, task],
  );
  return rows;
}

/** Keeps a task that an office adds to a plan for itself (Decision 801 III.1). */
export async function addOwnTask(
  tx: Queryable,
  run: string,
  id: string,
  opened: OpenedTask,
): Promise<void> {
  await tx.query(
    `insert into task_places (id, run_id, place_order, number, task, office, place)
     select $1, $2, count(*), $3, $4, $5, $6 from task_places where run_id = $2`,
    [
      id,
      run,
      opened.number,
      opened.task,
      opened.office,
      JSON.stringify({ kind: 'own', opened } satisfies TaskOrigin),
    ],
  );
}

/** How many tasks an office has added to a plan for itself, those that fell away too. */
export async function countOwnTasks(db: Queryable, run: string, office: OfficeId): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from task_places
     where run_id = $1 and office = $2 and place ->> 'kind' = 'own'`,
    [run, office],
  );
  return rows[0]?.count ?? 0;
}

/** Whether an office has added a task to a plan for itself, or does the work of who did. */
export async function hasOwnTask(
  db: Queryable,
  run: string,
  office: OfficeId,
  task: PlanTaskId,
): Promise<boolean> {
  const { rows } = await db.query(
    `select from task_places p left join tasks t on t.id = p.id
     where p.run_id = $1 and p.task = $2 and p.place ->> 'kind' = 'own'
       and coalesce(t.office, p.office) = $3`,
    [run, task, office],
  );
  return rows.length > 0;
}

/** Whether an office had a task of a plan, and each of that name has ended: nothing is to do. */
export async function hasEnded(
  db: Queryable,
  run: string,
  office: OfficeId,
  task: PlanTaskId,
): Promise<boolean> {
  const { rows } = await db.query<{ ended: boolean | null }>(
    `select bool_and(coalesce(t.stage = 'ended', false)) as ended
     from task_places p left join tasks t on t.id = p.id
     where p.run_id = $1 and p.task = $2 and coalesce(t.office, p.office) = $3`,
    [run, task, office],
  );
  return rows[0]?.ended ?? false;
}

/** A task before it is opened, or after; null for an id that none has. */
export async function loadTaskPlace(db: Queryable, id: string): Promise<StoredTaskPlace | null> {
  const { rows } = await db.query<StoredTaskPlace>(
    'select id, run_id as run, number, place as origin from task_places where id = $1',
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Tasks that no process has begun and that the process of their plan may not open: what offices
 * added to plans for themselves, and what waited and is asked again by the edition in force, for
 * whoever opens a plan's tasks begins each of them once.
 */
export async function tasksLeftBehind(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select p.id from task_places p join plans r on r.id = p.run_id
     where not p.opened and r.stage <> 'ended' and (p.place ->> 'kind' = 'own'
       or (p.place ->> 'waits' = 'false' and r.stage = 'running'
         and ${askedBy('r.plan', "(r.state ->> 'edition')::int")}))
     order by p.run_id, p.place_order limit 100`,
  );
  return rows.map(({ id }) => id);
}

/** In SQL: whether an edition of a plan has the task of a place. */
function askedBy(plan: string, edition: string): string {
  return `task in (select t ->> 'id' from plan_editions e
    cross join jsonb_array_elements(e.body -> 'tasks') t
    where e.plan = ${plan} and e.edition = ${edition})`;
}

// More than are opened at once, so that whoever opens them always sees the next.
const NEXT = 50;

/**
 * The next tasks that the process of a plan has to open; of one that stands still none. What the
 * edition in force asks of nobody any more waits, until a later one asks it again.
 */
export async function unopenedTasks(db: Queryable, run: RunningPlan): Promise<CaseRef[]> {
  if (run.stage !== 'running') return [];
  const { rows } = await db.query<{ id: string }>(
    `select id from task_places where run_id = $1 and not opened and not ${WAITS}
       and (place ->> 'kind' = 'own' or ${askedBy('$2', '$3')})
     order by place_order limit ${NEXT}`,
    [run.id, run.plan, run.edition],
  );
  return rows.map(({ id }) => ({ matter: 'task', id }));
}
