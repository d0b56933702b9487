import type { CivilDate, Instant } from './instant.ts';
import { HOUR, parseDate, parseInstant } from './instant.ts';
import type { TimeSpec } from './spec.ts';

/** What a deadline cannot be derived from; each has a text in `derivation.json`. */
export type SpecFault =
  'amount' | 'whole-amount' | 'from-missing' | 'date' | 'month' | 'window' | 'policy' | 'too-far';

/** The most that may be counted; kept low enough that no deadline leaves four-digit years. */
export const LIMITS = { hours: 100_000, days: 10_000, years: 1_000, lastYear: 8_000 } as const;

/**
 * What is wrong with a spec, or null: amounts are positive (hours may be fractions, days are
 * whole), dates exist, windows do not run backwards, `before-date` never rolls.
 */
export function faultOf(spec: TimeSpec, from: Instant | undefined): SpecFault | null {
  switch (spec.kind) {
    case 'hours':
    case 'at-once':
    case 'working-hours':
      // Less than half a millisecond would be no time at all.
      if (!(Math.round(spec.amount * HOUR) >= 1) || spec.amount > LIMITS.hours) return 'amount';
      return startFault(from);
    case 'days':
    case 'working-days':
    case 'months':
    case 'years': {
      const most = spec.kind === 'years' ? LIMITS.years : LIMITS.days;
      if (!(spec.amount > 0) || spec.amount > most) return 'amount';
      return Number.isInteger(spec.amount) ? startFault(from) : 'whole-amount';
    }
    case 'before-date':
      if ((spec.policy as string) === 'roll') return 'policy';
      return dateFault(spec.date);
    case 'by-date':
      return dateFault(spec.date);
    case 'month-window':
      return windowFault(monthStart(spec.from), monthStart(spec.to));
    case 'phase':
      return windowFault(spec.from, spec.to ?? spec.from);
    case 'recurring':
      return spec.every === null ? null : everyFault(spec.every, from);
    case 'until': {
      const instant = parseInstant(spec.instant);
      return instant === undefined ? 'date' : startFault(instant);
    }
  }
}

// An occurrence is counted from the one before it; a fixed date does not come again.
function everyFault(every: TimeSpec, from: Instant | undefined): SpecFault | null {
  return 'amount' in every ? faultOf(every, from) : 'amount';
}

function startFault(from: Instant | undefined): SpecFault | null {
  if (from === undefined) return 'from-missing';
  return isInRange(from) ? null : 'too-far';
}

function dateFault(date: CivilDate): SpecFault | null {
  if (parseDate(date) === undefined) return 'date';
  return isInRange(date) ? null : 'too-far';
}

function windowFault(from: CivilDate | null, to: CivilDate | null): SpecFault | null {
  if (from === null || to === null) return 'month';
  return dateFault(from) ?? dateFault(to) ?? (from > to ? 'window' : null);
}

function monthStart(month: string): CivilDate | null {
  return parseDate(`${month}-01`) ?? null;
}

function isInRange(moment: string): boolean {
  const year = Number(moment.slice(0, 4));
  return year >= 1 && year <= LIMITS.lastYear;
}
