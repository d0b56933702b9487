/** Where a plan that is carried out stands. */
export const PLAN_STAGES = ['draft', 'running', 'suspended', 'ended'] as const;
export type PlanStage = (typeof PLAN_STAGES)[number];

/** How a plan ended: by decision, or taken back before it was adopted. */
export const PLAN_ENDINGS = ['decided', 'withdrawn'] as const;
export type PlanEnding = (typeof PLAN_ENDINGS)[number];

/** What of a plan is laid before its owner. */
export const PLAN_PROPOSALS = ['adopt', 'amend', 'end'] as const;
export type PlanProposalKind = (typeof PLAN_PROPOSALS)[number];

/** Where a phase stands. */
export const PHASE_STATES = ['waiting', 'open', 'closed'] as const;
export type PhaseState = (typeof PHASE_STATES)[number];

/** Who made a plan stand still: its owner, or the status of the treaty. */
export const STANDSTILL_CAUSES = ['owner', 'treaty'] as const;
export type StandstillCause = (typeof STANDSTILL_CAUSES)[number];
