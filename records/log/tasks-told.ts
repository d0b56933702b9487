import { evolveTask } from '../../domain/tasks/evolve.ts';
import { wakeByItself } from '../../domain/tasks/outcome.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import { msOf } from '../../domain/time/instant.ts';
import { caseFrom, factsOfCases } from '../case-facts.ts';
import type { Queryable } from '../database.ts';
import type { StoredTask } from '../task-row.ts';
import { taskRow } from '../task-row.ts';
import type { Moved } from './told.ts';
import {
  clockLine,
  clockLinesOf,
  holds,
  isAsMoved,
  madeBy,
  ms,
  msOrNull,
  sameLines,
} from './told.ts';

/** A stored row, with its instants as milliseconds. */
interface TaskRow extends Omit<StoredTask, 'openedAt' | 'due' | 'figures'>, Moved {
  readonly openedAt: number;
  readonly due: number | null;
  readonly nextDue: number | null;
  /** Whether it wakes on the day on which a row of its office ends. */
  readonly endsThen: boolean;
  readonly state: unknown;
}

const AT_ONCE = 200;

/** The numbers of tasks of which something else is shown than their facts make. */
export async function tasksToldOtherwise(tx: Queryable): Promise<string[]> {
  const found: string[] = [];
  let last: string | null = null;
  for (;;) {
    const rows: readonly TaskRow[] = await tasksAfter(tx, last);
    if (rows.length === 0) return found;
    last = rows.at(-1)?.id ?? null;
    const ids = rows.map((row) => row.id);
    const facts = await factsOfCases(tx, 'task', ids);
    const clocks = await clockLinesOf(tx, 'task', ids);
    for (const row of rows) {
      const bodies = facts.get(row.id) ?? [];
      const made = madeBy(() => caseFrom(row.id, bodies, evolveTask));
      const isRight = made !== null && isAsTold(row, made, clocks.get(row.id) ?? []);
      if (!isRight || !isAsMoved(row, bodies, taskRow(made).figures)) {
        found.push(made?.number ?? row.number);
      }
    }
  }
}

async function tasksAfter(tx: Queryable, last: string | null): Promise<TaskRow[]> {
  const { rows } = await tx.query<TaskRow>(
    `select t.id, t.number, t.run_id as run, t.plan, t.task, t.office, t.role, t.desk, t.version,
       t.stage, t.ending, t.standing, t.phase, t.own, t.open, t.drill, t.state, t.figures,
       ${ms('t.opened_at')} as "openedAt", ${ms('t.due')} as due,
       ${ms('t.next_due')} as "nextDue", ${ms('t.moved_at')} as "movedAt",
       exists (select from office_rows o where o.office_id = t.office
         and o.valid_to::timestamp at time zone 'Asia/Ho_Chi_Minh' = t.next_due) as "endsThen"
     from tasks t where $1::uuid is null or t.id > $1 order by t.id limit $2`,
    [last, AT_ONCE],
  );
  return rows;
}

function isAsTold(row: TaskRow, made: AgencyTask, clocks: readonly string[]): boolean {
  const { state, nextDue, endsThen, figures: _, movedAt: __, ...stored } = row;
  const { figures: ___, ...told } = taskRow(made);
  const { openedAt, due } = told;
  const inMs = { ...told, openedAt: msOf(openedAt), due: msOrNull(due) };
  const wake = msOrNull(wakeByItself(made));
  // It wakes sooner only where its office was to end by then, as the directory stood at that time.
  const isInTime = wake === nextDue || (endsThen && (wake === null || (nextDue ?? wake) < wake));
  return (
    holds(state, made) &&
    holds(stored, inMs) &&
    isInTime &&
    sameLines(clocks, made.clocks.map(clockLine))
  );
}
