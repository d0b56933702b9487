// Stored for decades: add kinds and optional fields, never change or remove one.
import type { PersonId } from '../../offices/person.ts';
import type { OpenedCycle } from './cycle.ts';

/** Everything that can have happened to one year of a regime; kind and what it says. */
export interface CycleFactData {
  'cycle-opened': OpenedCycle;
  /** Every report that the cycle opens itself is open. */
  'cycle-collecting': Record<never, never>;
  'cycle-reported': Record<never, never>;
  'cycle-cancelled': { readonly by: PersonId; readonly reason: string };
}

export type CycleFactKind = keyof CycleFactData;

/** A fact of a cycle before it gets its place, its author and its moment. */
export type CycleFact = {
  [K in CycleFactKind]: { readonly kind: K; readonly data: CycleFactData[K] };
}[CycleFactKind];
