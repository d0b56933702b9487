import type { OfficeId, OfficeKind } from '../offices/office.ts';
import type { Certainty, Text } from '../text.ts';
import type { CivilDate } from '../time/instant.ts';
import type { DatePolicy } from '../time/spec.ts';
import type { Regime } from './form.ts';

/** A day of a cycle's year: how many years away, and `MM-DD`. */
export interface YearDay {
  readonly years: number;
  readonly day: string;
}

/** Some of those who report to the collector, and who reports to them. */
export interface AddresseeRule {
  readonly kinds: readonly OfficeKind[];
  /**
   * Who of the same province drafts for them: a kind of office, or the one whose id begins so
   * (`STC` for `STC-15`: Sở Tài chính). Null, or not in the directory: they draft themselves.
   */
  readonly draftedBy: OfficeKind | { readonly code: string } | null;
  /** Kinds of offices below them that report to them; none: they report for themselves alone. */
  readonly below: readonly OfficeKind[];
  readonly due: YearDay;
  readonly belowDue: YearDay | null;
  /** By which text the days are, and how sure that is; null: as of the whole regime. */
  readonly dueBasis: Basis | null;
  readonly belowBasis: Basis | null;
}

/** A text that a day comes from. */
export interface Basis {
  readonly citation: string;
  readonly certainty: Certainty;
}

/** A duty to report that comes again: data, with its source and how sure it is. */
export interface RegimeRule {
  readonly id: Regime;
  readonly version: number;
  readonly name: Text;
  /** What the numbers of its reports begin with. */
  readonly symbol: string;
  readonly citation: string;
  readonly certainty: Certainty;
  readonly everyYears: number;
  readonly firstYear: number;
  /** The last year that has a cycle; null while it has no end. */
  readonly lastYear: number | null;
  readonly opens: YearDay;
  readonly figures: { readonly from: YearDay; readonly to: YearDay };
  /** The figures freeze and submitting begins at 0:00 of this day. */
  readonly submitFrom: YearDay;
  readonly policy: DatePolicy;
  /** For how many days a year that was missed is still opened by itself. */
  readonly catchUpDays: number;
  readonly collector: {
    readonly office: OfficeId;
    readonly drafting: OfficeId;
    /** To whom the consolidated report goes. */
    readonly sendsTo: string;
    /** Its own date; null: so many working days after its addressees' cut-off. */
    readonly due: YearDay | null;
  };
  readonly consolidatedWithin: number | null;
  readonly addressees: readonly AddresseeRule[];
}

/** The date of a day in a cycle's year. */
export function dateIn(year: number, { years, day }: YearDay): CivilDate {
  return `${String(year + years).padStart(4, '0')}-${day}` as CivilDate;
}

/** Whether a regime has a cycle in a year. */
export function hasCycle(rule: RegimeRule, year: number): boolean {
  const { firstYear, lastYear, everyYears } = rule;
  const isWithin = year >= firstYear && (lastYear === null || year <= lastYear);
  return isWithin && (year - firstYear) % everyYears === 0;
}

/**
 * The years whose cycle should have been opened by a date, not more than the catch-up days ago:
 * what opens at the next start when everything was down on the day.
 */
export function yearsDue(
  rule: RegimeRule,
  today: CivilDate,
  daysBetween: (from: CivilDate, to: CivilDate) => number,
): readonly number[] {
  const thisYear = Number(today.slice(0, 4));
  const years = [thisYear - 1, thisYear, thisYear + 1].filter((year) => hasCycle(rule, year));
  return years.filter((year) => {
    const opens = dateIn(year, rule.opens);
    return opens <= today && daysBetween(opens, today) <= rule.catchUpDays;
  });
}
