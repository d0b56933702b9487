import type { Calendar, OfficeHours } from '../time/calendar.ts';
import { isWorkingDay, officeTimeBetween } from '../time/calendar.ts';
import { derive } from '../time/derive.ts';
import type { Instant } from '../time/instant.ts';
import { DAY, HOUR, addDays, dateOf, msOf, startOf } from '../time/instant.ts';
import type { Derivation, TimeSpec } from '../time/spec.ts';

/** What is left of a deadline that stands still: hours, or days not begun, or a date that stays. */
export type Remainder =
  | { readonly unit: 'hours' | 'working-hours'; readonly amount: number }
  | { readonly unit: 'days' | 'working-days'; readonly amount: number }
  | { readonly unit: 'fixed'; readonly due: Instant };

/**
 * What is left at an instant before the due: hours keep their remainder; days keep the days not
 * begun; fixed dates do not freeze.
 */
export function remainderOf(
  spec: TimeSpec,
  due: Instant,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): Remainder {
  switch (spec.kind) {
    case 'hours':
    case 'at-once':
      return { unit: 'hours', amount: (msOf(due) - msOf(now)) / HOUR };
    case 'working-hours': {
      const left = officeTimeBetween(now, due, calendar, hours);
      return { unit: 'working-hours', amount: left / HOUR };
    }
    case 'days':
    case 'months':
    case 'years': {
      const tomorrow = startOf(addDays(dateOf(now), 1));
      return { unit: 'days', amount: Math.max(0, (msOf(due) - msOf(tomorrow)) / DAY) };
    }
    case 'working-days': {
      let left = 0;
      for (let day = addDays(dateOf(now), 1); startOf(day) < due; day = addDays(day, 1)) {
        if (isWorkingDay(day, calendar)) left += 1;
      }
      return { unit: 'working-days', amount: left };
    }
    default:
      return { unit: 'fixed', due };
  }
}

/** The new deadline when the clock goes on; the day of resuming is not counted. */
export function resumedDue(
  remainder: Remainder,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): Derivation {
  if (remainder.unit === 'fixed') {
    return derive({ kind: 'until', instant: remainder.due }, now, calendar, hours);
  }
  const { unit, amount } = remainder;
  // Nothing but the day that had begun was left: it is given back whole.
  const whole = unit === 'days' || unit === 'working-days' ? Math.max(1, amount) : amount;
  return derive({ kind: unit, amount: whole }, now, calendar, hours);
}
