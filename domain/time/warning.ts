import type { Calendar, OfficeHours } from './calendar.ts';
import { bounds, isWorkingDay, nextOpening, workingDayUntil } from './calendar.ts';
import type { Instant } from './instant.ts';
import { addDays, dateOf, plus } from './instant.ts';

/** The opening of the office that many working days before a deadline's last day. */
export function workingDaysBefore(
  due: Instant,
  days: number,
  calendar: Calendar,
  hours: OfficeHours,
): Instant {
  // The due is the first late instant: the last good day is the one a moment before it.
  let day = workingDayUntil(dateOf(plus(due, -1)), calendar);
  for (let left = days; left > 0; left -= 1) day = workingDayUntil(addDays(day, -1), calendar);
  return bounds(day, hours.spans[0] ?? { from: 0, to: 1 }).opens;
}

/** The instant itself while the office is open, else the opening of the last working day before. */
export function openingBefore(at: Instant, calendar: Calendar, hours: OfficeHours): Instant {
  if (nextOpening(at, calendar, hours) === at) return at;
  const day = isWorkingDay(dateOf(at), calendar)
    ? dateOf(at)
    : workingDayUntil(dateOf(at), calendar);
  const { opens } = bounds(day, hours.spans[0] ?? { from: 0, to: 1 });
  return opens <= at
    ? opens
    : bounds(workingDayUntil(addDays(day, -1), calendar), hours.spans[0] ?? { from: 0, to: 1 })
        .opens;
}

/** The next moment at which the day's digest goes out: 07:30 of a working day. */
export function nextDigest(now: Instant, calendar: Calendar): Instant {
  for (let day = dateOf(now); ; day = addDays(day, 1)) {
    const at = bounds(day, { from: 450, to: 451 }).opens;
    if (at > now && isWorkingDay(day, calendar)) return at;
  }
}
