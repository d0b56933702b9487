import fc from 'fast-check';
import type { RunningClock } from '../../../domain/clocks/clock.ts';
import { freezeClock, lapseClock, resumeClock, startClock } from '../../../domain/clocks/clock.ts';
import type { ClockRule, ClockRuleId } from '../../../domain/clocks/rule.ts';
import { CLOCK_RULES, ruleAt } from '../../../domain/clocks/rule.ts';
import { warnings } from '../../../domain/clocks/warnings.ts';
import type { Calendar } from '../../../domain/time/calendar.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import type { TimeSpec } from '../../../domain/time/spec.ts';
import { loadClockRules } from '../../../rules/load-clocks.ts';
import { CALENDARS, HOURS } from '../time/moments.ts';

export const RULES = loadClockRules();

export function ruleOf(id: ClockRuleId): ClockRule {
  const rule = ruleAt(RULES, id, '2026-11-23' as CivilDate);
  if (rule === undefined) throw new Error(`No rule ${id}`);
  return rule;
}

export function calendarOf(clock: Pick<RunningClock, 'calendar'>): Calendar {
  return CALENDARS[clock.calendar];
}

/** A clock of a rule, from a moment; `value` in the place of the rule's own. */
export function started(id: ClockRuleId, anchor: Instant, value?: TimeSpec): RunningClock {
  const rule = ruleOf(id);
  const at = { id: `${id}#1`, owner: 'CAT-15', subject: null, anchor };
  const given = value === undefined ? at : { ...at, value };
  return startClock(rule, given, CALENDARS[rule.calendar], HOURS);
}

export function lapsed(clock: RunningClock, now: Instant): RunningClock {
  return lapseClock(clock, ruleOf(clock.rule), now, calendarOf(clock), HOURS);
}

export function frozen(clock: RunningClock, now: Instant): RunningClock {
  return freezeClock(clock, now, calendarOf(clock), HOURS);
}

export function resumed(clock: RunningClock, now: Instant): RunningClock {
  return resumeClock(clock, now, calendarOf(clock), HOURS);
}

export function warned(clock: RunningClock, rule: ClockRule = ruleOf(clock.rule)): Instant[] {
  return warnings(clock, rule, calendarOf(clock), HOURS);
}

export const anyRule: fc.Arbitrary<ClockRuleId> = fc.constantFrom(...CLOCK_RULES);
