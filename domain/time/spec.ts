import type { CivilDate, Instant } from './instant.ts';

/** How a fixed date is read when it is no working day. */
export type DatePolicy = 'plain' | 'strict' | 'roll';

/** What a deadline counts: the unit in which what is left of it is kept while it stands still. */
export type CountingUnit = 'hours' | 'working-hours' | 'days' | 'working-days';

/** The kind and amount of a deadline; stored inside facts, so: add kinds, never change one. */
export type TimeSpec =
  | { readonly kind: 'hours' | 'at-once' | 'working-hours'; readonly amount: number }
  | {
      readonly kind: 'days' | 'working-days' | 'months' | 'years';
      readonly amount: number;
    }
  | {
      readonly kind: 'before-date';
      readonly date: CivilDate;
      readonly policy: Exclude<DatePolicy, 'roll'>;
    }
  | { readonly kind: 'by-date'; readonly date: CivilDate; readonly policy: DatePolicy }
  /** Months as `YYYY-MM`, both within the window. */
  | { readonly kind: 'month-window'; readonly from: string; readonly to: string }
  | { readonly kind: 'phase'; readonly from: CivilDate; readonly to: CivilDate | null }
  /** "Thường xuyên": without end; every occurrence by its own rule, null where none is set. */
  | { readonly kind: 'recurring'; readonly every: TimeSpec | null }
  /** Set by a named officer; `unit` is what the deadline counted before it was extended. */
  | { readonly kind: 'until'; readonly instant: Instant; readonly unit?: CountingUnit };

export type TimeKind = TimeSpec['kind'];

/** One step of a derivation; `rule` is a key of `locales/<language>/derivation.json`. */
export interface Step {
  readonly at: Instant;
  readonly rule: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly basis?: string;
}

/** A deadline with the way to it. */
export interface Derivation {
  /** The first instant that is late; null for what has no end. */
  readonly due: Instant | null;
  /** For fixed dates: the end of the last working day on or before the due day. */
  readonly aim?: Instant;
  /** For windows and phases: when it opens. */
  readonly from?: Instant;
  /** A day was asked for whose calendar has not been announced. */
  readonly provisional: boolean;
  readonly steps: readonly Step[];
}

/** The unit of a spec; null for fixed dates, which do not stand still. */
export function unitOf(spec: TimeSpec): CountingUnit | null {
  switch (spec.kind) {
    case 'hours':
    case 'at-once':
      return 'hours';
    case 'working-hours':
    case 'working-days':
    case 'days':
      return spec.kind;
    case 'months':
    case 'years':
      return 'days';
    case 'until':
      return spec.unit ?? null;
    default:
      return null;
  }
}
