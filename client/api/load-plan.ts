import type { Plan } from '../../domain/plans/plan.ts';
import { mayLoadPlan } from '../../domain/plans/process/authority.ts';
import { IN_FORCE } from '../../domain/plans/process/deciding.ts';
import type { Queryable } from '../../records/database.ts';
import { isIdTaken, keepEdition } from '../../records/plan-editions.ts';
import { askForPlan, lockRun } from '../../records/plans.ts';
import { loadPlans, parsePlan } from '../../rules/load-plans.ts';
import { YamlFault } from '../../rules/yaml-file.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import type { OpenedPlan } from './plans.ts';
import { allow, problem } from './problem.ts';

type Belonging = Pick<Plan, 'owner' | 'followUp'>;

/** A plan as somebody hands it in: one that the product brings, or the text of one. */
export type GivenPlan = { readonly plan: string } | { readonly text: string };

/** The plan that is meant. Throws, as a problem, the line and field of what is wrong in a text. */
export function planGiven(given: GivenPlan): Plan {
  const brought = loadPlans();
  if ('text' in given) {
    try {
      return ofItsOwner(parsePlan(given.text), brought);
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
      throw problem('PLAN_UNREADABLE', { where: firstFaults(error.message) });
    }
  }
  const exact = brought.find(({ id }) => id === given.plan);
  const [meant, another] = brought.filter(({ id }) => id.startsWith(given.plan));
  const found = exact ?? (another === undefined ? meant : undefined);
  if (found === undefined) throw problem('UNKNOWN_PLAN', { plan: given.plan });
  return found;
}

/** A plan under the id of one that the product brings is that body's, and nobody else's. */
function ofItsOwner(plan: Plan, brought: readonly Plan[]): Plan {
  const same = brought.filter(({ id }) => id === plan.id);
  if (same.length > 0 && !same.some((one) => belongsAlike(plan, one))) throw idTaken(plan);
  return plan;
}

function belongsAlike(a: Belonging, b: Belonging): boolean {
  return a.owner === b.owner && followedAlike(a, b);
}

function followedAlike(a: Belonging, b: Belonging): boolean {
  return a.followUp.office === b.followUp.office && a.followUp.desk === b.followUp.desk;
}

// Enough to go on with; a text that is no plan at all has a fault in every field.
const MOST_FAULTS = 5;
const LONGEST_FAULT = 200;

function firstFaults(message: string): string {
  const faults = message.split('\n').slice(0, MOST_FAULTS);
  return faults.map((fault) => fault.slice(0, LONGEST_FAULT)).join('; ');
}

/** Refuses a plan that somebody may not load. */
export function checkLoading({ actor, directory }: Acting, plan: Belonging): void {
  allow(mayLoadPlan(actor, plan, directory));
}

/** Keeps a plan as a draft; one that is loaded already is not loaded again, but as a drill. */
export async function askFor(
  tx: Queryable,
  plan: Plan,
  { drill, now }: { readonly drill: boolean; readonly now: Acting['now'] },
): Promise<{ readonly id: string; readonly number: string }> {
  if (await isIdTaken(tx, plan)) throw idTaken(plan);
  const asked = await askForPlan(tx, plan, { drill, now });
  if (asked === null) throw taken(plan);
  if (!asked.isNew) throw problem('ALREADY_DONE', { act: 'load-plan' });
  return { id: asked.id, number: asked.number };
}

/** Keeps a later version of a plan that is in force; nothing changes before it is approved. */
export async function keepLater(
  tx: Queryable,
  { run }: OpenedPlan,
  plan: Plan,
  now: Acting['now'],
): Promise<void> {
  // Held, so that no amendment comes in between.
  const state = (await lockRun(tx, run.id)) ?? run;
  if (!IN_FORCE.includes(state.stage)) {
    const { stage } = state;
    throw problem(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  if (plan.id !== state.plan) throw problem('INVALID_FIELD', { field: 'id' });
  // Whose it is and who follows it up is no matter of a version: they decide on versions.
  if (plan.owner !== state.owner) throw problem('INVALID_FIELD', { field: 'owner' });
  if (!followedAlike(plan, state)) throw problem('INVALID_FIELD', { field: 'followUp' });
  if (plan.version <= state.edition) throw problem('VALUE_OUT_OF_RANGE', { field: 'version' });
  if (!(await keepEdition(tx, plan, now))) throw taken(plan);
}

/** Starts the process of a plan; the relay starts what waits while the engine is away. */
export function beginPlan(deps: ApiDependencies, id: string): void {
  deps.engine.begin(id, 'plan').catch((error: unknown) => {
    deps.logger?.warn({ err: error }, 'a plan waits for the engine');
  });
}

function idTaken({ id }: Plan) {
  return problem('PLAN_ID_TAKEN', { plan: id });
}

function taken({ id, version }: Plan) {
  return problem('PLAN_VERSION_TAKEN', { plan: id, version });
}
