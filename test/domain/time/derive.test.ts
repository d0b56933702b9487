import { describe, expect, it } from 'vitest';
import type { DatePolicy, TimeSpec } from '../../../domain/time/spec.ts';
import { at, deriving, dueOf, on } from './moments.ts';

type Counted = Extract<TimeSpec, { readonly amount: number }>['kind'];

const counted = (kind: Counted, amount: number): TimeSpec => ({ kind, amount });

describe('hours run from the moment itself', () => {
  it.each([
    ['2026-02-13 16:30', 1, '2026-02-13 17:30'],
    ['2026-02-13 16:30', 24, '2026-02-14 16:30'],
    ['2026-02-13 23:59', 0.5, '2026-02-14 00:29'],
    // Through the whole of Tết.
    ['2026-02-13 17:00', 240, '2026-02-23 17:00'],
    ['2026-12-31 22:00', 4, '2027-01-01 02:00'],
    ['2024-02-28 23:00', 2, '2024-02-29 01:00'],
    ['2025-02-28 23:00', 2, '2025-03-01 01:00'],
  ])('from %s, %d hours end at %s', (from, amount, due) => {
    expect(dueOf(counted('hours', amount), at(from))).toBe(at(due));
    expect(dueOf(counted('at-once', amount), at(from))).toBe(at(due));
  });

  it('keep the second and the thousandth at which something was found', () => {
    const from = at('2026-11-23 18:42:45.123');
    expect(dueOf(counted('hours', 24), from)).toBe(at('2026-11-24 18:42:45.123'));
    expect(dueOf(counted('at-once', 5 / 3600), from)).toBe(at('2026-11-23 18:42:50.123'));
  });

  it('never depend on a calendar, so never are provisional', () => {
    expect(deriving(counted('hours', 24), at('2027-06-01'), 'LA').provisional).toBe(false);
  });
});

describe('working hours', () => {
  it.each([
    ['within a morning', '2026-11-23 08:00', 2, '2026-11-23 10:00'],
    ['end with the morning', '2026-11-23 08:00', 4, '2026-11-23 12:00'],
    ['over the noon break', '2026-11-23 11:00', 2, '2026-11-23 14:00'],
    ['from within the noon break', '2026-11-23 12:30', 1, '2026-11-23 14:00'],
    ['from the very end of the morning', '2026-11-23 12:00', 1, '2026-11-23 14:00'],
    ['end with the day', '2026-11-20 16:00', 1, '2026-11-20 17:00'],
    ['over a weekend', '2026-11-20 16:00', 2, '2026-11-23 09:00'],
    ['from the very end of a Friday', '2026-11-20 17:00', 1, '2026-11-23 09:00'],
    ['from a Saturday night', '2026-11-21 23:00', 8, '2026-11-23 17:00'],
    ['over Viet Nam Culture Day', '2026-11-23 16:00', 2, '2026-11-25 09:00'],
    ['over Tết', '2026-02-13 16:00', 2, '2026-02-23 09:00'],
    ['on a swapped Saturday', '2026-08-21 16:00', 3, '2026-08-22 10:00'],
    ['over the day off for it', '2026-08-28 16:00', 2, '2026-09-03 09:00'],
    ['over New Year and its swap', '2025-12-31 16:00', 2, '2026-01-05 09:00'],
    ['before the doors open', '2026-11-23 03:00', 0.25, '2026-11-23 08:15'],
  ])('%s: from %s, %d hours end at %s', (_where, from, amount, due) => {
    expect(dueOf(counted('working-hours', amount), at(from))).toBe(at(due));
  });
});

describe('working days', () => {
  it.each([
    ['the day itself is not counted', '2026-11-16 00:00', 1, '2026-11-18'],
    ['nor when it is nearly over', '2026-11-16 23:59', 1, '2026-11-18'],
    ['from a Friday', '2026-11-20 09:00', 1, '2026-11-24'],
    ['from a Saturday', '2026-11-21 09:00', 1, '2026-11-24'],
    ['over Viet Nam Culture Day', '2026-11-23 09:00', 1, '2026-11-26'],
    ['over Tết', '2026-02-13 09:00', 3, '2026-02-26'],
    ['a swapped Saturday counts', '2026-08-20 15:00', 2, '2026-08-23'],
    ['the day off for it does not', '2026-08-28 15:00', 1, '2026-09-04'],
    ['the swapped Saturday of 2025', '2025-04-25 15:00', 1, '2025-04-27'],
    ['the long weekend of 2025', '2025-04-29 15:00', 1, '2025-05-06'],
    ['the swapped Saturday of 2024', '2024-05-03 15:00', 1, '2024-05-05'],
    ['fifteen to verify', '2026-11-02 10:00', 15, '2026-11-24'],
  ])('%s: from %s, %d end at the first moment of %s', (_where, from, amount, due) => {
    expect(dueOf(counted('working-days', amount), at(from))).toBe(at(due));
  });
});

