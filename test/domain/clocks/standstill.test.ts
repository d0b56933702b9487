import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendClock, latestExtension } from '../../../domain/clocks/extension.ts';
import { canFreeze } from '../../../domain/clocks/freezing.ts';
import { isWorkingDay, officeTimeBetween } from '../../../domain/time/calendar.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import {
  HOUR,
  MINUTE,
  addDays,
  dateOf,
  msOf,
  plus,
  startOf,
} from '../../../domain/time/instant.ts';
import { unitOf } from '../../../domain/time/spec.ts';
import { HOURS, VN, anyMoment, at, on } from '../time/moments.ts';
import { anyRule, frozen, lapsed, resumed, ruleOf, started } from './clocks.ts';

const minutes = (max: number) => fc.integer({ min: 0, max });

describe('a clock that stands still', () => {
  it.each([
    // Hours keep their remainder, to the minute.
    ['hours', 24, '2026-11-02 10:00', '2026-11-02 15:30', '2026-11-20 09:15', '2026-11-21 03:45'],
    ['hours', 24, '2026-11-02 10:00', '2026-11-02 15:30', '2026-11-02 16:30', '2026-11-03 11:00'],
    // Office hours keep their office hours: five of eight are left.
    [
      'working-hours',
      8,
      '2026-11-02 09:00',
      '2026-11-02 13:00',
      '2026-11-20 15:00',
      '2026-11-23 11:00',
    ],
    // Days keep the days not begun: 5 to 16 November are twelve; the day of resuming is not
    // counted.
    ['days', 14, '2026-11-02 09:00', '2026-11-04 09:00', '2026-12-01 16:00', '2026-12-15'],
    // Working days likewise: of ten, the 3rd and 4th have begun, eight are left.
    ['working-days', 10, '2026-11-02 09:00', '2026-11-04 09:00', '2026-11-19 16:00', '2026-12-03'],
    // Frozen on a Saturday: four had begun by then, six are left.
    ['working-days', 10, '2026-11-02 09:00', '2026-11-07 09:00', '2026-11-19 16:00', '2026-12-01'],
    // Months go on as the days that were left.
    ['months', 1, '2026-11-02 09:00', '2026-11-30 09:00', '2027-01-11 16:00', '2027-01-14'],
  ] as const)(
    '%s %d from %s, frozen %s, resumed %s, ends %s',
    (kind, amount, anchor, f, r, due) => {
      const clock = started('verify', at(anchor), { kind, amount });
      const still = frozen(clock, at(f));
      expect(still).toMatchObject({ status: 'frozen', due: clock.due, lapses: 0 });
      const after = resumed(still, at(r));
      expect(after).toMatchObject({
        status: 'running',
        remainder: null,
        due: at(due),
        next: at(due),
        firstDue: at(due),
        anchor: at(anchor),
        countedFrom: at(r),
      });
      const told = after.steps.find((step) => step.rule === 'resumed');
      expect(told).toEqual({ at: at(r), rule: 'resumed', params: { since: at(f) } });
    },
  );

  it('on its last day gets that day back whole, when the standstill outlasts it', () => {
    const clock = started('verify', at('2026-11-02 09:00'), { kind: 'working-days', amount: 2 });
    const still = frozen(clock, at('2026-11-04 16:00'));
    expect(resumed(still, at('2026-11-04 18:00')).due).toBe(clock.due);
    expect(resumed(still, at('2026-11-09 18:00')).due).toBe(at('2026-11-11'));
  });

  it('of a fixed date does not: it runs on', () => {
    const value = { kind: 'by-date', date: on('2026-12-20'), policy: 'plain' } as const;
    const clock = started('remedy', at('2026-11-02 09:00'), value);
    expect(canFreeze(value)).toBe(false);
    expect(frozen(clock, at('2026-11-04'))).toBe(clock);
  });

  it('when it is late already stays late; what was left to the next step up is kept', () => {
    const late = lapsed(started('acknowledge', at('2026-11-23 09:00')), at('2026-11-23 13:00'));
    const still = frozen(late, at('2026-11-23 16:00'));
    const after = resumed(still, at('2026-12-01 08:00'));
    expect(after).toMatchObject({
      status: 'running',
      lapses: 1,
      due: at('2026-11-23 13:00'),
      next: at('2026-12-01 09:00'),
    });
  });

  it.each(['2026-11-23 13:00', '2026-11-23 14:00'])(
    'at %s, late but not yet told so, rings as soon as it goes on',
    (stop) => {
      const clock = started('acknowledge', at('2026-11-23 09:00'));
      const after = resumed(frozen(clock, at(stop)), at('2026-12-01 08:00'));
      expect(after.due).toBe(at('2026-11-23 13:00'));
      expect(after.next).toBe(plus(at('2026-12-01 08:00'), 1_000));
    },
  );

  it('twice keeps what was left each time', () => {
    const clock = started('verify', at('2026-11-02 09:00'), { kind: 'hours', amount: 24 });
    const once = resumed(frozen(clock, at('2026-11-02 15:00')), at('2026-11-10 08:00'));
    const twice = resumed(frozen(once, at('2026-11-10 14:00')), at('2026-11-20 08:00'));
    expect(twice.due).toBe(at('2026-11-20 20:00'));
    expect(twice.steps.filter((step) => step.rule === 'resumed')).toHaveLength(2);
  });

  it('is frozen once: freezing what has ended or stands still changes nothing', () => {
    const still = frozen(started('verify', at('2026-11-02 09:00')), at('2026-11-04'));
    expect(frozen(still, at('2026-11-05'))).toBe(still);
    const met = { ...still, status: 'met' } as const;
    expect(frozen(met, at('2026-11-05'))).toBe(met);
  });
});

