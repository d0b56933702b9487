/** Where a difficulty *(khó khăn, vướng mắc)* stands. */
export const DIFFICULTY_STAGES = ['raised', 'in-hand', 'drafted', 'answered', 'ended'] as const;
export type DifficultyStage = (typeof DIFFICULTY_STAGES)[number];

/** How it ended: whoever raised it was content with the answer, or took it back. */
export const DIFFICULTY_ENDINGS = ['answered', 'withdrawn'] as const;
export type DifficultyEnding = (typeof DIFFICULTY_ENDINGS)[number];
