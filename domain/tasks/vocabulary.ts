/** Where a task of an office stands. */
export const TASK_STAGES = [
  'assigned',
  'seen',
  'invited',
  'contested',
  'in-progress',
  'submitted',
  'returned',
  'done',
  'ended',
] as const;
export type TaskStage = (typeof TASK_STAGES)[number];

/**
 * How a task ended. `merged`: a body that took over another one held the same task already;
 * `no-heir`: its body ended and nobody does its work; `lead-done`: there is nothing left to help.
 */
export const TASK_ENDINGS = [
  'on-time',
  'late',
  'withdrawn',
  'dropped',
  'merged',
  'no-heir',
  'lead-done',
  'plan-ended',
] as const;
export type TaskEnding = (typeof TASK_ENDINGS)[number];

/** Where one product that is due stands; `missed`: the next one fell due before it came. */
export const OCCURRENCE_STATES = [
  'open',
  'submitted',
  'returned',
  'accepted',
  'missed',
  'dropped',
] as const;
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];

/** What the owner of a plan says to an office that contests a task. */
export const CONTEST_DECISIONS = ['upheld', 'withdrawn', 're-assigned'] as const;
export type ContestDecision = (typeof CONTEST_DECISIONS)[number];

/** What the review of a list came to (Lào Cai II.5). */
export const LIST_RESULTS = ['unchanged', 'to-amend'] as const;
export type ListResult = (typeof LIST_RESULTS)[number];

/** What the Ministry says to a list that was forwarded. */
export const APPRAISALS = ['agreed', 'to-revise'] as const;
export type Appraisal = (typeof APPRAISALS)[number];

/** What the review of a registered decision came to. */
export const DECISION_REVIEWS = ['kept', 'revoked'] as const;
export type DecisionReviewResult = (typeof DECISION_REVIEWS)[number];
