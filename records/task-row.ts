import type { TaskRow } from '../domain/reporting/register-rows.ts';
import { dueOf, standingOf, taskRowsOf } from '../domain/tasks/rows.ts';
import type { TaskStanding } from '../domain/tasks/rows.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import { taskIsOpen } from '../domain/tasks/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';

/** What lists and figures read of a task without its whole state. */
export interface StoredTask {
  readonly id: string;
  readonly number: string;
  readonly run: string;
  readonly plan: string;
  readonly task: string;
  readonly office: string;
  readonly role: AgencyTask['role'];
  /** Who follows it up. */
  readonly desk: string;
  readonly version: number;
  readonly stage: AgencyTask['stage'];
  readonly ending: AgencyTask['ending'];
  readonly standing: TaskStanding;
  readonly phase: string | null;
  /** Whether its office added it for itself. */
  readonly own: boolean;
  readonly openedAt: Instant;
  /** The earliest day of a product that is still owed; null where none has a day. */
  readonly due: Instant | null;
  readonly open: boolean;
  readonly drill: boolean;
  /** What it gives to the figures of reports. */
  readonly figures: readonly Pick<TaskRow, 'id' | 'on' | 'state'>[];
}

/** The row of a task, worked out from nothing but the task. */
export function taskRow(task: AgencyTask): StoredTask {
  const { id, number, role, office, version, stage, ending, openedAt, drill } = task;
  return {
    ...{ id, number, role, office, version, stage, ending, openedAt, drill },
    run: task.plan.run,
    plan: task.plan.plan,
    task: task.task,
    desk: task.reviewer.desk,
    standing: standingOf(task),
    phase: task.terms.phase?.id ?? null,
    own: task.own !== null,
    due: nextDueOf(task),
    open: taskIsOpen(task),
    figures: taskRowsOf(task).map((row) => ({ id: row.id, on: row.on, state: row.state })),
  };
}

function nextDueOf(task: AgencyTask): Instant | null {
  const owed = task.occurrences.filter(
    ({ status }) => status !== 'accepted' && status !== 'dropped',
  );
  const dues = owed.map((occurrence) => dueOf(task, occurrence)).filter((due) => due !== null);
  return dues.sort()[0] ?? null;
}
