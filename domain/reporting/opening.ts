import type { CivilDate, Instant } from '../time/instant.ts';
import { DAY, dateOf, msOf, startOf } from '../time/instant.ts';
import type { RegimeRule } from './regime.ts';
import { dateIn, hasCycle, yearsDue } from './regime.ts';

/** The moment at which a year of a regime opens by itself: 0:00 of its day, UTC+7. */
export function openingOf(rule: RegimeRule, year: number): Instant {
  return startOf(dateIn(year, rule.opens));
}

/** The year that opens on a day on which a regime opens. */
export function yearOpenedOn(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

/** The first moment after `now` at which a year of a regime opens by itself; null: none does. */
export function nextOpening(rule: RegimeRule, now: Instant): Instant | null {
  const from = yearOpenedOn(dateOf(now));
  const last = rule.lastYear ?? Math.max(from, rule.firstYear) + 2 * rule.everyYears;
  for (let year = from; year <= last; year += 1) {
    const opens = openingOf(rule, year);
    if (hasCycle(rule, year) && opens > now) return opens;
  }
  return null;
}

/**
 * The years that should be open by now and that opened while this installation kept the regime:
 * a new installation asks nobody for a year whose day lay before it. The oldest first.
 */
export function yearsToOpen(rule: RegimeRule, now: Instant, keptSince: Instant): readonly number[] {
  const due = yearsDue(rule, dateOf(now), daysBetween);
  return due.filter((year) => openingOf(rule, year) >= keptSince);
}

function daysBetween(from: CivilDate, to: CivilDate): number {
  return (msOf(startOf(to)) - msOf(startOf(from))) / DAY;
}
