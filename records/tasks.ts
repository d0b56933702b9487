import type { DirectoryAt } from '../domain/offices/directory.ts';
import { plain } from '../domain/plain-text.ts';
import { taskSnapshot } from '../domain/tasks/outcome.ts';
import { readersOfTask } from '../domain/tasks/readers.ts';
import { dueOf, standingOf, taskRowsOf } from '../domain/tasks/rows.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import { isActive } from '../domain/tasks/task.ts';
import type { TaskRow } from '../domain/reporting/register-rows.ts';
import type { Instant } from '../domain/time/instant.ts';
import { saveClocks } from './clocks.ts';
import type { Queryable } from './database.ts';
import { heldState } from './held-row.ts';
import { isId } from './ids.ts';

/** A task of an office by its id or number, as it stands; null when there is none. */
export async function loadTask(db: Queryable, idOrNumber: string): Promise<AgencyTask | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ state: AgencyTask }>(
    `select state from tasks where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.state ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export function lockTask(tx: Queryable, id: string): Promise<AgencyTask | null> {
  return heldState(tx, 'task', id);
}

/** Writes a task and what is read from it; when a lead's task ends, its helpers' look. */
export async function saveTask(
  tx: Queryable,
  before: AgencyTask | null,
  task: AgencyTask,
  { now, directory }: { readonly now: Instant; readonly directory: DirectoryAt },
): Promise<void> {
  const { wake, open } = taskSnapshot(task, directory).waits.task;
  await tx.query(
    `with place as (update task_places set opened = true where id = $1 and not opened)
     insert into tasks (id, number, run_id, plan, task, office, role, desk, version, stage, ending,
       standing, phase, own, opened_at, due, next_due, open, drill, state, named, readers, search)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $20, $21, $22, $23)
     on conflict (id) do update set office = excluded.office, desk = excluded.desk,
       version = excluded.version, stage = excluded.stage, ending = excluded.ending,
       standing = excluded.standing, phase = excluded.phase, due = excluded.due,
       next_due = excluded.next_due, open = excluded.open, state = excluded.state,
       named = excluded.named, readers = excluded.readers, search = excluded.search`,
    [
      task.id,
      task.number,
      task.plan.run,
      task.plan.plan,
      task.task,
      task.office,
      task.role,
      task.reviewer.desk,
      task.version,
      task.stage,
      task.ending,
      standingOf(task),
      task.terms.phase?.id ?? null,
      task.own !== null,
      task.openedAt,
      nextDueOf(task),
      wake,
      open,
      task.drill,
      JSON.stringify(task),
      task.named,
      readersOfTask(task, directory),
      plain(`${task.number} ${task.terms.job.vi}`),
    ],
  );
  await saveClocks(tx, 'task', before, task);
  const hasEnded = !isActive(task) && (before === null || isActive(before));
  if (!hasEnded || task.role !== 'lead') return;
  await tx.query(
    `insert into looks (matter, case_id, look_at)
     select 'task', id, $3 from tasks
     where run_id = $1 and task = $2 and role = 'coordinating' and open order by id`,
    [task.plan.run, task.task, now],
  );
}

/** The earliest due of a product that is still owed; null where none has a day. */
function nextDueOf(task: AgencyTask): Instant | null {
  const owed = task.occurrences.filter(
    ({ status }) => status !== 'accepted' && status !== 'dropped',
  );
  const dues = owed.map((occurrence) => dueOf(task, occurrence)).filter((due) => due !== null);
  return dues.sort()[0] ?? null;
}

/** Ids of the tasks that have something to wait for. */
export async function openTaskIds(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from tasks where open order by opened_at, id',
  );
  return rows.map((row) => row.id);
}

/** What the tasks of some offices (null: of all) give to the figures of reports. */
export async function taskRows(
  db: Queryable,
  offices: readonly string[] | null,
): Promise<readonly TaskRow[]> {
  const { rows } = await db.query<{ state: AgencyTask }>(
    'select state from tasks where $1::text[] is null or office = any($1) order by number',
    [offices],
  );
  return rows.flatMap(({ state }) => taskRowsOf(state));
}
