/** Whose figures a filling holds: one office's own, or those of an office and all below it. */
export const FILLING_SCOPES = ['office', 'branch'] as const;
export type FillingScope = (typeof FILLING_SCOPES)[number];
