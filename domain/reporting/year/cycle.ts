import type { OfficeId } from '../../offices/office.ts';
import type { Capacity, PersonId } from '../../offices/person.ts';
import type { CivilDate, Instant } from '../../time/instant.ts';
import type { FormRef, Regime } from '../form.ts';

/** Where one year of a regime stands. */
export const CYCLE_STAGES = ['opening', 'collecting', 'ended'] as const;
export type CycleStage = (typeof CYCLE_STAGES)[number];

/** How it ended: the consolidated report has gone, or it was called off. */
export const CYCLE_ENDINGS = ['reported', 'cancelled'] as const;
export type CycleEnding = (typeof CYCLE_ENDINGS)[number];

/** Who opened a cycle by hand. */
export interface CycleOpener {
  readonly person: PersonId;
  readonly office: OfficeId;
  readonly capacity: Capacity;
}

/** What a cycle is asked for with: by the schedule alone, or by somebody with a reason. */
export interface AskedCycle {
  readonly number: string;
  readonly regime: Regime;
  readonly year: number;
  readonly drill: boolean;
  /** Null: by the schedule, or by the record after a missed day. */
  readonly by: CycleOpener | null;
  readonly reason: string | null;
  /** The addressees picked by hand; null for all that the regime names. */
  readonly only: readonly OfficeId[] | null;
  /** The day of its own of a one-off; not there: the days of the regime. */
  readonly until?: CivilDate;
}

/** One year of a regime: from its opening until the consolidated report has gone. */
export interface Cycle extends AskedCycle {
  readonly id: string;
  readonly version: number;
  readonly stage: CycleStage;
  readonly ending: CycleEnding | null;
  /** The version of the regime's rule, and the form, by which the whole year reports. */
  readonly rule: number;
  readonly form: FormRef;
  readonly openedAt: Instant;
  /** The day at which the addressees were resolved. */
  readonly resolvedOn: CivilDate;
  /** The report of the collector at the top. */
  readonly root: string;
  /** How many reports there are, and in how many steps below the top. */
  readonly reports: number;
  readonly levels: number;
  /** Why it was called off; null while it was not. */
  readonly cancelReason: string | null;
  /** A cycle has no clocks of its own: its reports have. */
  readonly clocks: readonly [];
}

/** What a cycle begins with. */
export type OpenedCycle = AskedCycle &
  Pick<Cycle, 'rule' | 'form' | 'resolvedOn' | 'root' | 'reports' | 'levels'>;
