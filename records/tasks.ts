import type { DirectoryAt } from '../domain/offices/directory.ts';
import { plain } from '../domain/plain-text.ts';
import { taskSnapshot } from '../domain/tasks/outcome.ts';
import { readersOfTask } from '../domain/tasks/readers.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import { isActive } from '../domain/tasks/task.ts';
import type { Instant } from '../domain/time/instant.ts';
import { saveClocks } from './clocks.ts';
import type { Queryable } from './database.ts';
import { heldState } from './held-row.ts';
import { isId } from './ids.ts';
import { addReaders } from './plan-readers.ts';
import { taskRow } from './task-row.ts';

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

/**
 * Writes a task and what is read from it; when a lead's ends, goes on or moves, its helpers' look.
 */
export async function saveTask(
  tx: Queryable,
  before: AgencyTask | null,
  task: AgencyTask,
  { now, directory }: { readonly now: Instant; readonly directory: DirectoryAt },
): Promise<void> {
  const { wake } = taskSnapshot(task, directory).waits.task;
  const row = taskRow(task);
  await tx.query(
    `with place as (update task_places set opened = true where id = $1 and not opened)
     insert into tasks (id, number, run_id, plan, task, office, role, desk, version, stage, ending,
       standing, phase, own, opened_at, due, next_due, open, drill, state, figures, moved_at, named,
       readers, search)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $20, $21, $22, $23, $24, $25)
     on conflict (id) do update set office = excluded.office, desk = excluded.desk,
       version = excluded.version, stage = excluded.stage, ending = excluded.ending,
       standing = excluded.standing, phase = excluded.phase, due = excluded.due,
       next_due = excluded.next_due, open = excluded.open, state = excluded.state,
       figures = excluded.figures, moved_at = excluded.moved_at, named = excluded.named,
       readers = excluded.readers, search = excluded.search`,
    [
      row.id,
      row.number,
      row.run,
      row.plan,
      row.task,
      row.office,
      row.role,
      row.desk,
      row.version,
      row.stage,
      row.ending,
      row.standing,
      row.phase,
      row.own,
      row.openedAt,
      row.due,
      wake,
      row.open,
      row.drill,
      JSON.stringify(task),
      JSON.stringify(row.figures),
      now,
      task.named,
      readersOfTask(task, directory),
      plain(`${task.number} ${task.terms.job.vi}`),
    ],
  );
  await saveClocks(tx, 'task', before, task);
  const hasMoved = before !== null && before.office !== task.office;
  if (hasMoved) await addReaders(tx, task, directory);
  const hasTurned = isActive(task) !== (before === null || isActive(before));
  if (!(hasTurned || hasMoved) || task.role !== 'lead') return;
  await tx.query(
    `insert into looks (matter, case_id, look_at)
     select 'task', id, $3 from tasks
     where run_id = $1 and task = $2 and role = 'coordinating'
       and (open or ending = 'lead-done') order by id`,
    [task.plan.run, task.task, now],
  );
}

/** Ids of the tasks that have something to wait for. */
export async function openTaskIds(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from tasks where open order by opened_at, id',
  );
  return rows.map((row) => row.id);
}
