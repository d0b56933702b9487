// A slow second opinion on working time: minute by minute and day by day, in whole minutes since
// 1970 in UTC+7, from the calendar file's own lines. It shares nothing with domain/time.
import { readFileSync } from 'node:fs';

const MINUTES_A_DAY = 1440;

const lines = readFileSync(
  new URL('../../../rules/calendars/calendar-days.csv', import.meta.url),
  'utf8',
).split('\n');

/** Days of one calendar by what its file says of them: `off`, `worked`. */
export function daysOf(calendar: 'VN' | 'LA'): Map<number, string> {
  const found = new Map<number, string>();
  for (const line of lines) {
    const [id = '', date = '', status = ''] = line.split(',');
    if (id === calendar) found.set(dayNumber(date), status);
  }
  return found;
}

/** Days since 1970-01-01 of a date, by counting years and months. */
export function dayNumber(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  let days = 0;
  for (let y = 1970; y < year; y += 1) days += isLeap(y) ? 366 : 365;
  for (let m = 1; m < month; m += 1) days += lengthOf(year, m);
  return days + day - 1;
}

/** The date of a day number. */
export function dateOfDay(number: number): string {
  let left = number;
  let year = 1970;
  while (left >= (isLeap(year) ? 366 : 365)) {
    left -= isLeap(year) ? 366 : 365;
    year += 1;
  }
  let month = 1;
  while (left >= lengthOf(year, month)) {
    left -= lengthOf(year, month);
    month += 1;
  }
  return `${year}-${two(month)}-${two(left + 1)}`;
}

/** Whether a day is worked. 1 January 1970 was a Thursday. */
export function isWorked(day: number, special: ReadonlyMap<number, string>): boolean {
  const status = special.get(day);
  if (status !== undefined) return status === 'worked';
  const weekday = (day + 3) % 7; // 0 is Monday
  return weekday < 5;
}

/** Minutes since 1970 in UTC+7 of `2026-11-23` at `18:42`. */
export function minuteOf(date: string, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return dayNumber(date) * MINUTES_A_DAY + hour * 60 + minute;
}

/** An instant as the product writes it, of minutes since 1970 in UTC+7. */
export function textOfMinute(minute: number): string {
  const within = minute % MINUTES_A_DAY;
  const date = dateOfDay(Math.floor(minute / MINUTES_A_DAY));
  return `${date}T${two(Math.floor(within / 60))}:${two(within % 60)}:00.000+07:00`;
}

/** When so many minutes of office time (08–12 and 13–17) are used up, counted one by one. */
export function afterOfficeMinutes(
  from: number,
  amount: number,
  special: ReadonlyMap<number, string>,
): number {
  let minute = from;
  for (let used = 0; used < amount; minute += 1) {
    const within = minute % MINUTES_A_DAY;
    const isOpen = (within >= 480 && within < 720) || (within >= 780 && within < 1020);
    if (isOpen && isWorked(Math.floor(minute / MINUTES_A_DAY), special)) used += 1;
  }
  return minute;
}

/** The first late minute of so many working days after the day of `from`. */
export function afterWorkingDays(
  from: number,
  amount: number,
  special: ReadonlyMap<number, string>,
): number {
  let day = Math.floor(from / MINUTES_A_DAY);
  for (let counted = 0; counted < amount;) {
    day += 1;
    if (isWorked(day, special)) counted += 1;
  }
  return (day + 1) * MINUTES_A_DAY;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function lengthOf(year: number, month: number): number {
  return [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
