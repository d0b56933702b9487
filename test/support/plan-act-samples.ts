import type { PlanActData, PlanActKind } from '../../domain/plans/process/act.ts';
import type { CivilDate } from '../../domain/time/instant.ts';

const reason = 'Lý do';
const checksum = 'a'.repeat(64);
const date = '2026-05-01' as CivilDate;

/** Something well-formed for every act on a plan; a new act does not compile without its own. */
export const PLAN_ACT_SAMPLES: { readonly [K in PlanActKind]: PlanActData[K] } = {
  'confirm-clears': { plan: checksum, confirmed: [{ task: 'II.5', clears: ['product'] }] },
  'propose-adoption': { plan: checksum },
  'propose-amendment': { edition: 2, plan: checksum, reason },
  'propose-end': { reason },
  'approve-plan': { proposal: 'adopt-1', checksum },
  'return-plan': { proposal: 'adopt-1', reason },
  'number-plan': { number: '1/KH-UBND', date },
  'set-phase-end': { phase: 'III', to: date, reason },
  'suspend-plan': { reason },
  'resume-plan': { reason },
  'withdraw-plan': { reason },
};
