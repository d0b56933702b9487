import type { Refusal } from '../errors.ts';
import type { Instant } from '../time/instant.ts';

/** The kinds of case that processes carry. Stands in the engine's store: never rename one. */
export const MATTERS = ['incident', 'report', 'cycle'] as const;
export type MatterKind = (typeof MATTERS)[number];

/** What one process has to wait for. */
export interface Waiting {
  /** The next instant at which one of its clocks does something; null when none runs. */
  readonly wake: Instant | null;
  /** Whether there is anything left to wait for at all. */
  readonly open: boolean;
}

/** A case of some kind. */
export interface CaseRef {
  readonly matter: MatterKind;
  readonly id: string;
}

/** The whole state that processes need, taken over only when its version is higher. */
export interface CaseSnapshot<Stage extends string = string, Process extends string = string> {
  readonly version: number;
  readonly stage: Stage;
  /** What each of the processes that carry the case waits for. */
  readonly waits: Readonly<Record<Process, Waiting>>;
}

/** What came of one command; the first outcome of a key is the outcome for ever. */
export type ActResult =
  | {
      readonly kind: 'done';
      readonly number: string;
      readonly version: number;
      readonly stage: string;
      readonly ending: string | null;
      readonly facts: readonly { readonly id: string; readonly kind: string }[];
    }
  | Refusal;

/** What `applyCommand` answers the engine; `result` is null for a look. */
export interface Outcome {
  readonly snapshot: CaseSnapshot | null;
  readonly result: ActResult | null;
  /** The next few cases that this one has to open, not begun yet; only looks tell them. */
  readonly unopened?: readonly CaseRef[];
}
