import type { Calendar, OfficeHours } from '../time/calendar.ts';
import { isWorkingDay, officeTimeBetween } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { DAY, HOUR, SECOND, addDays, dateOf, msOf, plus, startOf } from '../time/instant.ts';
import type { TimeSpec } from '../time/spec.ts';
import { unitOf } from '../time/spec.ts';

/** What is left of a deadline that stands still, since when it does. */
export type Remainder =
  | {
      readonly unit: 'hours' | 'working-hours';
      readonly amount: number;
      readonly since: Instant;
    }
  /** Whole days that had not begun. */
  | { readonly unit: 'days' | 'working-days'; readonly amount: number; readonly since: Instant }
  /** It was late already: hours to the next time that it would have gone one higher. */
  | { readonly unit: 'late'; readonly amount: number; readonly since: Instant };

/** Whether a deadline can stand still: fixed dates do not. */
export function canFreeze(spec: TimeSpec): boolean {
  return unitOf(spec) !== null;
}

/**
 * What is left at an instant before the due: hours keep their remainder, days keep the days not
 * begun. Null for fixed dates, which do not stand still.
 */
export function remainderOf(
  spec: TimeSpec,
  due: Instant,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): Remainder | null {
  const unit = unitOf(spec);
  switch (unit) {
    case null:
      return null;
    case 'hours':
      return { unit, amount: (msOf(due) - msOf(now)) / HOUR, since: now };
    case 'working-hours':
      return { unit, amount: officeTimeBetween(now, due, calendar, hours) / HOUR, since: now };
    case 'days': {
      const tomorrow = startOf(addDays(dateOf(now), 1));
      const amount = Math.max(0, Math.floor((msOf(due) - msOf(tomorrow)) / DAY));
      return { unit, amount, since: now };
    }
    case 'working-days': {
      let amount = 0;
      for (let day = addDays(dateOf(now), 1); startOf(day) < due; day = addDays(day, 1)) {
        if (isWorkingDay(day, calendar)) amount += 1;
      }
      return { unit, amount, since: now };
    }
  }
}

/** What remains to be counted from the moment of resuming; null when the old due stands. */
export function leftToCount(remainder: Remainder, now: Instant): TimeSpec | null {
  const { unit, amount, since } = remainder;
  switch (unit) {
    case 'late':
      return null;
    case 'hours':
    case 'working-hours':
      // A clock cannot be set to no time at all.
      return { kind: unit, amount: Math.max(amount, SECOND / HOUR) };
    case 'days':
    case 'working-days':
      // A standstill within one day costs and gives nothing. Otherwise the last day, when it had
      // begun, is given back whole.
      if (dateOf(since) === dateOf(now)) return null;
      return { kind: unit, amount: Math.max(amount, 1) };
  }
}

/** When a late clock goes one higher after its standstill. */
export function nextAfterStandstill(
  remainder: Extract<Remainder, { unit: 'late' }>,
  now: Instant,
): Instant {
  return plus(now, Math.max(SECOND, Math.round(remainder.amount * HOUR)));
}
