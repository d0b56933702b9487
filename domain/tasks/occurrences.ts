import type { Every } from '../plans/plan.ts';
import type { Period } from '../plans/process/terms.ts';
import { everyOf } from '../plans/due.ts';
import {
  dueSpec,
  isAsItArises,
  periodAfter,
  periodOf,
  periodSpec,
} from '../plans/process/terms.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import { addDays, dateOf, startOf } from '../time/instant.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import type { ClockRuleId } from '../clocks/rule.ts';
import type { TaskDeciding } from './deciding.ts';
import type { AgencyTask, TaskOccurrence } from './task.ts';
import { handsIn, isActive, isDoneOnce, owes } from './task.ts';

/** The clocks that an occurrence can have; its id is their subject. */
const OF_OCCURRENCES: readonly ClockRuleId[] = [
  'task-due',
  'occurrence-due',
  'task-submit-again',
  'task-review',
];

/** Opens every product that is due by now: the only one, or one for each period that has begun. */
export function openOccurrences(d: TaskDeciding): void {
  if (!isActive(d.task) || !handsIn(d.task) || isAsItArises(d.task.terms)) return;
  const before = d.task.occurrences.length;
  if (isDoneOnce(d.task)) {
    const isThere = standing(d.task).some(({ period }) => period === null);
    if (!isThere) openOccurrence(d, nextId(d.task), null);
  } else {
    const today = dateOf(d.now);
    for (let next = nextPeriod(d.task, today); next !== null && next.from <= today;) {
      openOccurrence(d, next.id, next);
      next = nextPeriod(d.task, today);
    }
  }
  if (d.task.occurrences.length > before) tellOpened(d);
}

/** The office is told of what has opened, once; while the task stands still it is not. */
export function tellOpened(d: TaskDeciding): void {
  // Of the first one it is told with the task itself.
  if (d.task.standstill !== null || d.task.occurrences.length === 1) return;
  d.tell('occurrence-opened', d.task.office, [...HEADS, ...OFFICERS], 'in-digest');
}

/** When the next occurrence opens by itself; null when none does. */
export function nextOpening(task: AgencyTask): Instant | null {
  if (!isActive(task) || !handsIn(task)) return null;
  const next = comingPeriod(task);
  return next === null ? null : startOf(next.from);
}

/**
 * The period that opens after those that are there, whenever it begins; null: none does, or none of
 * the task's rhythm is there yet. After an amendment set another rhythm, the first one counts from
 * a day, and never one that was there before.
 */
export function comingPeriod(task: Pick<AgencyTask, PeriodsOf>): Period | null {
  const { phase } = task.terms;
  const every = everyOf(task.terms);
  if (every === null) return null;
  const newest = newestPeriod(task, every);
  const from = task.rhythmFrom ?? null;
  if (newest !== null && (from === null || newest.to >= from)) {
    return periodAfter(every, newest, phase);
  }
  return from === null ? null : periodOf(every, from, phase);
}

/**
 * From which day on another rhythm counts: from the period that runs on that day, unless one that
 * was asked already covers it whole; then from the next.
 */
export function rhythmFrom(
  { occurrences }: Pick<AgencyTask, 'occurrences'>,
  every: Every,
  today: CivilDate,
): CivilDate {
  const running = periodOf(every, today, null);
  const isCovered = occurrences.some(
    ({ status, period }) =>
      status !== 'dropped' &&
      running !== null &&
      period !== null &&
      period.from <= running.from &&
      running.to <= period.to,
  );
  return running === null || !isCovered ? today : addDays(running.to, 1);
}

/** Opens one product, whose clock runs unless nothing is owed or it has no day. */
export function openOccurrence(d: TaskDeciding, id: string, period: Period | null): void {
  const { office, terms } = d.task;
  const from = period !== null && startOf(period.from) > d.task.openedAt ? period.from : null;
  const opens = from === null ? d.now : startOf(from);
  d.record('occurrence-opened', { id, period, ...untoldIn(d) }, opens);
  if (!owes(d.task)) return;
  const at = { owner: office, subject: id, anchor: opens };
  if (period !== null) {
    d.start('occurrence-due', { ...at, value: periodSpec(period) });
    return;
  }
  const value = dueSpec(terms);
  if (value !== null) d.start('task-due', { ...at, value });
}

/** What the fact says of something that nobody is told of before the task goes on. */
export function untoldIn({ task }: TaskDeciding): { readonly untold?: true } {
  return task.standstill === null ? {} : { untold: true };
}

/** What was still to come of an occurrence falls away. */
export function dropOccurrence(d: TaskDeciding, { id }: TaskOccurrence): void {
  stopOccurrence(d, id);
  d.record('occurrence-dropped', { occurrence: id });
}

/** Ends the clocks of one occurrence. */
export function stopOccurrence(d: TaskDeciding, id: string): void {
  for (const { id: clock, rule, subject, status } of d.task.clocks) {
    const runs = status === 'running' || status === 'frozen';
    if (runs && subject === id && OF_OCCURRENCES.includes(rule)) {
      d.record('clock-stopped', { clock });
    }
  }
}

/** The name of the next occurrence that belongs to no period. */
export function nextId({ occurrences }: AgencyTask): string {
  return String(occurrences.filter(({ period }) => period === null).length + 1);
}

/** The occurrences that count. */
export function standing({ occurrences }: AgencyTask): readonly TaskOccurrence[] {
  return occurrences.filter(({ status }) => status !== 'dropped');
}

/**
 * A task is done when its only product is accepted, or the last one of its phase. What was missed
 * stays missed; a standing task ends only with its plan.
 */
export function finishWhenAllIsIn(d: TaskDeciding): void {
  const { task } = d;
  const all = standing(task);
  const waits = all.some(({ status }) => status !== 'accepted' && status !== 'missed');
  if (all.length === 0 || waits || isAsItArises(task.terms)) return;
  if (!isDoneOnce(task) && !isLastOfPhase(task)) return;
  const isLate = all.some(
    ({ status, submissions }) => status === 'missed' || submissions[0]?.arrival === 'late',
  );
  d.record('task-done', { ending: isLate ? 'late' : 'on-time' });
  d.stop('task-due', 'occurrence-due', 'task-submit-again', 'task-review');
  d.tell('task-done', task.office, HEADS, 'in-digest');
}

function isLastOfPhase(task: AgencyTask): boolean {
  const hasPeriods = task.occurrences.some(({ period }) => period !== null);
  if (everyOf(task.terms) === null || !hasPeriods || task.terms.phase?.to == null) return false;
  return comingPeriod(task) === null;
}

type PeriodsOf = 'occurrences' | 'rhythmFrom' | 'terms';

/** The newest period that is one of a rhythm; what was dropped was one too. */
function newestPeriod({ occurrences }: Pick<AgencyTask, PeriodsOf>, every: Every): Period | null {
  const periods = occurrences.flatMap(({ period }) =>
    period !== null && periodOf(every, period.from, null)?.id === period.id ? [period] : [],
  );
  return periods.at(-1) ?? null;
}

function nextPeriod(task: AgencyTask, today: CivilDate): Period | null {
  const every = everyOf(task.terms);
  const isFirst = every !== null && newestPeriod(task, every) === null && task.rhythmFrom == null;
  return isFirst ? periodOf(every, today, task.terms.phase) : comingPeriod(task);
}
