import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEndless, rederiveClock } from '../../../domain/clocks/clock.ts';
import type { Calendar, CalendarDay } from '../../../domain/time/calendar.ts';
import { isWorkingDay, nextOpening } from '../../../domain/time/calendar.ts';
import type { ClockRule } from '../../../domain/clocks/rule.ts';
import { DAY, HOUR, dateOf, msOf, plus } from '../../../domain/time/instant.ts';
import { unitOf } from '../../../domain/time/spec.ts';
import { HOURS, VN, anyMoment, at, on } from '../time/moments.ts';
import { anyRule, calendarOf, frozen, lapsed, resumed, ruleOf, started, warned } from './clocks.ts';

describe('a clock that starts', () => {
  it('keeps the rule, version, value and calendar that were valid at its anchor', () => {
    const clock = started('verify', at('2026-11-02 10:00'));
    expect(clock).toMatchObject({
      id: 'verify#1',
      rule: 'verify',
      version: 1,
      spec: { kind: 'working-days', amount: 15 },
      calendar: 'VN',
      calendarVersion: 1,
      process: 'incident',
      anchor: at('2026-11-02 10:00'),
      countedFrom: at('2026-11-02 10:00'),
      due: at('2026-11-24'),
      firstDue: at('2026-11-24'),
      next: at('2026-11-24'),
      aim: null,
      status: 'running',
      lapses: 0,
      remainder: null,
      provisional: false,
    });
    expect(clock.steps.at(-1)?.rule).toBe('working-days');
  });

  it('takes the value given to it: a remedy has its own date, and an aim', () => {
    const value = { kind: 'by-date', date: on('2026-12-20'), policy: 'plain' } as const;
    expect(started('remedy', at('2026-11-23 10:00'), value)).toMatchObject({
      due: at('2026-12-21'),
      aim: at('2026-12-19'),
    });
  });

  it('may be set to seconds for a drill', () => {
    const now = at('2026-11-23 10:00');
    const clock = started('acknowledge', now, { kind: 'hours', amount: 5 / 3600 });
    expect(clock.due).toBe(plus(now, 5_000));
  });

  it('counts the Lao side’s answer on the Lao calendar, everything else on the Vietnamese', () => {
    const anchor = at('2026-11-17 09:00');
    expect(started('lao-answer', anchor)).toMatchObject({ calendar: 'LA', provisional: true });
    // 24 November is no day off in Laos, 2 December is.
    expect(started('lao-answer', anchor).due).toBe(at('2026-12-04'));
    expect(started('lao-first', at('2026-11-23 09:00')).due).toBe(at('2026-11-28'));
  });

  it('without a deadline never rings', () => {
    const clock = started('remedy', at('2026-11-23'), { kind: 'recurring', every: null });
    expect(isEndless(clock)).toBe(true);
    expect(warned(clock)).toEqual([]);
    expect(lapsed(clock, at('2099-01-01')).next).toBe(clock.next);
  });

  it('is stored as JSON and read back the same', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, fc.integer({ min: 1, max: 600 }), (rule, anchor, hours) => {
        const clock = started(rule, anchor);
        for (const one of [clock, frozen(clock, plus(anchor, hours * HOUR))]) {
          expect(JSON.parse(JSON.stringify(one))).toEqual(one);
        }
      }),
    );
  });
});

