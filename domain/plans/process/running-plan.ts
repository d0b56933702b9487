import type { RunningClock } from '../../clocks/clock.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { PersonId } from '../../offices/person.ts';
import type { SigningForm } from '../../offices/signing.ts';
import type { CivilDate, Instant } from '../../time/instant.ts';
import type { PhaseId, Plan, PlanId, PlanTaskId } from '../plan.ts';
import type { ConfirmedClear } from './clears.ts';
import type {
  PhaseState,
  PlanEnding,
  PlanProposalKind,
  PlanStage,
  StandstillCause,
} from './vocabulary.ts';

/** A task that was still open when its phase closed, and with whom. */
export interface LeftOpen {
  readonly task: PlanTaskId;
  readonly offices: readonly OfficeId[];
}

/** By which directory the places of the tasks were laid down. */
export interface FollowedOffices {
  readonly on: CivilDate;
  /** The version of the directory as a whole. */
  readonly version: number;
}

/** A phase of a plan that runs, with the days that it has now. */
export interface RunningPhase {
  readonly id: PhaseId;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly state: PhaseState;
  /** What was open when it closed; null while it has not. */
  readonly leftOpen: readonly LeftOpen[] | null;
}

/** What is laid before the owner; the decision is bound to its checksum. */
export interface PlanProposal {
  readonly id: string;
  readonly kind: PlanProposalKind;
  /** The edition that it puts in force; for an end, the one in force. */
  readonly edition: number;
  readonly reason: string;
  readonly author: PersonId;
  readonly proposedAt: Instant;
  /** SHA-256 of the canonical plan of that edition. */
  readonly plan: string;
  /** SHA-256 of kind, plan and reason: what the owner has read. */
  readonly checksum: string;
  readonly status: 'open' | 'approved' | 'returned';
  readonly decidedBy: PersonId | null;
  readonly signedAs: SigningForm | null;
  readonly words: string | null;
}

/** A version of the plan that was put in force. */
export interface Edition {
  readonly edition: number;
  readonly plan: string;
  readonly reason: string | null;
  readonly at: Instant;
}

/** A plan that is carried out: from its draft until it is ended by decision. */
export interface RunningPlan {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly stage: PlanStage;
  readonly ending: PlanEnding | null;
  readonly plan: PlanId;
  /** The version of the plan's data that is in force, or is the draft. */
  readonly edition: number;
  readonly owner: OfficeId;
  readonly followUp: Plan['followUp'];
  readonly followsTreaty: boolean;
  /** The plan that it carries out, where the product holds it. */
  readonly upper: PlanId | null;
  readonly document: { readonly number: string; readonly date: CivilDate } | null;
  readonly loadedAt: Instant;
  readonly adoptedAt: Instant | null;
  readonly confirmed: readonly ConfirmedClear[];
  readonly phases: readonly RunningPhase[];
  /** Null while it is a draft. */
  readonly follows: FollowedOffices | null;
  readonly proposals: readonly PlanProposal[];
  readonly editions: readonly Edition[];
  readonly standstill: {
    readonly by: StandstillCause;
    readonly reason: string;
    readonly since: Instant;
  } | null;
  /** Why it has ended; null while it has not. */
  readonly endReason: string | null;
  readonly clocks: readonly RunningClock[];
}

/** The phases whose tasks are open now. */
export function openPhases({ phases }: Pick<RunningPlan, 'phases'>): ReadonlySet<PhaseId> {
  return new Set(phases.filter(({ state }) => state === 'open').map(({ id }) => id));
}
