import type { CivilDate, Instant } from './instant.ts';
import { MINUTE, addDays, dateOf, msOf, plus, startOf, weekdayOf } from './instant.ts';

export type CalendarId = 'VN' | 'LA';

/** A day that differs from Monday to Friday. */
export interface CalendarDay {
  readonly date: CivilDate;
  readonly status: 'off' | 'worked';
  /** In the words of whoever announced it. */
  readonly reason: string;
  /** A known reason: `why.<key>` in `derivation.json`; none for a day announced by an officer. */
  readonly why?: string;
  /** The day it was exchanged with. */
  readonly exchangedWith?: CivilDate;
  readonly basis: string;
  /** `text`, `sum`, `to confirm`, `announced` ... as the source says. */
  readonly sure: string;
}

/** A calendar as a value: a changed one has a higher version. */
export interface Calendar {
  readonly id: CalendarId;
  readonly version: number;
  readonly days: ReadonlyMap<CivilDate, CalendarDay>;
  /** Years whose days off were announced; any other year is provisional. */
  readonly announcedYears: ReadonlySet<number>;
  /** What makes Saturday and Sunday days off. */
  readonly weekendBasis?: string;
}

/** Opening times of a working day, minutes after midnight, in order. */
export interface OfficeHours {
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

/** 08:00–12:00 and 13:00–17:00. */
export const USUAL_HOURS: OfficeHours = {
  spans: [
    { from: 480, to: 720 },
    { from: 780, to: 1020 },
  ],
};

/**
 * Monday to Friday but for days off, and Saturdays and Sundays worked in exchange (Decision
 * 188/1999/QĐ-TTg; Labour Code 2019 art. 111–112; the yearly notices).
 */
export function isWorkingDay(date: CivilDate, calendar: Calendar): boolean {
  const special = calendar.days.get(date);
  if (special !== undefined) return special.status === 'worked';
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6;
}

/** Whether the days off of that date's year have not been announced. */
export function isProvisional(date: CivilDate, calendar: Calendar): boolean {
  return !calendar.announcedYears.has(Number(date.slice(0, 4)));
}

/** The first working day on or after a date. */
export function workingDayFrom(date: CivilDate, calendar: Calendar): CivilDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The last working day on or before a date. */
export function workingDayUntil(date: CivilDate, calendar: Calendar): CivilDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, -1);
  return day;
}

/** The instant itself when the office is open then, else the next opening. */
export function nextOpening(at: Instant, calendar: Calendar, hours: OfficeHours): Instant {
  // An office that never opens has no next opening: better a clear fault than no answer.
  if (hours.spans.length === 0) throw new RangeError('Office hours without a span');
  for (let day = dateOf(at); ; day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue;
    for (const span of hours.spans) {
      const { opens, closes } = bounds(day, span);
      if (at < opens) return opens;
      if (at < closes) return at;
    }
  }
}

/** Opening and closing of one span of a day. */
export function bounds(
  date: CivilDate,
  span: OfficeHours['spans'][number],
): { readonly opens: Instant; readonly closes: Instant } {
  return { opens: atMinute(date, span.from), closes: atMinute(date, span.to) };
}

/** A time of day, in minutes after midnight; 1440 is the next midnight. */
export function atMinute(date: CivilDate, minutes: number): Instant {
  return plus(startOf(date), minutes * MINUTE);
}

/** Office time between two instants, in milliseconds. */
export function officeTimeBetween(
  from: Instant,
  to: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): number {
  let total = 0;
  for (let day = dateOf(from); day <= dateOf(to); day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue;
    for (const span of hours.spans) {
      const { opens, closes } = bounds(day, span);
      const start = opens > from ? opens : from;
      const end = closes < to ? closes : to;
      if (end > start) total += msOf(end) - msOf(start);
    }
  }
  return total;
}
