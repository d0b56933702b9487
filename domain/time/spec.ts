import type { CivilDate, Instant } from './instant.ts';

/** How a fixed date is read when it is no working day. */
export type DatePolicy = 'plain' | 'strict' | 'roll';

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
  /** Every occurrence by its own rule; without end. */
  | { readonly kind: 'recurring'; readonly every: TimeSpec }
  /** Set by a named officer to an instant. */
  | { readonly kind: 'until'; readonly instant: Instant };

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
  /** A day was counted whose calendar has not been announced. */
  readonly provisional: boolean;
  readonly steps: readonly Step[];
}
