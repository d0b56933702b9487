import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWorkingDay,
  nextOpening,
  officeTimeBetween,
  workingDayFrom,
  workingDayUntil,
} from '../../../domain/time/calendar.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import {
  HOUR,
  MINUTE,
  addDays,
  dateOf,
  msOf,
  plus,
  startOf,
} from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import {
  halfWay,
  nextDigest,
  openingBefore,
  workingDaysBefore,
} from '../../../domain/time/warning.ts';
import {
  afterOfficeMinutes,
  afterWorkingDays,
  dateOfDay,
  dayNumber,
  daysOf,
  isWorked,
  minuteOf,
  textOfMinute,
} from './by-hand.ts';
import { CALENDARS, HOURS, VN, anyDate, anyMinute, anyMoment, at, dueOf, on } from './moments.ts';

const RUNS = { numRuns: 1_500 };
const FIRST = dayNumber('2024-01-01');
const LAST = dayNumber('2027-12-31');

describe.each(['VN', 'LA'] as const)('the calendar of %s', (id) => {
  const special = daysOf(id);

  it('has the same working days as its file, every day of four years', () => {
    expect(LAST - FIRST + 1).toBe(1_461);
    for (let day = FIRST; day <= LAST; day += 1) {
      const date = on(dateOfDay(day));
      expect(isWorkingDay(date, CALENDARS[id]), date).toBe(isWorked(day, special));
    }
  });

  it('counts working days as they are counted by hand', () => {
    fc.assert(
      fc.property(anyMinute, fc.integer({ min: 1, max: 60 }), (minute, amount) => {
        const due = dueOf({ kind: 'working-days', amount }, textOfMinute(minute) as Instant, id);
        expect(due).toBe(textOfMinute(afterWorkingDays(minute, amount, special)));
      }),
      RUNS,
    );
  });

  it('counts working hours as they are counted minute by minute', () => {
    fc.assert(
      fc.property(anyMinute, fc.integer({ min: 1, max: 4_800 }), (minute, minutes) => {
        const spec = { kind: 'working-hours', amount: minutes / 60 } as const;
        const due = dueOf(spec, textOfMinute(minute) as Instant, id);
        expect(due).toBe(textOfMinute(afterOfficeMinutes(minute, minutes, special)));
      }),
      { numRuns: 600 },
    );
  });
});

describe('a year of the Vietnamese calendar', () => {
  // Weekdays, less the days off, plus the Saturdays worked in exchange; counted from the notices.
  it.each([
    ['2024', 262 - 12 + 1],
    ['2025', 261 - 12 + 1],
    ['2026', 261 - 14 + 2],
    ['2027', 261 - 4],
  ])('%s has %d working days', (year, count) => {
    let found = 0;
    for (let day = on(`${year}-01-01`); day.startsWith(year); day = addDays(day, 1)) {
      if (isWorkingDay(day, VN)) found += 1;
    }
    expect(found).toBe(count);
  });

  it.each(['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'])(
    '%s is a Saturday that is worked',
    (date) => expect(isWorkingDay(on(date), VN)).toBe(true),
  );

  it.each(['2024-04-29', '2025-05-02', '2026-01-02', '2026-08-31'])(
    '%s is off in exchange for it',
    (date) => expect(isWorkingDay(on(date), VN)).toBe(false),
  );
});

describe('counting working time', () => {
  it('n working days end with a working day, with n of them behind the first day', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 40 }), (from, amount) => {
        const due = dueOf({ kind: 'working-days', amount }, from);
        const last = addDays(dateOf(due), -1);
        expect(due).toBe(startOf(dateOf(due)));
        expect(isWorkingDay(last, VN)).toBe(true);
        expect(workingDaysIn(addDays(dateOf(from), 1), last)).toBe(amount);
      }),
      RUNS,
    );
  });

  it('a day more is the next working day, and a later start never ends earlier', () => {
    const step = fc.integer({ min: 0, max: 60 * 24 * 20 });
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 30 }), step, (from, amount, minutes) => {
        const due = dueOf({ kind: 'working-days', amount }, from);
        const more = dueOf({ kind: 'working-days', amount: amount + 1 }, from);
        expect(workingDayFrom(dateOf(due), VN)).toBe(addDays(dateOf(more), -1));
        const later = dueOf({ kind: 'working-days', amount }, plus(from, minutes * MINUTE));
        expect(later >= due).toBe(true);
      }),
      RUNS,
    );
  });

  it('working hours may be split anywhere without changing the end', () => {
    const part = fc.integer({ min: 1, max: 60 * 30 });
    fc.assert(
      fc.property(anyMoment, part, part, (from, a, b) => {
        const hours = (minutes: number) =>
          ({ kind: 'working-hours', amount: minutes / 60 }) as const;
        const first = dueOf(hours(a), from);
        expect(dueOf(hours(b), first)).toBe(dueOf(hours(a + b), from));
      }),
      RUNS,
    );
  });

  it('between a start and its working-hours deadline lie exactly those hours', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 60 * 60 }), (from, minutes) => {
        const due = dueOf({ kind: 'working-hours', amount: minutes / 60 }, from);
        expect(officeTimeBetween(from, due, VN, HOURS)).toBe(minutes * MINUTE);
        expect(isWorkingDay(dateOf(due), VN)).toBe(true);
      }),
      RUNS,
    );
  });

  it('a term in days ends on a working day, with none between its last day and that', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 200 }), (from, amount) => {
        const last = addDays(dateOf(dueOf({ kind: 'days', amount }, from)), -1);
        const nominal = addDays(dateOf(from), amount);
        expect(last >= nominal).toBe(true);
        expect(workingDaysIn(nominal, last)).toBe(1);
        expect(isWorkingDay(last, VN)).toBe(true);
      }),
      RUNS,
    );
  });

  it('a fixed date: strict is its aim, strict ≤ plain ≤ roll, one on a working day', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const due = (policy: 'plain' | 'strict' | 'roll') =>
          dueOf({ kind: 'by-date', date, policy });
        expect(due('plain')).toBe(startOf(addDays(date, 1)));
        expect(due('strict') <= due('plain') && due('plain') <= due('roll')).toBe(true);
        expect(new Set([due('strict'), due('plain'), due('roll')]).size === 1).toBe(
          isWorkingDay(date, VN),
        );
        expect(due('strict')).toBe(startOf(addDays(workingDayUntil(date, VN), 1)));
        expect(due('roll')).toBe(startOf(addDays(workingDayFrom(date, VN), 1)));
      }),
      RUNS,
    );
  });

  it('before a date is by the day before it', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom('plain' as const, 'strict' as const), (date, policy) => {
        expect(dueOf({ kind: 'before-date', date, policy })).toBe(
          dueOf({ kind: 'by-date', date: addDays(date, -1), policy }),
        );
      }),
      RUNS,
    );
  });

  it('an office with other hours is counted by its own', () => {
    const night = { spans: [{ from: 1_200, to: 1_440 }] };
    expect(nextOpening(at('2026-11-23 08:00'), VN, night)).toBe(at('2026-11-23 20:00'));
    expect(officeTimeBetween(at('2026-11-23'), at('2026-11-24'), VN, night)).toBe(4 * HOUR);
    expect(() => nextOpening(at('2026-11-23'), VN, { spans: [] })).toThrow('without a span');
  });
});

