import type { Citation, Holders, PlanDue } from '../../../domain/plans/plan.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';

/** What a reader of a plan is not sure of in a task. */
export const DOUBTS = [
  /** Nobody was found who does it. */
  'no-body',
  /** A body was found that the directory does not have, or not for certain. */
  'unknown-body',
  /** Who does it was read out of a sentence, not from a field of its own. */
  'read-from-sentence',
  /** No deadline was found. */
  'no-due',
  /** Something was said of the time that could not be understood, or not for certain. */
  'due-unclear',
  /** No product was found. */
  'no-product',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** A body in the words of the plan, and whom of the directory they seem to mean. */
export interface DraftBody {
  readonly words: string;
  /** Null: no office was found for the words. */
  readonly holders: Holders | null;
}

/** A task as it was read. */
export interface DraftTask {
  readonly citation: Citation;
  readonly further: readonly Citation[];
  readonly job: string;
  readonly phase: string | null;
  readonly lead: readonly DraftBody[];
  readonly coordinating: readonly DraftBody[];
  readonly asked: readonly DraftBody[];
  readonly due: PlanDue | null;
  readonly product: string | null;
  readonly nature: 'plain' | 'own-plan' | 'difficulty';
  readonly doubts: readonly Doubt[];
}

export interface DraftPhase {
  readonly id: string;
  readonly name: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
}

/** A passage that was read as giving nobody a task. */
export interface DraftNoTask {
  readonly citation: Citation;
  readonly reason: 'heading' | 'conduct' | 'statement';
}

/** A plan as it was read from its text: nothing in it holds before a person has gone through it. */
export interface DraftPlan {
  readonly title: string;
  readonly number: string | null;
  readonly date: CivilDate | null;
  readonly month: string | null;
  /** Null: the text does not say who issued it. */
  readonly issuedBy: string | null;
  readonly legalBasis: readonly string[];
  readonly upper: { readonly citation: string; readonly date: CivilDate | null } | null;
  readonly recipients: readonly string[];
  readonly phases: readonly DraftPhase[];
  readonly tasks: readonly DraftTask[];
  readonly noTask: readonly DraftNoTask[];
}
