import type { CivilDate, Instant } from '../time/instant.ts';
import { dateOf } from '../time/instant.ts';
import type { OpeningDay, ReportPlace } from './cycle.ts';
import { workingDaysAfter } from './cycle.ts';
import type { ReportDates } from './process/report.ts';
import type { RegimeRule } from './regime.ts';

/** When a one-off is opened, and by which day those that were picked have to report. */
export interface OneOff {
  readonly now: Instant;
  readonly until: CivilDate;
}

/**
 * A year of picked offices with a day of its own: for what cannot wait for the year's (ruling 34;
 * Decision 801 III.5: issues that arise are reported upward in time). Submitting is open at once,
 * the figures are of the year so far; the collector has as many working days after it as always.
 */
export function withOwnDay(
  root: ReportPlace,
  rule: RegimeRule,
  { now, until }: OneOff,
  day: Pick<OpeningDay, 'calendar' | 'hours'>,
): ReportPlace {
  const dates = ({ from, to }: ReportDates, dueDate: CivilDate): ReportDates => {
    const today = dateOf(now);
    return { from, to: today >= from && today < to ? today : to, submitFrom: now, dueDate };
  };
  const placed = (place: ReportPlace): ReportPlace => ({
    ...place,
    dates: dates(place.dates, until),
    below: place.below.map(placed),
  });
  const { consolidatedWithin } = rule;
  const due =
    consolidatedWithin === null ? until : workingDaysAfter(until, consolidatedWithin, day);
  return { ...placed(root), dates: dates(root.dates, due) };
}
