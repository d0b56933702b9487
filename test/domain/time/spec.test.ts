import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derive, deriveAfter } from '../../../domain/time/derive.ts';
import { LIMITS, faultOf } from '../../../domain/time/fault.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { parseInstant, plus } from '../../../domain/time/instant.ts';
import type { TimeSpec } from '../../../domain/time/spec.ts';
import { unitOf } from '../../../domain/time/spec.ts';
import { stepText } from '../../../locales/derivation.ts';
import { LANGUAGES, isMessageKey } from '../../../locales/index.ts';
import { timeSpecSchema } from '../../../rules/load-clocks.ts';
import { HOURS, VN, anyMoment, anySpec, at, deriving, on } from './moments.ts';

const NOW = at('2026-11-23 18:42');
const bad = (spec: unknown) => spec as TimeSpec;

describe('a deadline that cannot be meant', () => {
  it.each([
    ['amount', { kind: 'hours', amount: 0 }],
    ['amount', { kind: 'hours', amount: -1 }],
    ['amount', { kind: 'at-once', amount: Number.NaN }],
    ['amount', { kind: 'hours', amount: 1e-12 }],
    ['amount', { kind: 'working-hours', amount: Number.POSITIVE_INFINITY }],
    ['amount', { kind: 'working-hours', amount: LIMITS.hours + 1 }],
    ['amount', { kind: 'days', amount: -5 }],
    ['amount', { kind: 'days', amount: 0 }],
    ['amount', { kind: 'working-days', amount: Number.NaN }],
    ['amount', { kind: 'months', amount: LIMITS.days + 1 }],
    ['amount', { kind: 'years', amount: LIMITS.years + 1 }],
    ['whole-amount', { kind: 'days', amount: 1.5 }],
    ['whole-amount', { kind: 'working-days', amount: 0.5 }],
    ['whole-amount', { kind: 'years', amount: 2.25 }],
    ['date', { kind: 'by-date', date: '2026-02-30', policy: 'plain' }],
    ['date', { kind: 'before-date', date: 'soon', policy: 'plain' }],
    ['date', { kind: 'until', instant: 'soon' }],
    ['date', { kind: 'phase', from: '2026-02-30', to: null }],
    ['policy', { kind: 'before-date', date: '2026-12-20', policy: 'roll' }],
    ['month', { kind: 'month-window', from: '2026-13', to: '2027-01' }],
    ['month', { kind: 'month-window', from: '2026-04', to: 'May' }],
    ['window', { kind: 'month-window', from: '2026-05', to: '2026-04' }],
    ['window', { kind: 'phase', from: '2026-05-02', to: '2026-05-01' }],
    ['too-far', { kind: 'by-date', date: '9000-01-01', policy: 'plain' }],
    ['too-far', { kind: 'before-date', date: '0000-01-01', policy: 'plain' }],
    ['amount', { kind: 'recurring', every: { kind: 'months', amount: 0 } }],
    ['amount', { kind: 'recurring', every: { kind: 'recurring', every: null } }],
    ['amount', { kind: 'recurring', every: { kind: 'until', instant: NOW } }],
  ])('is told as %s: %j', (fault, spec) => {
    expect(faultOf(bad(spec), NOW)).toBe(fault);
    expect(() => derive(bad(spec), NOW, VN, HOURS)).toThrow(RangeError);
    expect(timeSpecSchema.safeParse(JSON.parse(JSON.stringify(spec))).success).toBe(false);
  });

  it.each([
    'hours',
    'at-once',
    'working-hours',
    'days',
    'working-days',
    'months',
    'years',
  ] as const)('%s need a moment to count from, not too far away', (kind) => {
    expect(faultOf({ kind, amount: 1 }, undefined)).toBe('from-missing');
    expect(faultOf({ kind, amount: 1 }, at('8001-01-01'))).toBe('too-far');
    expect(faultOf({ kind, amount: 1 }, NOW)).toBeNull();
  });

  it('has a text for every fault', () => {
    const faults = ['amount', 'whole-amount', 'from-missing', 'date', 'month', 'window', 'policy'];
    for (const fault of [...faults, 'too-far']) {
      expect(isMessageKey(`derivation.fault.${fault}`), fault).toBe(true);
    }
  });

  it('is told before it is derived: whatever passes has an answer, within four-digit years', () => {
    const amount = fc.oneof(fc.double(), fc.integer());
    const kind = fc.constantFrom(
      'hours',
      'working-hours',
      'days',
      'working-days',
      'months',
      'years',
    );
    const from = fc.constantFrom(NOW, at('0001-01-01'), at('8000-12-31 23:59'));
    fc.assert(
      fc.property(kind, amount, from, (k, n, start) => {
        const spec = bad({ kind: k, amount: n });
        if (faultOf(spec, start) !== null) {
          expect(() => derive(spec, start, VN, HOURS)).toThrow(/^A deadline of kind /);
          return;
        }
        const { due } = derive(spec, start, VN, HOURS);
        expect(parseInstant(due ?? '')).toBe(due);
        expect((due ?? '') > start).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('even the largest amounts that are allowed can be derived', () => {
    const start = at('8000-12-31 23:59');
    for (const spec of [
      { kind: 'hours', amount: LIMITS.hours },
      { kind: 'months', amount: LIMITS.days },
      { kind: 'years', amount: LIMITS.years },
    ] as const) {
      const { due } = derive(spec, start, VN, HOURS);
      expect(parseInstant(due ?? '')).toBe(due);
    }
  });
});

describe('a deadline of any kind', () => {
  it('passes the schema as it is stored, and is derived the same after it was', () => {
    fc.assert(
      fc.property(anySpec, anyMoment, (spec, from) => {
        const stored = timeSpecSchema.parse(JSON.parse(JSON.stringify(spec)));
        expect(stored).toEqual(spec);
        expect(deriving(stored, from)).toEqual(deriving(spec, from));
      }),
      { numRuns: 500 },
    );
  });

  it('has a due that is an instant, or none for what has no end', () => {
    fc.assert(
      fc.property(anySpec, anyMoment, (spec, from) => {
        const { due, steps } = deriving(spec, from);
        const isEndless = spec.kind === 'recurring' || (spec.kind === 'phase' && spec.to === null);
        expect(due === null).toBe(isEndless);
        if (due !== null) expect(parseInstant(due)).toBe(due);
        expect(steps.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('prints each step in three languages, with nothing left to fill in', () => {
    fc.assert(
      fc.property(
        anySpec,
        anyMoment,
        fc.constantFrom('VN' as const, 'LA' as const),
        (spec, from, id) => {
          for (const step of deriving(spec, from, id).steps) {
            expect(isMessageKey(`derivation.${step.rule}`), step.rule).toBe(true);
            const texts = LANGUAGES.map((language) => stepText(language, step));
            for (const text of texts) {
              expect(text).not.toMatch(/[{}]|undefined|\d{4}-\d{2}-\d{2}/);
              expect(text).toMatch(/\S/);
            }
            expect(new Set(texts).size).toBe(LANGUAGES.length);
            expect(texts[2]).toMatch(/\p{Script=Lao}/u);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts in a unit, unless it is a fixed date', () => {
    const units = Object.fromEntries(
      (
        [
          { kind: 'hours', amount: 1 },
          { kind: 'at-once', amount: 1 },
          { kind: 'working-hours', amount: 1 },
          { kind: 'days', amount: 1 },
          { kind: 'working-days', amount: 1 },
          { kind: 'months', amount: 1 },
          { kind: 'years', amount: 1 },
          { kind: 'before-date', date: on('2026-12-20'), policy: 'plain' },
          { kind: 'by-date', date: on('2026-12-20'), policy: 'plain' },
          { kind: 'month-window', from: '2026-04', to: '2026-05' },
          { kind: 'phase', from: on('2026-04-01'), to: null },
          { kind: 'recurring', every: null },
          { kind: 'until', instant: NOW },
        ] as TimeSpec[]
      ).map((spec) => [spec.kind, unitOf(spec)]),
    );
    expect(units).toEqual({
      hours: 'hours',
      'at-once': 'hours',
      'working-hours': 'working-hours',
      days: 'days',
      'working-days': 'working-days',
      months: 'days',
      years: 'days',
      'before-date': null,
      'by-date': null,
      'month-window': null,
      phase: null,
      recurring: null,
      until: null,
    });
    expect(unitOf({ kind: 'until', instant: NOW, unit: 'hours' })).toBe('hours');
  });
});

describe('counting on from a deadline', () => {
  it.each([
    // 24:00 on Monday 16/11, and a working day more: 24:00 on Tuesday.
    ['working-days', 1, '2026-11-17', '2026-11-18'],
    ['working-days', 3, '2026-11-17', '2026-11-20'],
    ['days', 1, '2026-11-17', '2026-11-18'],
    ['months', 1, '2026-11-17', '2026-12-17'],
    ['hours', 24, '2026-11-17', '2026-11-18'],
    ['working-hours', 1, '2026-11-17', '2026-11-17 09:00'],
    // A deadline within a day: that day is not counted.
    ['working-days', 1, '2026-11-17 10:00', '2026-11-19'],
  ] as const)('%s %d after %s is %s', (kind, amount, due, next) => {
    expect(deriveAfter(at(due), { kind, amount }, VN, HOURS).due).toBe(at(next));
  });

  it('n days on and n days more are twice n days on', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 20 }), (from, amount) => {
        const spec = { kind: 'working-days', amount } as const;
        const first = deriving(spec, from).due as Instant;
        const second = deriveAfter(first, spec, VN, HOURS).due;
        expect(second).toBe(deriving({ kind: 'working-days', amount: 2 * amount }, from).due);
        expect(plus(first, 0)).toBe(first);
      }),
    );
  });
});
