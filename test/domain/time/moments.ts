import fc from 'fast-check';
import { USUAL_HOURS } from '../../../domain/time/calendar.ts';
import type { CalendarId } from '../../../domain/time/calendar.ts';
import { derive } from '../../../domain/time/derive.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { parseDate, parseInstant } from '../../../domain/time/instant.ts';
import type { Derivation, TimeSpec } from '../../../domain/time/spec.ts';
import { loadCalendars } from '../../../rules/load-calendars.ts';
import { minuteOf, textOfMinute } from './by-hand.ts';

export const CALENDARS = loadCalendars();
export const VN = CALENDARS.VN;
export const HOURS = USUAL_HOURS;

/** `2026-11-23 18:42` in UTC+7; a date alone is its first moment. */
export function at(text: string): Instant {
  const [date = '', time = '00:00'] = text.split(' ');
  const found = parseInstant(`${date}T${time}+07:00`);
  if (found === undefined) throw new Error(`No moment: ${text}`);
  return found;
}

export function on(text: string): CivilDate {
  const found = parseDate(text);
  if (found === undefined) throw new Error(`No date: ${text}`);
  return found;
}

/** Derives by the product's own calendars and the usual hours. */
export function deriving(spec: TimeSpec, from?: Instant, calendar: CalendarId = 'VN'): Derivation {
  return derive(spec, from, CALENDARS[calendar], HOURS);
}

/** The due of a spec that has one. */
export function dueOf(spec: TimeSpec, from?: Instant, calendar: CalendarId = 'VN'): Instant {
  const { due } = deriving(spec, from, calendar);
  if (due === null) throw new Error(`No due: ${JSON.stringify(spec)}`);
  return due;
}

/** Any minute of the years that the calendar file covers, in minutes since 1970. */
export const anyMinute = fc.integer({
  min: minuteOf('2024-01-01', '00:00'),
  max: minuteOf('2027-12-31', '23:59'),
});

/** Any such moment as the product writes it. */
export const anyMoment = anyMinute.map((minute) => textOfMinute(minute) as Instant);

/** Any date of those years. */
export const anyDate = anyMoment.map((moment) => on(moment.slice(0, 10)));

const amountOf = (max: number) => fc.integer({ min: 1, max });

/** A deadline of any kind. */
export const anySpec: fc.Arbitrary<TimeSpec> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('hours' as const, 'at-once' as const, 'working-hours' as const),
    amount: fc.oneof(amountOf(400), fc.double({ min: 0.001, max: 100, noNaN: true })),
  }),
  fc.record({
    kind: fc.constantFrom('days' as const, 'working-days' as const),
    amount: amountOf(120),
  }),
  fc.record({
    kind: fc.constantFrom('months' as const, 'years' as const),
    amount: amountOf(30),
  }),
  fc.record({
    kind: fc.constant('before-date' as const),
    date: anyDate,
    policy: fc.constantFrom('plain' as const, 'strict' as const),
  }),
  fc.record({
    kind: fc.constant('by-date' as const),
    date: anyDate,
    policy: fc.constantFrom('plain' as const, 'strict' as const, 'roll' as const),
  }),
  fc
    .tuple(anyDate, anyDate)
    .map((dates) => dates.sort())
    .map(([a, b]): TimeSpec => ({ kind: 'month-window', from: a.slice(0, 7), to: b.slice(0, 7) })),
  fc.tuple(anyDate, fc.option(fc.integer({ min: 0, max: 900 }))).map(([from, days]): TimeSpec => ({
    kind: 'phase',
    from,
    to:
      days === null
        ? null
        : on(dueOf({ kind: 'hours', amount: 24 * (days + 1) }, at(from)).slice(0, 10)),
  })),
  fc
    .option(fc.record({ kind: fc.constant('months' as const), amount: amountOf(12) }))
    .map((every): TimeSpec => ({ kind: 'recurring', every })),
  anyMoment.map((instant): TimeSpec => ({ kind: 'until', instant })),
);
