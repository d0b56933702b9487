/** Each act that a person can do on a cycle, with what it says. */
export interface CycleActData {
  'cancel-cycle': { readonly reason: string };
}

export const CYCLE_ACT_KINDS = ['cancel-cycle'] as const satisfies readonly (keyof CycleActData)[];
export type CycleActKind = (typeof CYCLE_ACT_KINDS)[number];

/** An act on a cycle as the API hands it over. */
export type CycleAct = {
  [K in CycleActKind]: { readonly kind: K; readonly data: CycleActData[K] };
}[CycleActKind];
