import { isEndless } from '../clocks/clock.ts';
import type { OwnTask } from '../plans/coverage.ts';
import type { ReportedTaskState } from '../reporting/register-figures.ts';
import type { TaskRow } from '../reporting/register-rows.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import { dateOf, plus } from '../time/instant.ts';
import type { AgencyTask, TaskOccurrence } from './task.ts';
import { handsIn, isActive, owes } from './task.ts';

/** How a task stands as a whole, for lists, pictures and a phase that closes. */
export const TASK_STANDINGS = [
  'done',
  'done-late',
  'not-taken-up',
  'open',
  'overdue',
  'fallen-away',
] as const;
export type TaskStanding = (typeof TASK_STANDINGS)[number];

/** How a task stands as a whole; overdue goes before not taken up. */
export function standingOf(task: AgencyTask): TaskStanding {
  if (task.stage === 'done') return task.ending === 'late' ? 'done-late' : 'done';
  if (task.stage === 'ended') return 'fallen-away';
  if (task.occurrences.some(isOverdue)) return 'overdue';
  return task.stage === 'assigned' || task.stage === 'seen' ? 'not-taken-up' : 'open';
}

/**
 * What a task gives to the figures: a row for every product that was due or done. Of whoever was
 * only asked, or only helps, nothing counts but what was done; what fell away with its task does
 * not count unless it was done before.
 */
export function taskRowsOf(task: AgencyTask): readonly TaskRow[] {
  if (!handsIn(task)) return [];
  const { id, number, office, drill } = task;
  return task.occurrences.flatMap((occurrence) => {
    const state = stateOf(task, occurrence);
    if (state === null) return [];
    const on = dayOf(task, occurrence);
    return [{ id: `${id}/${occurrence.id}`, number, office, on, state, drill }];
  });
}

/** When the product of an occurrence is due: the first late instant; null where it has no day. */
export function dueOf(task: AgencyTask, { id }: TaskOccurrence): Instant | null {
  const clock = task.clocks
    .filter(({ rule }) => rule === 'task-due' || rule === 'occurrence-due')
    .filter(({ subject }) => subject === id)
    .at(-1);
  return clock === undefined || isEndless(clock) ? null : clock.due;
}

/**
 * Since when a product is late: since it was due, however long after that it was noticed; null
 * while it is not late.
 */
export function lateSinceOf(task: AgencyTask, { id, lateSince }: TaskOccurrence): Instant | null {
  if (lateSince === null) return null;
  const lapsed = task.clocks
    .filter(({ rule }) => rule === 'task-due' || rule === 'occurrence-due')
    .filter(({ subject, lapses }) => subject === id && lapses > 0)
    // A clock that an amendment gave afterwards does not say since when.
    .filter(({ due }) => due <= lateSince);
  return lapsed.at(-1)?.due ?? lateSince;
}

function stateOf(task: AgencyTask, occurrence: TaskOccurrence): ReportedTaskState | null {
  const { status, submissions } = occurrence;
  if (status === 'accepted') return submissions[0]?.arrival === 'late' ? 'done-late' : 'done';
  if (status === 'dropped' || !isActive(task) || !owes(task)) return null;
  return isOverdue(occurrence) ? 'overdue' : 'open';
}

function isOverdue({ status, lateSince }: TaskOccurrence): boolean {
  return status !== 'accepted' && status !== 'dropped' && lateSince !== null;
}

function dayOf(task: AgencyTask, occurrence: TaskOccurrence): CivilDate {
  const { acceptedAt, openedAt } = occurrence;
  if (acceptedAt !== null) return dateOf(acceptedAt);
  const due = dueOf(task, occurrence);
  // `due` is the first instant that is late: at midnight it is the day before that counts.
  return due === null ? dateOf(openedAt) : dateOf(plus(due, -1));
}

/** What an office gave itself below a task of an upper plan; null: not its own, or below none. */
export function ownTaskOf({ own, office }: AgencyTask): OwnTask | null {
  const carriesOut = own?.carriesOut ?? null;
  return carriesOut === null ? null : { office, carriesOut };
}