describe('a clock that lapses', () => {
  it('goes one higher again after each repetition', () => {
    let clock = started('acknowledge', at('2026-11-23 09:00'));
    expect(clock.next).toBe(at('2026-11-23 13:00'));
    for (const next of ['2026-11-23 17:00', '2026-11-23 21:00', '2026-11-24 01:00']) {
      clock = lapsed(clock, clock.next);
      expect(clock.next).toBe(at(next));
    }
    expect(clock.lapses).toBe(3);
    expect(clock.due).toBe(at('2026-11-23 13:00'));
  });

  it('repeats a working day by working day, not every second one', () => {
    let clock = started('lao-first', at('2026-11-09 09:00'));
    expect(clock.next).toBe(at('2026-11-13'));
    const rings = [1, 2, 3].map(() => (clock = lapsed(clock, clock.next)).next);
    // Friday 24:00, then over the weekend Monday 24:00, then Tuesday 24:00.
    expect(rings).toEqual([at('2026-11-14'), at('2026-11-17'), at('2026-11-18')]);
  });

  it('once for all that passed while everything was down', () => {
    const clock = lapsed(started('acknowledge', at('2026-11-23 09:00')), at('2026-11-25 14:00'));
    expect(clock).toMatchObject({ lapses: 1, next: at('2026-11-25 17:00') });
  });

  it('always rings later than now', () => {
    const later = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(anyRule, anyMoment, later, (rule, anchor, hours) => {
        const clock = started(rule, anchor);
        const now = plus(clock.next, hours * HOUR);
        const after = lapsed(clock, now);
        expect(after.next > now).toBe(true);
        expect(after.lapses).toBe(1);
        expect({ ...after, next: clock.next, lapses: 0 }).toEqual(clock);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a changed calendar', () => {
  const day: CalendarDay = {
    date: on('2026-11-28'),
    status: 'worked',
    reason: 'Làm bù cho thứ Sáu 27/11/2026',
    basis: 'Công văn 1/VPCP',
    sure: 'announced',
  };
  const swapped: Calendar = {
    ...VN,
    version: 2,
    days: new Map([
      ...VN.days,
      [day.date, day],
      [on('2026-11-27'), { ...day, date: on('2026-11-27'), status: 'off', reason: 'Hoán đổi' }],
    ]),
  };
  const more: Calendar = { ...VN, version: 2, days: new Map([...VN.days, [day.date, day]]) };

  it('moves a running clock, and keeps what it was', () => {
    const clock = started('approve-finding', at('2026-11-25 09:00'));
    expect(clock.due).toBe(at('2026-12-01'));
    const after = rederiveClock(clock, more, HOURS);
    expect(after).toMatchObject({
      due: at('2026-11-29'),
      next: at('2026-11-29'),
      firstDue: at('2026-11-29'),
      calendarVersion: 2,
      anchor: clock.anchor,
    });
    expect(after.steps.find((step) => step.rule === 'day-worked')?.basis).toBe('Công văn 1/VPCP');
  });

  it('that swaps two days leaves what ends behind both where it was', () => {
    const clock = started('verify', at('2026-11-25 09:00'));
    expect(rederiveClock(clock, swapped, HOURS).due).toBe(clock.due);
  });

  it('leaves hours, late clocks and what an officer has set as they are', () => {
    const hours = started('contain', at('2026-11-27 09:00'));
    expect(rederiveClock(hours, swapped, HOURS).due).toBe(hours.due);
    const late = lapsed(started('approve-finding', at('2026-11-25 09:00')), at('2026-12-01'));
    expect(rederiveClock(late, more, HOURS)).toEqual({ ...late, calendarVersion: 2 });
    const value = { kind: 'until', instant: at('2026-12-24 12:00') } as const;
    const set = started('remedy', at('2026-11-25 09:00'), value);
    expect(rederiveClock(set, more, HOURS)).toEqual({ ...set, calendarVersion: 2 });
  });

  it('does not give back what a standstill has used up', () => {
    const clock = started('verify', at('2026-11-02 10:00'));
    const after = resumed(frozen(clock, at('2026-11-04 10:00')), at('2026-11-25 10:00'));
    const again = rederiveClock(after, more, HOURS);
    // 13 working days were left; Saturday 28/11 is one of them now.
    expect(after.due).toBe(at('2026-12-15'));
    expect(again.due).toBe(at('2026-12-12'));
    expect(again.steps.some((step) => step.rule === 'resumed')).toBe(true);
  });

  it('of the same days changes nothing but the version', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, (rule, anchor) => {
        const clock = started(rule, anchor);
        const same = { ...calendarOf(clock), version: 7 };
        expect(rederiveClock(clock, same, HOURS)).toEqual({ ...clock, calendarVersion: 7 });
      }),
    );
  });
});

describe('warnings', () => {
  it.each([
    // Half of four hours.
    ['acknowledge', '2026-11-21 22:00', ['2026-11-22 00:00']],
    // Half of three weeks is a Friday night, the second is the last working day but one.
    ['verify', '2026-11-02 10:00', ['2026-11-12 08:00', '2026-11-20 08:00']],
    ['approve-finding', '2026-11-02 10:00', ['2026-11-04 08:00']],
    ['lao-answer', '2026-11-02 10:00', []],
  ] as const)('of %s from %s go out at %j', (rule, anchor, moments) => {
    expect(warned(started(rule, at(anchor)))).toEqual(moments.map((moment) => at(moment)));
  });

  it('go by the aim of a fixed date: for Sunday 20/12 on Thursday 17/12', () => {
    const value = { kind: 'by-date', date: on('2026-12-20'), policy: 'plain' } as const;
    const clock = started('remedy', at('2026-12-14 09:00'), value);
    expect(warned(clock)).toEqual([at('2026-12-16 16:30'), at('2026-12-17 08:00')]);
  });

  it('of a short clock over a weekend wait for the office to open, rather than be lost', () => {
    const clock = started('written-report', at('2026-11-13 16:00'));
    expect(clock.due).toBe(at('2026-11-17'));
    expect(warned(clock)).toEqual([at('2026-11-16 08:00')]);
  });

  it('are not sent twice for one moment', () => {
    const rule: ClockRule = {
      ...ruleOf('verify'),
      warn: [{ kind: 'half' }, { kind: 'half' }, { kind: 'working-days-before', days: 1 }],
    };
    const clock = started('verify', at('2026-11-02 10:00'));
    expect(warned(clock, rule)).toHaveLength(2);
  });

  it('may be told in hours before the end', () => {
    const warn = [{ kind: 'hours-before', hours: 1.5 }] as const;
    const hours = started('contain', at('2026-11-20 20:00'));
    expect(warned(hours, { ...ruleOf('contain'), warn })).toEqual([at('2026-11-21 18:30')]);
    // A clock that counts working time warns while the office is open.
    const days = started('close', at('2026-11-13 20:00'));
    expect(warned(days, { ...ruleOf('close'), warn })).toEqual([at('2026-11-20 08:00')]);
  });

  it('stop with the clock', () => {
    const clock = started('verify', at('2026-11-02 10:00'));
    for (const status of ['frozen', 'met', 'stopped'] as const) {
      expect(warned({ ...clock, status })).toEqual([]);
    }
  });

  it('go out between start and end, in order, and while somebody is there to read them', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, (rule, anchor) => {
        const clock = started(rule, anchor);
        const moments = warned(clock);
        expect(moments).toEqual([...new Set(moments)].sort());
        for (const moment of moments) {
          expect(moment > clock.countedFrom && moment < (clock.aim ?? clock.due)).toBe(true);
          if (unitOf(clock.spec) === 'hours') continue;
          expect(isWorkingDay(dateOf(moment), calendarOf(clock))).toBe(true);
          expect(nextOpening(moment, calendarOf(clock), HOURS)).toBe(moment);
        }
        if (ruleOf(rule).warn.length > 0) expect(moments.length).toBeGreaterThan(0);
      }),
      { numRuns: 600 },
    );
  });

  it('half-way of hours is half-way, at night as well', () => {
    fc.assert(
      fc.property(anyMoment, (anchor) => {
        const clock = started('contain', anchor);
        expect(warned(clock)).toEqual([plus(anchor, DAY / 2)]);
        expect(msOf(clock.due) - msOf(anchor)).toBe(DAY);
      }),
    );
  });
});
