import type { Calendar, OfficeHours } from '../time/calendar.ts';
import { derive } from '../time/derive.ts';
import type { CivilDate } from '../time/instant.ts';
import { startOf } from '../time/instant.ts';
import { firstOfMonth, lastOfMonth } from '../time/months.ts';
import type { Derivation, TimeSpec } from '../time/spec.ts';
import type { Every, Phase, Plan, PlanTask } from './plan.ts';

/** What a due is derived with. */
export interface Clockwork {
  readonly calendar: Calendar;
  readonly hours: OfficeHours;
}

/** One time that a standing task falls due. */
export interface Occurrence {
  /** Its calendar period: `2026-Q2`, `2026-H1`, `2026`. */
  readonly id: string;
  readonly from: CivilDate;
  /** The last good day. */
  readonly to: CivilDate;
  readonly derivation: Derivation;
}

/** A task's due as a kind and amount; null: the plan gives none. */
export function specOf(plan: Plan, task: PlanTask): TimeSpec | null {
  const { due } = task;
  if (due === null) return null;
  switch (due.kind) {
    case 'date': {
      const { date } = due;
      if (due.reading === 'before') return { kind: 'before-date', date, policy: due.policy };
      return { kind: 'by-date', date, policy: due.policy };
    }
    case 'months':
      return { kind: 'month-window', from: due.from, to: due.to };
    case 'phase': {
      const { from, to } = phaseOf(plan, task);
      return { kind: 'phase', from, to };
    }
    case 'standing':
      return { kind: 'recurring', every: null };
  }
}

/**
 * When a task as a whole is late, with every step to it; null: the plan gives no due. A standing
 * task and a phase without an end have no due of their own: their occurrences have.
 */
export function dueOf(plan: Plan, task: PlanTask, clockwork: Clockwork): Derivation | null {
  const spec = specOf(plan, task);
  if (spec === null) return null;
  // What stands without end is shown from the plan's day on.
  const from = plan.date === null ? undefined : startOf(plan.date);
  return derive(spec, from, clockwork.calendar, clockwork.hours);
}

/**
 * The occurrences of a task whose periods touch the days from one to another, in order; both days
 * count. None for a task that does not come again, and none outside its phase.
 */
export function occurrencesOf(
  plan: Plan,
  task: PlanTask,
  days: { readonly from: CivilDate; readonly to: CivilDate },
  { calendar, hours }: Clockwork,
): readonly Occurrence[] {
  const every = everyOf(task);
  if (every === null) return [];
  const phase = task.phase === null ? null : phaseOf(plan, task);
  const from = phase !== null && phase.from > days.from ? phase.from : days.from;
  const end = phase?.to ?? days.to;
  const to = end < days.to ? end : days.to;
  return periods(every, from, to).map(({ id, first, last }) => ({
    id,
    from: firstOfMonth(first),
    to: lastOfMonth(last),
    derivation: derive({ kind: 'month-window', from: first, to: last }, undefined, calendar, hours),
  }));
}

/** How often a task comes again; null: it does not, or only as matters arise. */
export function everyOf({ due }: Pick<PlanTask, 'due'>): Every | null {
  return due?.kind === 'standing' || due?.kind === 'phase' ? due.every : null;
}

/** The phases that are open on a date, in the plan's order. */
export function phasesOn(plan: Plan, date: CivilDate): readonly Phase[] {
  return plan.phases.filter(({ from, to }) => from <= date && (to === null || date <= to));
}

/** Throws a RangeError on a task of a phase that its plan does not have: loading has seen to it. */
function phaseOf(plan: Plan, task: PlanTask): Phase {
  const phase = plan.phases.find(({ id }) => id === task.phase);
  if (phase === undefined) throw new RangeError(`Plan ${plan.id}: no phase for task ${task.id}`);
  return phase;
}

interface Period {
  readonly id: string;
  /** Months, `YYYY-MM`. */
  readonly first: string;
  readonly last: string;
}

const LENGTH = { quarter: 3, 'half-year': 6, year: 12 } as const;

/** The calendar periods that touch the days. */
function periods({ unit }: Every, from: CivilDate, to: CivilDate): readonly Period[] {
  const length = LENGTH[unit];
  const found: Period[] = [];
  if (from > to) return found;
  const start = Math.floor(monthOf(from) / length) * length;
  for (let month = start; month <= monthOf(to); month += length) {
    const year = String(Math.floor(month / 12)).padStart(4, '0');
    const index = (month % 12) / length + 1;
    const id = { quarter: `${year}-Q${index}`, 'half-year': `${year}-H${index}`, year }[unit];
    found.push({ id, first: monthText(month), last: monthText(month + length - 1) });
  }
  return found;
}

/** Months since year 0. */
function monthOf(date: CivilDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function monthText(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
}