describe('days, months and years (Civil Code 2015 art. 147 and 148)', () => {
  it.each([
    ['days', 'the first day is not counted', '2026-11-09 10:00', 2, '2026-11-12'],
    ['days', 'ends on a Saturday, goes on to Monday', '2026-11-09 10:00', 5, '2026-11-17'],
    ['days', 'ends on a Sunday, goes on to Monday', '2026-11-09 10:00', 6, '2026-11-17'],
    ['days', 'ends on the Sunday before Monday', '2026-11-09 10:00', 7, '2026-11-17'],
    ['days', 'ends in Tết, goes on behind it', '2026-02-10 10:00', 8, '2026-02-24'],
    ['days', 'ends on a swapped Saturday and stays', '2026-08-17 10:00', 5, '2026-08-23'],
    ['days', 'ends on the Monday off for it', '2026-08-21 10:00', 10, '2026-09-04'],
    ['months', '31 January and a month', '2026-01-31 10:00', 1, '2026-03-03'],
    ['months', '31 January of a leap year', '2024-01-31 10:00', 1, '2024-03-01'],
    ['months', '31 March and a month, 30 April is off', '2026-03-31 10:00', 1, '2026-05-05'],
    ['months', '30 June and a month keeps the day', '2026-06-30 10:00', 1, '2026-07-31'],
    ['months', 'over the end of the year', '2026-11-30 10:00', 3, '2027-03-02'],
    ['months', 'twelve are a year', '2025-11-24 10:00', 12, '2026-11-26'],
    ['years', 'from a leap day', '2024-02-29 10:00', 1, '2025-03-01'],
    ['years', 'from a leap day to a leap day', '2024-02-29 10:00', 4, '2028-03-01'],
    ['years', 'ends on a Sunday', '2024-12-20 10:00', 2, '2026-12-22'],
  ] as const)('%s: %s, from %s, %d end at the first moment of %s', (kind, _w, from, n, due) => {
    expect(dueOf(counted(kind, n), at(from))).toBe(at(due));
  });
});

describe('fixed dates', () => {
  it.each([
    // 20/12/2026 is a Sunday.
    ['by-date', '2026-12-20', 'plain', '2026-12-21', '2026-12-19'],
    ['by-date', '2026-12-20', 'strict', '2026-12-19', '2026-12-19'],
    ['by-date', '2026-12-20', 'roll', '2026-12-22', '2026-12-19'],
    ['by-date', '2026-11-15', 'plain', '2026-11-16', '2026-11-14'],
    ['by-date', '2026-12-18', 'plain', '2026-12-19', '2026-12-19'],
    ['by-date', '2026-12-18', 'roll', '2026-12-19', '2026-12-19'],
    // A swapped Saturday is a working day like any other.
    ['by-date', '2026-08-22', 'strict', '2026-08-23', '2026-08-23'],
    ['by-date', '2026-08-31', 'strict', '2026-08-29', '2026-08-29'],
    ['by-date', '2026-08-31', 'roll', '2026-09-04', '2026-08-29'],
    // Tết: the last working day before it, the first behind it.
    ['by-date', '2026-02-18', 'plain', '2026-02-19', '2026-02-14'],
    ['by-date', '2026-02-18', 'strict', '2026-02-14', '2026-02-14'],
    ['by-date', '2026-02-18', 'roll', '2026-02-24', '2026-02-14'],
    // Lào Cai: before 1/3/2027, and 28/2/2027 is a Sunday.
    ['before-date', '2027-03-01', 'plain', '2027-03-01', '2027-02-27'],
    ['before-date', '2027-03-01', 'strict', '2027-02-27', '2027-02-27'],
    ['before-date', '2027-01-01', 'plain', '2027-01-01', '2027-01-01'],
    ['before-date', '2027-01-02', 'plain', '2027-01-02', '2027-01-01'],
    ['before-date', '2024-03-01', 'plain', '2024-03-01', '2024-03-01'],
  ] as const)('%s %s, %s: due %s, aim %s', (kind, date, policy: DatePolicy, due, aim) => {
    const spec = { kind, date: on(date), policy } as TimeSpec;
    expect(deriving(spec)).toMatchObject({ due: at(due), aim: at(aim) });
  });

  it('are the same whenever one begins to count', () => {
    const spec: TimeSpec = { kind: 'by-date', date: on('2026-12-20'), policy: 'plain' };
    expect(deriving(spec, at('2020-01-01'))).toEqual(deriving(spec));
  });
});

