import type { Calendar, OfficeHours } from './calendar.ts';
import {
  bounds,
  isProvisional,
  isWorkingDay,
  nextOpening,
  workingDayFrom,
  workingDayUntil,
} from './calendar.ts';
import type { CivilDate, Instant } from './instant.ts';
import { HOUR, addDays, dateOf, msOf, plus, startOf } from './instant.ts';
import type { DatePolicy, Derivation, Step, TimeSpec } from './spec.ts';

/** A derivation under way: the steps, and whether an unannounced year was counted. */
class Deriving {
  readonly steps: Step[] = [];
  provisional = false;
  readonly calendar: Calendar;

  constructor(calendar: Calendar) {
    this.calendar = calendar;
  }

  step(at: Instant, rule: string, params: Step['params'] = {}, basis?: string): void {
    this.steps.push({ at, rule, params, ...(basis === undefined ? {} : { basis }) });
  }

  /** Notes why a day is skipped, or why a Saturday counts; returns whether it is worked. */
  works(date: CivilDate): boolean {
    if (isProvisional(date, this.calendar)) this.provisional = true;
    const special = this.calendar.days.get(date);
    if (special !== undefined) {
      const rule = special.status === 'off' ? 'day-off' : 'day-worked';
      this.step(startOf(date), rule, { date, reason: special.reason }, special.basis);
    } else if (!isWorkingDay(date, this.calendar)) {
      this.step(startOf(date), 'weekend', { date }, 'Quyết định 188/1999/QĐ-TTg Đ1');
    }
    return isWorkingDay(date, this.calendar);
  }
}

/** What a deadline cannot be derived from, as a message key. */
export type SpecFault = 'amount' | 'from-missing' | 'window';

/** What is wrong with a spec, or null: amounts are positive, days whole, windows not backwards. */
export function faultOf(spec: TimeSpec, from: Instant | undefined): SpecFault | null {
  switch (spec.kind) {
    case 'hours':
    case 'at-once':
    case 'working-hours':
      if (!(spec.amount > 0) || spec.amount > 1_000_000) return 'amount';
      return from === undefined ? 'from-missing' : null;
    case 'days':
    case 'working-days':
    case 'months':
    case 'years':
      if (!Number.isInteger(spec.amount) || spec.amount < 1 || spec.amount > 10_000)
        return 'amount';
      return from === undefined ? 'from-missing' : null;
    case 'month-window':
      return spec.from > spec.to ? 'window' : null;
    case 'phase':
      return spec.to !== null && spec.from > spec.to ? 'window' : null;
    case 'recurring':
      return faultOf(spec.every, from);
    default:
      return null;
  }
}

/**
 * The deadline of a spec, with every step of the way (Civil Code 2015 art. 145–148). `from` is the
 * moment that the deadline runs from; fixed dates and windows need none. Throws on a faulty spec:
 * ask `faultOf` first.
 */
export function derive(
  spec: TimeSpec,
  from: Instant | undefined,
  calendar: Calendar,
  hours: OfficeHours,
): Derivation {
  const fault = faultOf(spec, from);
  if (fault !== null) throw new RangeError(`A deadline of kind ${spec.kind}: ${fault}`);
  const d = new Deriving(calendar);
  const start = from as Instant;
  switch (spec.kind) {
    case 'hours':
    case 'at-once':
      return byHours(d, spec.kind, spec.amount, start);
    case 'working-hours':
      return byWorkingHours(d, spec.amount, start, hours);
    case 'working-days':
      return byWorkingDays(d, spec.amount, start);
    case 'days':
      d.step(start, 'first-day-not-counted', { date: dateOf(start) }, 'BLDS 2015 Đ147(2)');
      return endOfTerm(d, addDays(dateOf(start), spec.amount), 'days', spec.amount);
    case 'months':
    case 'years': {
      const months = spec.kind === 'years' ? 12 * spec.amount : spec.amount;
      d.step(start, 'first-day-not-counted', { date: dateOf(start) }, 'BLDS 2015 Đ147(2)');
      return endOfTerm(d, addMonths(dateOf(start), months), spec.kind, spec.amount);
    }
    case 'before-date':
      d.step(startOf(spec.date), 'before-date', { date: spec.date, last: addDays(spec.date, -1) });
      return fixed(d, addDays(spec.date, -1), spec.policy);
    case 'by-date':
      d.step(startOf(addDays(spec.date, 1)), 'by-date', { date: spec.date });
      return fixed(d, spec.date, spec.policy);
    case 'month-window': {
      const last = lastOfMonth(spec.to);
      const opens = startOf(`${spec.from}-01` as CivilDate);
      d.step(opens, 'window-opens', { month: spec.from });
      d.step(startOf(addDays(last, 1)), 'window-closes', { month: spec.to, last });
      return { ...fixed(d, last, 'plain'), from: opens };
    }
    case 'phase': {
      d.step(startOf(spec.from), 'phase-opens', { date: spec.from });
      if (spec.to === null) return { ...endless(d), from: startOf(spec.from) };
      d.step(startOf(addDays(spec.to, 1)), 'phase-closes', { last: spec.to });
      return { ...fixed(d, spec.to, 'plain'), from: startOf(spec.from) };
    }
    case 'recurring': {
      const first = derive(spec.every, from, calendar, hours);
      d.steps.push(...first.steps);
      d.step(first.due ?? start, 'recurring', {});
      return { ...first, steps: d.steps };
    }
    case 'until':
      d.step(spec.instant, 'until', {});
      return { due: spec.instant, provisional: false, steps: d.steps };
  }
}

