import type { RegimeRule, YearDay } from '../domain/reporting/regime.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import { addDays } from '../domain/time/instant.ts';

/**
 * The regimes with dates around today, so that a year is in its days of submitting whenever it is
 * measured: a regime's dates are data. The figures' days ended the day before yesterday, submitting
 * began yesterday, and the cut-offs are weeks away, so that no clock lapses meanwhile.
 */
export function datesAround(today: CivilDate) {
  const year = yearOf(today);
  const day = (days: number): YearDay => {
    const date = addDays(today, days);
    return { years: yearOf(date) - year, day: date.slice(5) };
  };
  return (rules: readonly RegimeRule[]): readonly RegimeRule[] =>
    rules.map((rule) => ({
      ...rule,
      figures: { ...rule.figures, to: day(-2) },
      submitFrom: day(-1),
      collector: { ...rule.collector, due: rule.collector.due === null ? null : day(30) },
      addressees: rule.addressees.map((group) => ({
        ...group,
        due: day(25),
        belowDue: group.belowDue === null ? null : day(20),
      })),
    }));
}

/** The year that a date lies in. */
export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}
