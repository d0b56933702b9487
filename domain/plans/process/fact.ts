// Stored for decades: add kinds and optional fields, never change or remove one.
import type { ClockFacts } from '../../cases/deciding.ts';
import type { PersonId } from '../../offices/person.ts';
import type { SigningForm } from '../../offices/signing.ts';
import type { CivilDate } from '../../time/instant.ts';
import type { Phase, PhaseId } from '../plan.ts';
import type { ConfirmedClear } from './clears.ts';
import type { FollowedOffices, LeftOpen, PlanProposal, RunningPlan } from './running-plan.ts';
import type { StandstillCause } from './vocabulary.ts';

/** What a plan that is carried out begins with: its draft. */
export type LoadedPlan = Pick<
  RunningPlan,
  | 'number'
  | 'drill'
  | 'plan'
  | 'edition'
  | 'owner'
  | 'followUp'
  | 'followsTreaty'
  | 'upper'
  | 'document'
>;

/** Everything that can have happened to a plan; kind and what it says. */
export interface PlanFactData extends ClockFacts {
  'plan-loaded': LoadedPlan;
  'clears-confirmed': {
    readonly by: PersonId;
    readonly confirmed: readonly ConfirmedClear[];
  };
  'plan-proposed': PlanProposal;
  'plan-decided': {
    readonly proposal: string;
    readonly by: PersonId;
    readonly decision: 'approved' | 'returned';
    readonly signedAs: SigningForm;
    readonly words: string | null;
  };
  'plan-adopted': { readonly edition: number; readonly plan: string };
  'plan-numbered': { readonly by: PersonId; readonly number: string; readonly date: CivilDate };
  'plan-amended': {
    readonly edition: number;
    readonly plan: string;
    readonly reason: string;
  };
  /** The phases as an edition has them; those that closed stay as they are. */
  'phases-set': { readonly phases: readonly Pick<Phase, 'id' | 'from' | 'to'>[] };
  /** The places of its tasks are those of the directory of a day, in its version, from now on. */
  'offices-followed': FollowedOffices;
  'phase-opened': { readonly phase: PhaseId };
  'phase-closed': { readonly phase: PhaseId; readonly leftOpen: readonly LeftOpen[] };
  /** A phase that was over has other days: it waits for them, or opens again. */
  'phase-reopened': Pick<Phase, 'from' | 'to'> & { readonly phase: PhaseId };
  'phase-end-set': {
    readonly by: PersonId;
    readonly phase: PhaseId;
    readonly to: CivilDate;
    readonly reason: string;
  };
  'plan-stood-still': { readonly by: StandstillCause; readonly reason: string };
  'plan-went-on': { readonly by: StandstillCause; readonly reason: string };
  'plan-ended': { readonly reason: string };
  'plan-withdrawn': { readonly by: PersonId; readonly reason: string };
}

export type PlanFactKind = keyof PlanFactData;

/** A fact of a plan before it gets its place, its author and its moment. */
export type PlanFact = {
  [K in PlanFactKind]: { readonly kind: K; readonly data: PlanFactData[K] };
}[PlanFactKind];
