import type { CivilDate } from '../../time/instant.ts';
import type { PhaseId } from '../plan.ts';
import type { ConfirmedClears } from './clears.ts';

/** Each act that a person can do on a plan, with what it says. */
export interface PlanActData {
  'confirm-clears': {
    /** The checksum of the canonical plan that was read. */
    readonly plan: string;
    readonly confirmed: readonly ConfirmedClears[];
  };
  /** The checksum of the canonical plan that was read. */
  'propose-adoption': { readonly plan: string };
  'propose-amendment': {
    readonly edition: number;
    readonly plan: string;
    readonly reason: string;
  };
  'propose-end': { readonly reason: string };
  /** The checksum of the proposal. */
  'approve-plan': { readonly proposal: string; readonly checksum: string };
  'return-plan': { readonly proposal: string; readonly reason: string };
  'number-plan': { readonly number: string; readonly date: CivilDate };
  'set-phase-end': {
    readonly phase: PhaseId;
    readonly to: CivilDate;
    readonly reason: string;
  };
  'suspend-plan': { readonly reason: string };
  'resume-plan': { readonly reason: string };
  'withdraw-plan': { readonly reason: string };
}

export type PlanActKind = keyof PlanActData;

/** An act on a plan as the API hands it over. */
export type PlanAct = {
  [K in PlanActKind]: { readonly kind: K; readonly data: PlanActData[K] };
}[PlanActKind];
