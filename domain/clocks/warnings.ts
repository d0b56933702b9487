import type { Calendar, OfficeHours } from '../time/calendar.ts';
import { nextOpening } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { HOUR, plus } from '../time/instant.ts';
import { unitOf } from '../time/spec.ts';
import { halfWay, openingBefore, workingDaysBefore } from '../time/warning.ts';
import type { RunningClock } from './clock.ts';
import { isEndless } from './clock.ts';
import type { ClockRule } from './rule.ts';

/**
 * When its owner is warned, in order. A clock that counts hours warns at the very moment; any other
 * only while the office is open: at the opening before that moment, or, when the clock had not
 * begun then, at the next one. Warnings go by the aim where a date has one.
 */
export function warnings(
  clock: RunningClock,
  rule: ClockRule,
  calendar: Calendar,
  hours: OfficeHours,
): Instant[] {
  if (clock.status !== 'running' || isEndless(clock)) return [];
  const target = clock.aim ?? clock.due;
  const moments = rule.warn
    .map((warn) => warningAt(warn, clock.countedFrom, target, calendar, hours))
    .map((at) => (unitOf(clock.spec) === 'hours' ? at : whileOpen(at, clock, calendar, hours)))
    .filter((at) => at > clock.countedFrom && at < target);
  return [...new Set(moments)].sort();
}

function warningAt(
  warn: ClockRule['warn'][number],
  from: Instant,
  target: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): Instant {
  switch (warn.kind) {
    case 'half':
      return halfWay(from, target);
    case 'hours-before':
      return plus(target, -Math.round(warn.hours * HOUR));
    case 'working-days-before':
      return workingDaysBefore(target, warn.days, calendar, hours);
  }
}

function whileOpen(
  at: Instant,
  clock: RunningClock,
  calendar: Calendar,
  hours: OfficeHours,
): Instant {
  const before = openingBefore(at, calendar, hours);
  return before > clock.countedFrom ? before : nextOpening(at, calendar, hours);
}