describe('what is left', () => {
  it('of hours is the same before and after', () => {
    fc.assert(
      fc.property(anyMoment, minutes(23 * 60), minutes(90_000), (anchor, before, pause) => {
        const clock = started('contain', anchor);
        const stop = plus(anchor, before * MINUTE);
        const go = plus(stop, pause * MINUTE);
        const after = resumed(frozen(clock, stop), go);
        expect(msOf(after.due) - msOf(go)).toBe(msOf(clock.due) - msOf(stop));
      }),
      { numRuns: 800 },
    );
  });

  it('of office hours is the same before and after', () => {
    fc.assert(
      fc.property(anyMoment, minutes(3_000), minutes(90_000), (anchor, before, pause) => {
        const clock = started('verify', anchor, { kind: 'working-hours', amount: 30 });
        const stop = plus(anchor, before * MINUTE);
        fc.pre(stop < clock.due);
        const go = plus(stop, pause * MINUTE);
        const after = resumed(frozen(clock, stop), go);
        expect(officeTimeBetween(go, after.due, VN, HOURS)).toBe(
          officeTimeBetween(stop, clock.due, VN, HOURS),
        );
      }),
      { numRuns: 800 },
    );
  });

  it('of working days is as many as had not begun, and at least one', () => {
    fc.assert(
      fc.property(anyMoment, minutes(30_000), minutes(90_000), (anchor, before, pause) => {
        const clock = started('verify', anchor);
        const stop = plus(anchor, before * MINUTE);
        const go = plus(stop, pause * MINUTE);
        fc.pre(stop < clock.due && dateOf(go) !== dateOf(stop));
        const after = resumed(frozen(clock, stop), go);
        const left = workingDaysBehind(stop, clock.due);
        expect(workingDaysBehind(go, after.due)).toBe(Math.max(1, left));
      }),
      { numRuns: 800 },
    );
  });

  it('a standstill within one day costs and gives nothing, whatever the clock counts', () => {
    const units = ['hours', 'working-hours'];
    fc.assert(
      fc.property(anyRule, anyMoment, minutes(3_000), minutes(1_440), (rule, anchor, b, pause) => {
        const clock = started(rule, anchor);
        const stop = plus(anchor, b * MINUTE);
        const go = plus(stop, pause * MINUTE);
        fc.pre(stop < clock.due && dateOf(go) === dateOf(stop));
        const after = resumed(frozen(clock, stop), units.includes(unit(clock)) ? stop : go);
        expect(after.due).toBe(clock.due);
      }),
      { numRuns: 800 },
    );
  });

  it('never ends earlier for having stood still', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, minutes(3_000), minutes(90_000), (rule, anchor, b, pause) => {
        const clock = started(rule, anchor);
        const stop = plus(anchor, b * MINUTE);
        fc.pre(stop < clock.due);
        const after = resumed(frozen(clock, stop), plus(stop, pause * MINUTE));
        expect(after.due >= clock.due).toBe(true);
        expect(after.firstDue).toBe(after.due);
      }),
      { numRuns: 800 },
    );
  });
});

