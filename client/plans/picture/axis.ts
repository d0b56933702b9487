import type { CivilDate } from '../../../domain/time/instant.ts';
import { DAY } from '../../../domain/time/instant.ts';
import { addMonths, firstOfMonth } from '../../../domain/time/months.ts';
import type { Gantt } from './gantt.ts';

/** A stretch of the axis with its name: a year, a quarter or a month. */
export interface Stretch {
  readonly label: string;
  readonly from: CivilDate;
  /** The first day after it. */
  readonly end: CivilDate;
}

/** From whole quarter to whole quarter: the days that the picture shows. */
export interface Axis {
  readonly from: CivilDate;
  /** The first day that is not shown. */
  readonly end: CivilDate;
  readonly years: readonly Stretch[];
  /** Months where there is room for them, else quarters, else nothing finer than years. */
  readonly finer: readonly Stretch[];
}

// Widest pictures of months and of quarters, in months.
const MONTHS_WITHIN = 18;
const QUARTERS_WITHIN = 72;

/**
 * The days that a plan's picture shows: everything that has a day, and today; what has no end goes
 * on for a year past the last of them.
 */
export function axisOf({ phases, rows, today }: Gantt): Axis {
  const all = [...phases, ...rows];
  const days = [...all.flatMap(({ from, to }) => [from, to]), ...rows.map(({ due }) => due), today];
  const known = days.filter((day) => day !== null).sort();
  const first = known[0] ?? today;
  const last = known.at(-1) ?? today;
  const isOpen = all.some(({ to }) => to === null);
  const from = quarterOf(first);
  const end = addMonths(quarterOf(isOpen ? addMonths(last, 12) : last), 3);
  const length = monthsBetween(from, end);
  const finer = length <= MONTHS_WITHIN ? 1 : length <= QUARTERS_WITHIN ? 3 : 12;
  return {
    from,
    end,
    years: stretches(from, end, 12),
    finer: finer === 12 ? [] : stretches(from, end, finer),
  };
}

/** How far a day lies along the axis: 0 its beginning, 1 its end. */
export function along({ from, end }: Pick<Axis, 'from' | 'end'>, day: CivilDate): number {
  const share = daysBetween(from, day) / daysBetween(from, end);
  return Math.min(1, Math.max(0, share));
}

function stretches(from: CivilDate, end: CivilDate, months: 1 | 3 | 12): Stretch[] {
  const found: Stretch[] = [];
  for (let day = from; day < end;) {
    const month = Number(day.slice(5, 7)) - 1;
    const next = addMonths(firstOfMonth(day.slice(0, 7)), months - (month % months));
    const stop = next < end ? next : end;
    found.push({ label: labelOf(day, months), from: day, end: stop });
    day = stop;
  }
  return found;
}

const ROMAN = ['I', 'II', 'III', 'IV'];

function labelOf(day: CivilDate, months: 1 | 3 | 12): string {
  const month = Number(day.slice(5, 7));
  if (months === 12) return day.slice(0, 4);
  return months === 1 ? String(month) : (ROMAN[Math.floor((month - 1) / 3)] ?? '');
}

function quarterOf(day: CivilDate): CivilDate {
  const month = Number(day.slice(5, 7)) - 1;
  return addMonths(firstOfMonth(day.slice(0, 7)), -(month % 3));
}

function monthsBetween(from: CivilDate, end: CivilDate): number {
  const months = (day: CivilDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(end) - months(from);
}

function daysBetween(from: CivilDate, to: CivilDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY;
}
