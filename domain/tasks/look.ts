import { followCalendars } from '../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { standStill } from '../cases/standstill.ts';
import type { TaskTerms } from '../plans/process/terms.ts';
import { everyOf } from '../plans/due.ts';
import { changedTerms, dueSpec, isAsItArises } from '../plans/process/terms.ts';
import type { TaskDeciding } from './deciding.ts';
import { endTask } from './ending.ts';
import { lapseTaskClocks } from './lapses.ts';
import { followSuccession } from './moving.ts';
import {
  dropOccurrence,
  finishWhenAllIsIn,
  openOccurrences,
  stopOccurrence,
  tellOpened,
} from './occurrences.ts';
import type { Untold } from './task.ts';
import { handsIn, isActive } from './task.ts';

/** What is due of a task by itself: what has become of its plan and office, periods, clocks. */
export function look(d: TaskDeciding): void {
  followPlan(d);
  followSuccession(d);
  followLead(d);
  followStandstill(d);
  openOccurrences(d);
  followCalendars(d);
  lapseTaskClocks(d);
  if (isActive(d.task) && d.task.stage === 'in-progress') finishWhenAllIsIn(d);
  freezeWhatStarted(d);
}

/** Clocks that an act has started stand still with the others. */
export function freezeWhatStarted(d: TaskDeciding): void {
  if (d.task.standstill !== null) standStill(d, true, d.task.standstill);
}

/** The plan has ended, or another edition of it is in force. */
function followPlan(d: TaskDeciding): void {
  const { edition, terms, reason, ended } = d.knowledge.plan;
  if (!isActive(d.task)) return;
  if (ended !== null) {
    endTask(d, 'plan-ended', ended);
    return;
  }
  // What an office gave itself does not change with the plan.
  if (d.task.own !== null) return;
  if (terms === null) {
    endTask(d, 'dropped', reason);
    return;
  }
  const before = d.task.terms;
  const changed = changedTerms(before, terms);
  if (edition === d.task.plan.edition && changed.length === 0) return;
  d.record('task-carried-over', { edition, changed, terms, reason });
  if (changed.length === 0) return;
  followDue(d, before);
  d.tell('task-changed', d.task.office, [...HEADS, ...OFFICERS]);
  if (d.task.named !== null) d.tellPerson('task-changed', d.task.named);
}

/** What is still to come is due as the new edition says; what was handed in stays. */
function followDue(d: TaskDeciding, before: TaskTerms): void {
  const { occurrences, terms } = d.task;
  const open = occurrences.filter(({ status }) => status === 'open');
  if (rhythmOf(before) !== rhythmOf(terms) || !handsIn(d.task)) {
    for (const occurrence of open) dropOccurrence(d, occurrence);
    return;
  }
  const value = dueSpec(terms);
  if (JSON.stringify(value) === JSON.stringify(dueSpec(before))) return;
  for (const { id } of open) {
    stopOccurrence(d, id);
    const isOwed = d.task.role !== 'asked' && value !== null;
    if (isOwed) d.start('task-due', { owner: d.task.office, subject: id, value });
  }
}

function rhythmOf(terms: TaskTerms): string {
  return isAsItArises(terms) ? 'as-it-arises' : (everyOf(terms)?.unit ?? 'once');
}

function followLead(d: TaskDeciding): void {
  const { role } = d.task;
  if (!isActive(d.task) || role !== 'coordinating' || handsIn(d.task)) return;
  if (d.knowledge.leadIsDone) endTask(d, 'lead-done', null);
}

/** The plan stands still, and the task with it; or both go on. */
function followStandstill(d: TaskDeciding): void {
  const { standstill } = d.knowledge.plan;
  if (d.task.stage === 'ended' || (standstill === null) === (d.task.standstill === null)) return;
  if (standstill !== null) {
    d.record('task-stood-still', { reason: standstill });
    standStill(d, true, standstill);
    d.tell('task-stands-still', d.task.office, HEADS, 'in-digest');
    return;
  }
  const reason = d.task.standstill ?? '';
  const { untold } = d.task;
  d.record('task-went-on', {});
  standStill(d, false, reason);
  d.tell('task-goes-on', d.task.office, HEADS, 'in-digest');
  if (untold !== undefined) tellMeanwhile(d, untold);
}

/** What opened while it stood still and still waits is told now, once, and what was missed. */
function tellMeanwhile(d: TaskDeciding, { opened, missed }: Untold): void {
  const waits = (id: string) =>
    d.task.occurrences.some((one) => one.id === id && one.status === 'open');
  if (opened.some(waits)) tellOpened(d);
  for (const clock of d.task.clocks) {
    if (clock.status === 'running' && opened.includes(clock.subject ?? '')) d.warn(clock);
  }
  if (missed.length > 0) d.tell('occurrence-missed', d.reviewer.desk, OFFICERS, 'in-digest');
}
