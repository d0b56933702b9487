import type { Calendar, OfficeHours } from './calendar.ts';
import { atMinute, bounds, isWorkingDay, nextOpening, workingDayUntil } from './calendar.ts';
import type { CivilDate, Instant } from './instant.ts';
import { addDays, dateOf, msOf, plus } from './instant.ts';

// 07:30, set by the product.
const DIGEST_MINUTE = 450;

/** The opening of the office that many working days before a deadline's last working day. */
export function workingDaysBefore(
  due: Instant,
  days: number,
  calendar: Calendar,
  hours: OfficeHours,
): Instant {
  // The due is the first late instant: the last good day is the one a moment before it.
  let day = workingDayUntil(dateOf(plus(due, -1)), calendar);
  for (let left = days; left > 0; left -= 1) day = workingDayUntil(addDays(day, -1), calendar);
  return openingOf(day, hours);
}

/** Half-way between two instants, to the millisecond below. */
export function halfWay(from: Instant, due: Instant): Instant {
  return plus(from, Math.floor((msOf(due) - msOf(from)) / 2));
}

/** The instant itself while the office is open, else the opening of the last working day before. */
export function openingBefore(at: Instant, calendar: Calendar, hours: OfficeHours): Instant {
  if (nextOpening(at, calendar, hours) === at) return at;
  const today = dateOf(at);
  if (isWorkingDay(today, calendar) && openingOf(today, hours) <= at) {
    return openingOf(today, hours);
  }
  return openingOf(workingDayUntil(addDays(today, -1), calendar), hours);
}

/** The next moment at which the day's digest goes out: 07:30 of a working day. */
export function nextDigest(now: Instant, calendar: Calendar): Instant {
  for (let day = dateOf(now); ; day = addDays(day, 1)) {
    const at = atMinute(day, DIGEST_MINUTE);
    if (at > now && isWorkingDay(day, calendar)) return at;
  }
}

function openingOf(day: CivilDate, { spans: [first] }: OfficeHours): Instant {
  if (first === undefined) throw new RangeError('Office hours without a span');
  return bounds(day, first).opens;
}