describe('windows, phases and standing duties', () => {
  it('a window of months opens with the first day and closes with the last', () => {
    const window = (from: string, to: string) => deriving({ kind: 'month-window', from, to });
    expect(window('2026-04', '2026-05')).toMatchObject({
      from: at('2026-04-01'),
      due: at('2026-06-01'),
    });
    expect(window('2024-02', '2024-02').due).toBe(at('2024-03-01'));
    expect(window('2025-02', '2025-02').due).toBe(at('2025-03-01'));
    expect(window('2026-11', '2026-12').due).toBe(at('2027-01-01'));
    expect(window('2026-04', '2026-05')).not.toHaveProperty('aim');
  });

  it('a phase has its own days, and may have no end', () => {
    expect(deriving({ kind: 'phase', from: on('2024-08-06'), to: on('2025-12-31') })).toMatchObject(
      { from: at('2024-08-06'), due: at('2026-01-01') },
    );
    const open = deriving({ kind: 'phase', from: on('2028-01-01'), to: null });
    expect(open).toMatchObject({ from: at('2028-01-01'), due: null });
    expect(open.steps.map((step) => step.rule)).toEqual(['phase-opens', 'phase-open-ended']);
  });

  it('a standing duty never ends; its first occurrence is told', () => {
    expect(deriving({ kind: 'recurring', every: null }).due).toBeNull();
    const quarterly: TimeSpec = { kind: 'recurring', every: { kind: 'months', amount: 3 } };
    const derivation = deriving(quarterly, at('2026-06-30 09:00'));
    expect(derivation.due).toBeNull();
    expect(derivation.steps.find((step) => step.rule === 'first-occurrence')?.at).toBe(
      at('2026-10-01'),
    );
  });

  it('what an officer has set stands as it was set', () => {
    const instant = at('2026-12-20 15:30');
    expect(deriving({ kind: 'until', instant })).toMatchObject({ due: instant });
  });
});

describe('a year whose days off have not been announced', () => {
  it.each([
    ['counted into', counted('working-days', 5), '2026-12-30 09:00', true],
    ['not reached', counted('working-days', 1), '2026-12-30 09:00', false],
    ['ended in', counted('days', 3), '2026-12-30 09:00', true],
    ['crossed by working hours', counted('working-hours', 16), '2026-12-31 09:00', true],
    ['not crossed', counted('working-hours', 4), '2026-12-31 09:00', false],
  ] as const)('%s: %o from %s is provisional: %s', (_where, spec, from, provisional) => {
    expect(deriving(spec, at(from)).provisional).toBe(provisional);
  });

  it('is told once, with the year', () => {
    const { steps } = deriving(counted('working-days', 40), at('2026-12-20 09:00'));
    const told = steps.filter((step) => step.rule === 'provisional');
    expect(told.map((step) => step.params)).toEqual([{ year: '2027' }]);
  });

  it('invents no make-up day: 1 May 2027 is a Saturday, and Monday is worked', () => {
    expect(dueOf(counted('working-days', 1), at('2027-04-30 09:00'))).toBe(at('2027-05-04'));
  });

  it('is every year in Laos', () => {
    const { provisional, due } = deriving(counted('days', 15), at('2026-11-17 09:00'), 'LA');
    // 2 December, the Lao National Day, moves the end to the 3rd.
    expect({ provisional, due }).toEqual({ provisional: true, due: at('2026-12-04') });
  });
});

describe('the way to a deadline', () => {
  it('tells of every day that is skipped why it is off, and by which document', () => {
    const { steps } = deriving(counted('working-days', 1), at('2026-02-13 09:00'));
    expect(steps.map(({ rule, basis }) => [rule, basis ?? null])).toEqual([
      ['first-day-not-counted', 'Bộ luật Dân sự 2015 Đ147(2)'],
      ['weekend', 'Quyết định 188/1999/QĐ-TTg Đ1'],
      ['weekend', 'Quyết định 188/1999/QĐ-TTg Đ1'],
      ...Array.from({ length: 5 }, () => ['day-off', '9441/TB-BNV']),
      ['weekend', 'Quyết định 188/1999/QĐ-TTg Đ1'],
      ['weekend', 'Quyết định 188/1999/QĐ-TTg Đ1'],
      ['working-days', 'Bộ luật Dân sự 2015 Đ148(1), (6)'],
    ]);
  });

  it('tells of a swapped Saturday that it counts, for which day, and by which document', () => {
    const { steps } = deriving(counted('working-days', 2), at('2026-08-20 15:00'));
    expect(steps.find((step) => step.rule === 'day-worked')).toEqual({
      at: at('2026-08-22'),
      rule: 'day-worked',
      params: {
        date: '2026-08-22',
        reason: 'Làm bù cho thứ Hai 31/8/2026',
        why: 'exchanged-worked',
        exchangedWith: '2026-08-31',
      },
      basis: '9441/TB-BNV',
    });
  });

  it('does not quote a Vietnamese decision for a Lao weekend', () => {
    const { steps } = deriving(counted('working-days', 1), at('2026-11-20 09:00'), 'LA');
    const weekend = steps.filter((step) => step.rule === 'weekend');
    expect(weekend).toHaveLength(2);
    for (const step of weekend) expect(step).not.toHaveProperty('basis');
  });
});
