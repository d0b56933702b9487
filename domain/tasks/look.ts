import { followCalendars } from '../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { standStill } from '../cases/standstill.ts';
import type { TaskTerms } from '../plans/process/terms.ts';
import { everyOf } from '../plans/due.ts';
import { changedTerms, dueSpec, isAsItArises } from '../plans/process/terms.ts';
import type { CivilDate } from '../time/instant.ts';
import { dateOf } from '../time/instant.ts';
import type { TaskDeciding } from './deciding.ts';
import { endTask } from './ending.ts';
import { lapseTaskClocks } from './lapses.ts';
import { followSuccession } from './moving.ts';
import {
  comingPeriod,
  dropOccurrence,
  finishWhenAllIsIn,
  openOccurrences,
  rhythmFrom,
  stopOccurrence,
  tellOpened,
} from './occurrences.ts';
import { tellParties } from './parties.ts';
import type { Untold } from './task.ts';
import { handsIn, isActive } from './task.ts';

/** What is due of a task by itself: what has become of its plan and office, periods, clocks. */
export function look(d: TaskDeciding): void {
  followPlan(d);
  followSuccession(d);
  tellParties(d);
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
  if (!isActive(d.task)) {
    if (ended === null && terms !== null && goesOn(d, terms)) resume(d, terms);
    return;
  }
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
  carryOver(d, terms);
  if (changed.length === 0) return;
  followDue(d, before);
  tellChange(d);
}

/**
 * What comes again in a phase is done with its last product there; where the phase is longer now,
 * it is taken up again, and so is the help for it. What is done once and accepted stays done.
 */
function goesOn(d: TaskDeciding, terms: TaskTerms): boolean {
  const { stage, ending, own, terms: before } = d.task;
  if (ending === 'lead-done') return !d.knowledge.leadIsDone;
  if (stage !== 'done' || own !== null || everyOf(before) === null) return false;
  if (!isLonger(before.phase, terms.phase)) return false;
  const from = newRhythm(d, terms) ?? d.task.rhythmFrom;
  return comingPeriod({ ...d.task, terms, rhythmFrom: from }) !== null;
}

/** There is something to come again; who was named for it goes on, else the office takes it up. */
function resume(d: TaskDeciding, terms: TaskTerms): void {
  carryOver(d, terms);
  d.record('task-resumed', {});
  if (d.task.stage === 'assigned') d.start('task-take-up', { owner: d.task.office });
  tellChange(d);
}

function isLonger(before: TaskTerms['phase'], now: TaskTerms['phase']): boolean {
  if (before?.to == null || now === null || now.id !== before.id) return false;
  return now.to === null || now.to > before.to;
}

/** It goes by the edition in force, and by the phases as they are now. */
function carryOver(d: TaskDeciding, terms: TaskTerms): void {
  const { edition, reason } = d.knowledge.plan;
  const changed = changedTerms(d.task.terms, terms);
  const from = newRhythm(d, terms);
  const rhythm = from === undefined ? {} : { rhythmFrom: from };
  d.record('task-carried-over', { edition, changed, terms, reason, ...rhythm });
}

function tellChange(d: TaskDeciding): void {
  d.tell('task-changed', d.task.office, [...HEADS, ...OFFICERS]);
  if (d.task.named !== null) d.tellPerson('task-changed', d.task.named);
}

/** From which day on it comes again otherwise than before; undefined where it does not. */
function newRhythm({ task, now }: TaskDeciding, terms: TaskTerms): CivilDate | undefined {
  const every = everyOf(terms);
  if (every === null || rhythmOf(task.terms) === rhythmOf(terms)) return undefined;
  return rhythmFrom(task, every, dateOf(now));
}

/** What is still to come is due as the new edition says; what was handed in stays. */
function followDue(d: TaskDeciding, before: TaskTerms): void {
  const { occurrences, terms } = d.task;
  const open = occurrences.filter(({ status }) => status === 'open');
  const isSame = rhythmOf(before) === rhythmOf(terms);
  // What was asked for a period stays asked, also when the next ones are longer or shorter.
  if (!handsIn(d.task) || (!isSame && (everyOf(before) === null || everyOf(terms) === null))) {
    for (const occurrence of open) dropOccurrence(d, occurrence);
    return;
  }
  const value = dueSpec(terms);
  if (JSON.stringify(value) === JSON.stringify(dueSpec(before))) return;
  for (const { id, lateSince } of open) {
    stopOccurrence(d, id);
    const isOwed = d.task.role !== 'asked' && value !== null;
    if (isOwed) d.start('task-due', { owner: d.task.office, subject: id, value });
    const due = d.running('task-due', id)?.due ?? null;
    if (lateSince !== null && (due === null || due > d.now)) {
      d.record('lateness-lifted', { occurrence: id, due });
    }
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
