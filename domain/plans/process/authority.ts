import type { PersonActor } from '../../authority/actor.ts';
import { actsFor } from '../../authority/relations.ts';
import type { CaseGrant } from '../../cases/granting.ts';
import { granted } from '../../cases/granting.ts';
import type { Refusal } from '../../errors.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { Capacity } from '../../offices/person.ts';
import { presently } from '../../offices/presently.ts';
import type { Plan } from '../plan.ts';
import type { PlanActKind } from './act.ts';

/** How an actor stands to a plan. */
export const PLAN_RELATIONS = ['owner', 'follow-up'] as const;
export type PlanRelation = (typeof PLAN_RELATIONS)[number];

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const OFFICERS_AND_HEADS: readonly Capacity[] = ['case-officer', ...HEADS];

const grant = (as: readonly Capacity[], ...when: PlanRelation[]) => ({ as, when });

const DRAFTING = [grant(OFFICERS_AND_HEADS, 'owner', 'follow-up')];
const DECIDING = [grant(HEADS, 'owner')];

/**
 * Who may do what with a plan. Sources: Lào Cai IV.1–2 (the People's Committee decides, the police
 * work for it, every head makes a plan of its own), Decision 801 III, Decree 30/2020 art. 13.
 */
export const PLAN_AUTHORITY: Readonly<Record<PlanActKind, readonly CaseGrant<PlanRelation>[]>> = {
  'confirm-clears': DECIDING,
  'propose-adoption': DRAFTING,
  'propose-amendment': DRAFTING,
  'propose-end': DRAFTING,
  'approve-plan': DECIDING,
  'return-plan': DECIDING,
  'number-plan': [grant(['clerk'], 'owner')],
  'set-phase-end': DECIDING,
  'suspend-plan': DECIDING,
  'resume-plan': DECIDING,
  'withdraw-plan': DECIDING,
};

/** Every relation of an actor to a plan; a body that has ended is its successor. */
export function planRelationsOf(
  { owner, followUp }: Pick<Plan, 'owner' | 'followUp'>,
  actor: PersonActor,
  directory: DirectoryAt,
): ReadonlySet<PlanRelation> {
  const relations = new Set<PlanRelation>();
  const stands = (body: OfficeId) => actsFor(actor, presently(body, directory), directory);
  if (stands(owner)) relations.add('owner');
  if (stands(followUp.office) || stands(followUp.desk)) relations.add('follow-up');
  return relations;
}

/** Whether an actor may do something to a plan: `null` when so, else the refusal. */
export function mayOnPlan(
  actor: PersonActor,
  act: PlanActKind,
  plan: Pick<Plan, 'owner' | 'followUp'>,
  directory: DirectoryAt,
): Refusal | null {
  const relations = planRelationsOf(plan, actor, directory);
  return granted(actor, act, PLAN_AUTHORITY[act], relations, directory);
}

/** Whether somebody may load a plan as a draft: whoever may propose its adoption. */
export function mayLoadPlan(
  actor: PersonActor,
  plan: Pick<Plan, 'owner' | 'followUp'>,
  directory: DirectoryAt,
): Refusal | null {
  return granted(actor, 'load-plan', DRAFTING, planRelationsOf(plan, actor, directory), directory);
}
