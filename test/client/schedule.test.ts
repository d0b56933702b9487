import { expect, it } from 'vitest';
import { scheduleOf } from '../../client/engine-schedule.ts';
import { nextOpening } from '../../domain/reporting/opening.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { loadRegimes } from '../../rules/load-regimes.ts';

const years = (id: string): number[] => {
  const rule = loadRegimes().find((one) => one.id === id);
  if (rule === undefined) throw new Error(id);
  const { calendars } = scheduleOf(rule).spec;
  return calendars.flatMap(({ year }) => year.map(({ start }) => start));
};

it('every duty to report has a schedule of its own, by which its years open', () => {
  for (const rule of loadRegimes()) {
    const [first] = years(rule.id);
    // 0:00 of a day is 17:00 UTC of the day before; none opens on New Year's Day.
    expect(first, rule.id).toBe(rule.firstYear);
  }
});

it('a duty that a plan gives for some years opens in these and in none after', () => {
  expect(years('agreement-data')).toEqual([2025, 2026, 2027]);
  const rule = loadRegimes().find(({ id }) => id === 'agreement-data');
  if (rule === undefined) throw new Error('agreement-data');
  expect(nextOpening(rule, '2027-08-31T00:00:00.000+07:00' as Instant)).toBe(
    '2027-09-01T00:00:00.000+07:00',
  );
  expect(nextOpening(rule, '2027-09-01T00:00:00.000+07:00' as Instant)).toBeNull();
});