describe('an extension', () => {
  it.each([
    // Due 24:00 on Monday 23/11; 24/11 is off, so three working days more end on the 27th.
    ['written-report', '2026-11-20 09:00', '2026-11-24', '2026-11-28'],
    ['preliminary', '2026-11-20 09:00', '2026-11-21 09:00', '2026-11-23 09:00'],
    ['verify', '2026-11-02 10:00', '2026-11-24', '2027-01-07'],
  ] as const)('of %s from %s, due %s, may go to %s', (rule, anchor, due, latest) => {
    const clock = started(rule, at(anchor));
    expect(clock.due).toBe(at(due));
    expect(latestExtension(clock, ruleOf(rule), VN, HOURS)).toBe(at(latest));
  });

  it('is none for a clock that allows none', () => {
    const clock = started('acknowledge', at('2026-11-23 09:00'));
    expect(latestExtension(clock, ruleOf('acknowledge'), VN, HOURS)).toBeNull();
  });

  it('keeps the first due and tells the step, so that extending twice gives no more', () => {
    const clock = started('verify', at('2026-11-02 10:00'));
    const once = extendClock(clock, at('2026-12-10 17:00'));
    expect(once).toMatchObject({
      due: at('2026-12-10 17:00'),
      next: at('2026-12-10 17:00'),
      firstDue: at('2026-11-24'),
      provisional: false,
    });
    expect(once.steps.at(-1)).toEqual({
      at: at('2026-12-10 17:00'),
      rule: 'extended',
      params: { from: at('2026-11-24') },
    });
    const latest = (c: typeof clock) => latestExtension(c, ruleOf('verify'), VN, HOURS);
    expect(latest(once)).toBe(latest(clock));
    expect(latest(extendClock(once, at('2026-12-20')))).toBe(latest(clock));
  });

  it('stands still like the clock that was extended, and keeps what it had been given', () => {
    const clock = extendClock(started('lao-first', at('2026-11-09 09:00')), at('2026-11-18'));
    // Of 13, 16 and 17 November one had not begun on the 16th.
    const after = resumed(frozen(clock, at('2026-11-16 10:00')), at('2026-11-30 10:00'));
    expect(after.due).toBe(at('2026-12-02'));
    expect(after.lapses).toBe(0);
    const given = msOf(clock.due) - msOf(clock.firstDue);
    expect(msOf(after.due) - msOf(after.firstDue)).toBe(given);
  });

  it('of hours stands still by the hour', () => {
    const clock = extendClock(
      started('preliminary', at('2026-11-20 09:00')),
      at('2026-11-22 09:00'),
    );
    const after = resumed(frozen(clock, at('2026-11-22 07:00')), at('2026-11-30 10:00'));
    expect(msOf(after.due) - msOf(at('2026-11-30 10:00'))).toBe(2 * HOUR);
  });
});

function workingDaysBehind(moment: Instant, due: Instant): number {
  let count = 0;
  for (let day = addDays(dateOf(moment), 1); startOf(day) < due; day = addDays(day, 1)) {
    if (isWorkingDay(day, VN)) count += 1;
  }
  return count;
}

function unit(clock: ReturnType<typeof started>): string {
  return unitOf(clock.spec) ?? '';
}
