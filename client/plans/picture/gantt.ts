import type { CivilDate } from '../../../domain/time/instant.ts';

/**
 * How a task of a plan stands as a whole, over all offices whose part of it the reader may see:
 * `ended` with nothing left to do before it was done; `not-seen`: it lies only with others, and how
 * it stands there is not told.
 */
export const GANTT_STATES = [
  'done',
  'running',
  'late',
  'not-taken-up',
  'not-begun',
  'ended',
  'not-seen',
] as const;
export type GanttState = (typeof GANTT_STATES)[number];

/** Done once; again and again; or whenever a matter arises. */
export const GANTT_KINDS = ['once', 'standing', 'as-it-arises'] as const;
export type GanttKind = (typeof GANTT_KINDS)[number];

export interface GanttPhase {
  readonly id: string;
  readonly name: string;
  readonly from: CivilDate;
  /** Its last day; null: open-ended. */
  readonly to: CivilDate | null;
}

export interface GanttRow {
  readonly task: string;
  /** Null: it runs with the whole plan. */
  readonly phase: string | null;
  readonly job: string;
  /** Who leads it, in words. */
  readonly lead: string;
  readonly from: CivilDate;
  /** Its last day; null: without an end. */
  readonly to: CivilDate | null;
  /** The last good day of what is done once; null where none is set. */
  readonly due: CivilDate | null;
  readonly kind: GanttKind;
  readonly offices: number;
  readonly done: number;
  readonly late: number;
  readonly open: number;
  readonly state: GanttState;
}

/** A plan over its years: what the picture shows, and the table beside it. */
export interface Gantt {
  readonly plan: { readonly number: string; readonly title: string };
  readonly today: CivilDate;
  /** The day of the plan itself. */
  readonly begins: CivilDate;
  readonly phases: readonly GanttPhase[];
  readonly rows: readonly GanttRow[];
}
