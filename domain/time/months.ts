import type { CivilDate } from './instant.ts';

/**
 * The same day n months later, or the last day of a shorter month (Civil Code 2015 art. 148(3)).
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const target = `${digits(Math.floor(index / 12), 4)}-${digits((index % 12) + 1, 2)}`;
  const last = lastOfMonth(target);
  const same = `${target}-${digits(day, 2)}` as CivilDate;
  return same < last ? same : last;
}

/** The first day of a month `YYYY-MM`. */
export function firstOfMonth(month: string): CivilDate {
  return `${month}-01` as CivilDate;
}

/** The last day of a month `YYYY-MM`. */
export function lastOfMonth(month: string): CivilDate {
  const [year, index] = month.split('-').map(Number) as [number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = index === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(index) ? 30 : 31;
  return `${month}-${digits(length, 2)}` as CivilDate;
}

function digits(n: number, width: number): string {
  return String(n).padStart(width, '0');
}
