import type { FastifyRequest } from 'fastify';
import type { PlanAct } from '../../domain/plans/process/act.ts';
import { mayOnPlan } from '../../domain/plans/process/authority.ts';
import type { Done, Pending } from './carry-act.ts';
import { carryAct } from './carry-act.ts';
import type { ApiDependencies } from './deps.ts';
import { findPlan } from './plans.ts';
import { allow } from './problem.ts';

/** Carries an act on a plan to its process; who may never do it hears so at once. */
export function carryPlanAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  {
    reference,
    act,
    requestHash,
  }: { readonly reference: string; readonly act: PlanAct; readonly requestHash: string },
): Promise<Done | Pending> {
  return carryAct(deps, request, {
    act,
    requestHash,
    async carrier(who) {
      const { run } = await findPlan(deps, who, reference);
      allow(mayOnPlan(who.actor, act.kind, run, who.directory));
      return { caseId: run.id, process: 'plan' };
    },
  });
}