describe('moments for warnings', () => {
  it.each([
    ['2026-12-21', 1, '2026-12-17 08:00'],
    ['2026-12-19', 1, '2026-12-17 08:00'],
    ['2026-12-19', 0, '2026-12-18 08:00'],
    ['2026-11-26', 1, '2026-11-23 08:00'],
    ['2026-02-24', 2, '2026-02-12 08:00'],
    ['2026-08-27 15:00', 3, '2026-08-24 08:00'],
    ['2026-09-04', 1, '2026-08-28 08:00'],
  ])('before the deadline %s, %d working days earlier is %s', (due, days, moment) => {
    expect(workingDaysBefore(at(due), days, VN, HOURS)).toBe(at(moment));
  });

  it('half-way is half-way', () => {
    expect(halfWay(at('2026-11-23 08:00'), at('2026-11-24 08:00'))).toBe(at('2026-11-23 20:00'));
    expect(halfWay(at('2026-11-23 08:00'), plus(at('2026-11-23 08:00'), 3))).toBe(
      plus(at('2026-11-23 08:00'), 1),
    );
  });

  it.each([
    ['2026-11-23 09:15', '2026-11-23 09:15'],
    ['2026-11-23 12:30', '2026-11-23 08:00'],
    ['2026-11-23 07:59', '2026-11-20 08:00'],
    ['2026-11-23 22:00', '2026-11-23 08:00'],
    ['2026-11-24 10:00', '2026-11-23 08:00'],
    ['2026-11-22 10:00', '2026-11-20 08:00'],
    ['2026-08-23 10:00', '2026-08-22 08:00'],
  ])('at or before %s the office opened at %s', (moment, opening) => {
    expect(openingBefore(at(moment), VN, HOURS)).toBe(at(opening));
  });

  it.each([
    ['2026-11-23 07:59', '2026-11-23 08:00'],
    ['2026-11-23 08:00', '2026-11-23 08:00'],
    ['2026-11-23 11:59', '2026-11-23 11:59'],
    ['2026-11-23 12:00', '2026-11-23 13:00'],
    ['2026-11-23 16:59', '2026-11-23 16:59'],
    ['2026-11-23 17:00', '2026-11-25 08:00'],
    ['2026-08-21 17:00', '2026-08-22 08:00'],
    ['2026-02-13 20:00', '2026-02-23 08:00'],
  ])('at or after %s the office opens at %s', (now, opening) => {
    expect(nextOpening(at(now), VN, HOURS)).toBe(at(opening));
  });

  it.each([
    ['2026-11-23 07:29', '2026-11-23 07:30'],
    ['2026-11-23 07:30', '2026-11-25 07:30'],
    ['2026-11-20 12:00', '2026-11-23 07:30'],
    ['2026-08-21 12:00', '2026-08-22 07:30'],
    ['2026-02-13 12:00', '2026-02-23 07:30'],
  ])('after %s the next digest goes at %s', (now, digest) => {
    expect(nextDigest(at(now), VN)).toBe(at(digest));
  });

  it('the office is open at its next opening, and not a moment before, unless now', () => {
    fc.assert(
      fc.property(anyMinute, (minute) => {
        const now = textOfMinute(minute) as Instant;
        const opening = nextOpening(now, VN, HOURS);
        const byHand = afterOfficeMinutes(minute, 1, daysOf('VN')) - 1;
        expect(opening).toBe(textOfMinute(byHand));
        expect(openingBefore(now, VN, HOURS) <= now).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the second opinion itself', () => {
  it('knows the dates that the first one knows', () => {
    expect(dateOfDay(dayNumber('2024-02-29'))).toBe('2024-02-29');
    expect(textOfMinute(minuteOf('2026-11-23', '18:42'))).toBe(at('2026-11-23 18:42'));
    expect(msOf(at('2026-11-23 18:42')) / MINUTE + 7 * 60).toBe(minuteOf('2026-11-23', '18:42'));
  });
});

function workingDaysIn(first: CivilDate, last: CivilDate): number {
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) if (isWorkingDay(day, VN)) count += 1;
  return count;
}
