import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY,
  addDays,
  dateOf,
  instantOf,
  msOf,
  parseDate,
  parseInstant,
  plus,
  startOf,
  weekdayOf,
} from '../../../domain/time/instant.ts';
import { addMonths, lastOfMonth } from '../../../domain/time/months.ts';
import { dateOfDay, dayNumber } from './by-hand.ts';
import { anyDate, anyMoment, at, on } from './moments.ts';

describe('a moment', () => {
  it.each([
    ['2026-11-23T18:42:45+07:00', '2026-11-23T18:42:45.000+07:00'],
    ['2026-11-23T11:42:45Z', '2026-11-23T18:42:45.000+07:00'],
    ['2026-11-23T18:42+07:00', '2026-11-23T18:42:00.000+07:00'],
    ['2026-12-31T23:30:00-05:00', '2027-01-01T11:30:00.000+07:00'],
    ['2026-11-23T18:42:45.1239+07:00', '2026-11-23T18:42:45.123+07:00'],
  ])('%s is written %s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  it.each([
    '',
    'now',
    '2026-11-23',
    '2026-11-23T18:42:45',
    '2026-02-30T10:00:00+07:00',
    '2025-02-29T10:00:00+07:00',
    '2026-13-01T10:00:00+07:00',
    '2026-11-23T25:00:00+07:00',
    '2026-11-23 18:42:45+07:00',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:00:00-05:00',
  ])('%j is none', (text) => expect(parseInstant(text)).toBeUndefined());

  it('orders as text as it does in time, and survives every way of writing it', () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, (a, b) => {
        expect(a < b).toBe(msOf(a) < msOf(b));
        expect(parseInstant(new Date(a).toISOString())).toBe(a);
        expect(instantOf(msOf(a))).toBe(a);
        expect(plus(a, msOf(b) - msOf(a))).toBe(b);
      }),
    );
  });
});

describe('a date', () => {
  it.each(['2026-2-3', '2026-02-30', '2100-02-29', '26-02-03', '2026-02-03T00:00'])(
    '%s is none',
    (text) => expect(parseDate(text)).toBeUndefined(),
  );

  it('of every day of four years is counted as by hand', () => {
    for (let day = dayNumber('2024-01-01'); day <= dayNumber('2027-12-31'); day += 1) {
      const date = on(dateOfDay(day));
      expect(addDays(on('2024-01-01'), day - dayNumber('2024-01-01'))).toBe(date);
      expect(weekdayOf(date)).toBe((day + 4) % 7);
      expect(dateOf(startOf(date))).toBe(date);
      expect(dateOf(plus(startOf(date), DAY - 1))).toBe(date);
    }
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2096-02-29', 48, '2100-02-28'],
  ])('%s and %d months is %s', (date, months, later) => {
    expect(addMonths(on(date), months)).toBe(on(later));
  });

  it('months later keeps the day, or is the last of a shorter month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 120 }), (date, months) => {
        const later = addMonths(date, months);
        expect(parseDate(later)).toBe(later);
        const index = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
        expect(index(later) - index(date)).toBe(months);
        const isSameDay = later.slice(8) === date.slice(8);
        expect(isSameDay || later === lastOfMonth(later.slice(0, 7))).toBe(true);
        expect(Number(later.slice(8))).toBeLessThanOrEqual(Number(date.slice(8)));
      }),
    );
  });

  it.each(['2024-02', '2025-02', '1900-02', '2000-02', '2026-04', '2026-12'])(
    'the last of %s is the day before the first of the next month',
    (month) => expect(addDays(addMonths(on(`${month}-01`), 1), -1)).toBe(lastOfMonth(month)),
  );

  it('helpers of the tests refuse what is none', () => {
    expect(() => at('2026-02-30')).toThrow('No moment');
    expect(() => on('2026-02-30')).toThrow('No date');
  });
});
