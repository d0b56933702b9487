import type { Calendar, OfficeHours } from './calendar.ts';
import { bounds, nextOpening, workingDayFrom, workingDayUntil } from './calendar.ts';
import { Deriving } from './deriving.ts';
import { faultOf } from './fault.ts';
import type { CivilDate, Instant } from './instant.ts';
import { HOUR, addDays, dateOf, msOf, plus, startOf } from './instant.ts';
import { addMonths, firstOfMonth, lastOfMonth } from './months.ts';
import type { DatePolicy, Derivation, TimeSpec } from './spec.ts';
import { unitOf } from './spec.ts';

// Civil Code 2015: hours run from the moment itself, the first day is not counted, a term ends at
// 24:00 of its last day, and one that ends on a day off moves to the next working day.
const FROM_THE_MOMENT = 'Bộ luật Dân sự 2015 Đ147(1)';
const FIRST_DAY = 'Bộ luật Dân sự 2015 Đ147(2)';
const LAST_DAY = {
  days: 'Bộ luật Dân sự 2015 Đ148(1), (6)',
  'working-days': 'Bộ luật Dân sự 2015 Đ148(1), (6)',
  months: 'Bộ luật Dân sự 2015 Đ148(3), (6)',
  years: 'Bộ luật Dân sự 2015 Đ148(4), (6)',
} as const;
const LAST_DAY_OFF = 'Bộ luật Dân sự 2015 Đ148(5)';

type Counted = keyof typeof LAST_DAY;

/**
 * The deadline of a spec, with every step of the way (Civil Code 2015 art. 145–148). `from` is the
 * moment that the deadline runs from; fixed dates and windows need none. Throws a RangeError on a
 * faulty spec: where one can come from outside, ask `faultOf` first.
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
      return endOfTerm(d, start, spec, addDays(dateOf(start), spec.amount));
    case 'months':
      return endOfTerm(d, start, spec, addMonths(dateOf(start), spec.amount));
    case 'years':
      return endOfTerm(d, start, spec, addMonths(dateOf(start), 12 * spec.amount));
    case 'before-date': {
      const last = addDays(spec.date, -1);
      d.step(startOf(spec.date), 'before-date', { date: spec.date, last });
      return byDate(d, last, spec.policy);
    }
    case 'by-date':
      d.step(startOf(addDays(spec.date, 1)), 'by-date', { last: spec.date });
      return byDate(d, spec.date, spec.policy);
    case 'month-window':
      return window(d, 'window', firstOfMonth(spec.from), lastOfMonth(spec.to));
    case 'phase':
      return window(d, 'phase', spec.from, spec.to);
    case 'recurring':
      return recurring(d, spec.every, from, hours);
    case 'until':
      d.step(spec.instant, 'until');
      return d.until(spec.instant);
  }
}

/**
 * Counts on from a deadline: its own last day, which ended at this very instant, is the first day
 * that is not counted. So one working day after "24:00 on Monday" is 24:00 on Tuesday.
 */
export function deriveAfter(
  due: Instant,
  spec: TimeSpec,
  calendar: Calendar,
  hours: OfficeHours,
): Derivation {
  const unit = unitOf(spec);
  const countsDays = unit === 'days' || unit === 'working-days';
  return derive(spec, countsDays ? plus(due, -1) : due, calendar, hours);
}

function byHours(
  d: Deriving,
  kind: 'hours' | 'at-once',
  amount: number,
  from: Instant,
): Derivation {
  d.step(from, 'from-the-moment', {}, FROM_THE_MOMENT);
  const due = plus(from, Math.round(amount * HOUR));
  d.step(due, kind, { amount });
  return d.until(due);
}

function byWorkingHours(
  d: Deriving,
  amount: number,
  from: Instant,
  hours: OfficeHours,
): Derivation {
  let left = Math.round(amount * HOUR);
  const opening = nextOpening(from, d.calendar, hours);
  d.step(from, 'from-the-moment-worked');
  for (let day = dateOf(from); day < dateOf(opening); day = addDays(day, 1)) d.works(day);
  if (opening !== from) d.step(opening, 'next-opening');
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
        return d.until(due);
      }
      left -= length;
    }
  }
}

function byWorkingDays(d: Deriving, amount: number, from: Instant): Derivation {
  d.step(from, 'first-day-not-counted', { date: dateOf(from) }, FIRST_DAY);
  let day = dateOf(from);
  for (let counted = 0; counted < amount;) {
    day = addDays(day, 1);
    if (d.works(day)) counted += 1;
  }
  const due = startOf(addDays(day, 1));
  d.step(due, 'working-days', { amount, last: day }, LAST_DAY['working-days']);
  return d.until(due);
}

/**
 * A term ends at 24:00 of its last day; one that ends on a day off moves to the next working day.
 */
function endOfTerm(
  d: Deriving,
  from: Instant,
  { kind, amount }: { readonly kind: Counted; readonly amount: number },
  last: CivilDate,
): Derivation {
  d.step(from, 'first-day-not-counted', { date: dateOf(from) }, FIRST_DAY);
  d.step(startOf(addDays(last, 1)), kind, { amount, last }, LAST_DAY[kind]);
  let day = last;
  while (!d.works(day)) day = addDays(day, 1);
  const due = startOf(addDays(day, 1));
  if (day !== last) d.step(due, 'moved-to-working-day', { last: day }, LAST_DAY_OFF);
  return d.until(due);
}

/** A fixed date has two instants: the legal line, and the last working day to aim for. */
function byDate(d: Deriving, last: CivilDate, policy: DatePolicy): Derivation {
  const before = workingDayUntil(last, d.calendar);
  for (let day = before; day <= last; day = addDays(day, 1)) d.works(day);
  const aim = startOf(addDays(before, 1));
  const due = before === last ? aim : dueByPolicy(d, last, before, policy);
  if (aim !== due) d.step(aim, 'aim', { last: before });
  return { ...d.until(due), aim };
}

/** The last day is a day off: as it stands, back to the working day before, or on to the next. */
function dueByPolicy(d: Deriving, last: CivilDate, before: CivilDate, policy: DatePolicy): Instant {
  const lastDay = { plain: last, strict: before, roll: workingDayFrom(last, d.calendar) }[policy];
  for (let day = addDays(last, 1); day <= lastDay; day = addDays(day, 1)) d.works(day);
  const due = startOf(addDays(lastDay, 1));
  d.step(due, policy, { last: lastDay });
  return due;
}

/** Windows and phases stand as they are written, working day or not. */
function window(
  d: Deriving,
  kind: 'window' | 'phase',
  first: CivilDate,
  last: CivilDate | null,
): Derivation {
  const from = startOf(first);
  d.step(from, `${kind}-opens`, { date: first });
  if (last === null) {
    d.step(from, `${kind}-open-ended`);
    return { ...d.until(null), from };
  }
  const due = startOf(addDays(last, 1));
  d.step(due, `${kind}-closes`, { last });
  return { ...d.until(due), from };
}

/** A standing duty never ends; its first occurrence is shown where it has an interval. */
function recurring(
  d: Deriving,
  every: TimeSpec | null,
  from: Instant | undefined,
  hours: OfficeHours,
): Derivation {
  const first = every === null ? null : derive(every, from, d.calendar, hours);
  const at = first?.due ?? from;
  d.steps.push(...(first?.steps ?? []));
  if (first?.due != null) d.step(first.due, 'first-occurrence');
  if (at !== undefined) d.step(at, 'without-end');
  return { ...d.until(null), provisional: first?.provisional ?? false };
}