function byHours(d: Deriving, kind: string, amount: number, from: Instant): Derivation {
  d.step(from, 'from-the-moment', {}, 'BLDS 2015 Đ147(1)');
  const due = plus(from, Math.round(amount * HOUR));
  d.step(due, kind, { amount });
  return { due, provisional: false, steps: d.steps };
}

function byWorkingHours(
  d: Deriving,
  amount: number,
  from: Instant,
  hours: OfficeHours,
): Derivation {
  let left = Math.round(amount * HOUR);
  const opening = nextOpening(from, d.calendar, hours);
  d.step(from, 'from-the-moment', {});
  for (let day = dateOf(from); day < dateOf(opening); day = addDays(day, 1)) d.works(day);
  if (opening !== from) d.step(opening, 'next-opening', {});
  for (let day = dateOf(opening); ; day = addDays(day, 1)) {
    if (!d.works(day)) continue;
    for (const span of hours.spans) {
      const { opens, closes } = bounds(day, span);
      const start = opens > opening ? opens : opening;
      const length = msOf(closes) - msOf(start);
      if (length <= 0) continue;
      if (length >= left) {
        const due = plus(start, left);
        d.step(due, 'working-hours', { amount });
        return { due, provisional: d.provisional, steps: d.steps };
      }
      left -= length;
    }
  }
}

function byWorkingDays(d: Deriving, amount: number, from: Instant): Derivation {
  d.step(from, 'first-day-not-counted', { date: dateOf(from) }, 'BLDS 2015 Đ147(2)');
  let day = dateOf(from);
  for (let counted = 0; counted < amount;) {
    day = addDays(day, 1);
    if (d.works(day)) counted += 1;
  }
  const due = startOf(addDays(day, 1));
  d.step(due, 'working-days', { amount, last: day }, 'BLDS 2015 Đ148');
  return { due, provisional: d.provisional, steps: d.steps };
}

/** A term ends at 24:00 of its last day; one that is no working day moves it to the next. */
function endOfTerm(d: Deriving, last: CivilDate, rule: string, amount: number): Derivation {
  d.step(startOf(addDays(last, 1)), rule, { amount, last }, 'BLDS 2015 Đ148');
  let day = last;
  while (!d.works(day)) day = addDays(day, 1);
  const due = startOf(addDays(day, 1));
  if (day !== last) d.step(due, 'moved-to-working-day', { last: day }, 'BLDS 2015 Đ148(5)');
  return { due, provisional: d.provisional, steps: d.steps };
}

/** A fixed date has two instants: the legal line, and the last working day to aim for. */
function fixed(d: Deriving, last: CivilDate, policy: DatePolicy): Derivation {
  const before = workingDayUntil(last, d.calendar);
  for (let day = addDays(before, 1); day <= last; day = addDays(day, 1)) d.works(day);
  d.works(before);
  const aim = startOf(addDays(before, 1));
  let due = startOf(addDays(last, 1));
  if (policy === 'strict' && before !== last) {
    due = aim;
    d.step(due, 'strict', { last: before });
  }
  if (policy === 'roll' && before !== last) {
    const next = workingDayFrom(last, d.calendar);
    for (let day = addDays(last, 1); day <= next; day = addDays(day, 1)) d.works(day);
    due = startOf(addDays(next, 1));
    d.step(due, 'roll', { last: next });
  }
  if (aim !== due) d.step(aim, 'aim', { last: before });
  return { due, aim, provisional: d.provisional, steps: d.steps };
}

function endless(d: Deriving): Derivation {
  return { due: null, provisional: false, steps: d.steps };
}

/** The same day n months later, or the last day of a shorter month (Civil Code 148). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const digits = (n: number, width: number) => String(n).padStart(width, '0');
  const target = `${digits(Math.floor(index / 12), 4)}-${digits((index % 12) + 1, 2)}`;
  const last = lastOfMonth(target);
  const same = `${target}-${digits(day, 2)}` as CivilDate;
  return same < last ? same : last;
}

/** The last day of a month `YYYY-MM`. */
export function lastOfMonth(month: string): CivilDate {
  const [year, index] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10) as CivilDate;
}
