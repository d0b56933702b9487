import type { PersonActor } from '../../../domain/authority/actor.ts';
import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import type { PlanActKind } from '../../../domain/plans/process/act.ts';
import { PLAN_ACTS, PLAN_ACT_KINDS } from '../../../domain/plans/process/acts.ts';
import { mayOnPlan } from '../../../domain/plans/process/authority.ts';
import type { RunningPlan } from '../../../domain/plans/process/running-plan.ts';

/**
 * The acts that are open to somebody on a plan now, by stage, authority and its edition in force
 * (`plan`): what a screen offers. Whether one is accepted, what it says decides.
 */
export function possiblePlanActs(
  run: RunningPlan,
  plan: Plan,
  actor: PersonActor,
  directory: DirectoryAt,
): PlanActKind[] {
  return PLAN_ACT_KINDS.filter(
    (kind) =>
      PLAN_ACTS[kind].from.includes(run.stage) &&
      fits(kind, run, plan, actor) &&
      mayOnPlan(actor, kind, run, directory) === null,
  );
}

/** Whether a plan has what an act is about. */
function fits(kind: PlanActKind, run: RunningPlan, plan: Plan, actor: PersonActor): boolean {
  const open = run.proposals.find(({ status }) => status === 'open');
  switch (kind) {
    case 'propose-adoption':
    case 'propose-amendment':
    case 'propose-end':
      return open === undefined;
    case 'approve-plan':
    case 'return-plan':
      return open !== undefined && open.author !== actor.person;
    case 'number-plan':
      return run.document === null;
    case 'set-phase-end':
      // Its own end may be moved by the owner again; one that stands in the document may not.
      return plan.phases.some(({ to }) => to === null);
    case 'resume-plan':
      return run.standstill?.by !== 'treaty';
    default:
      return true;
  }
}
