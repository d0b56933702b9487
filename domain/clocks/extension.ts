import type { Calendar, OfficeHours } from '../time/calendar.ts';
import { deriveAfter } from '../time/derive.ts';
import type { Instant } from '../time/instant.ts';
import { unitOf } from '../time/spec.ts';
import type { RunningClock } from './clock.ts';
import type { ClockRule } from './rule.ts';

/** The latest instant up to which a clock may be extended; null when its rule sets none. */
export function latestExtension(
  clock: RunningClock,
  rule: ClockRule,
  calendar: Calendar,
  hours: OfficeHours,
): Instant | null {
  if (rule.extend === null) return null;
  return deriveAfter(clock.firstDue, rule.extend.atMost, calendar, hours).due;
}

/** The clock with an instant set by a named officer; a changed calendar no longer moves it. */
export function extendClock(clock: RunningClock, until: Instant): RunningClock {
  const unit = unitOf(clock.spec);
  const step = { at: until, rule: 'extended', params: { from: clock.due } } as const;
  return {
    ...clock,
    spec: { kind: 'until', instant: until, ...(unit === null ? {} : { unit }) },
    due: until,
    aim: null,
    next: until,
    provisional: false,
    steps: [...clock.steps, step],
  };
}
