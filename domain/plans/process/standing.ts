import type { Rulebook } from '../../cases/deciding.ts';
import type { CaseSnapshot } from '../../cases/outcome.ts';
import { wakeOf } from '../../cases/settling.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { PlanStanding } from '../../tasks/deciding.ts';
import type { OpenedTask } from '../../tasks/fact.ts';
import type { AgencyTask } from '../../tasks/task.ts';
import type { Plan } from '../plan.ts';
import type { TaskPlace } from './places.ts';
import { askedAmong } from './places.ts';
import type { RunningPlan } from './running-plan.ts';
import { nextFollowing } from './following.ts';
import type { PlanStage } from './vocabulary.ts';
import { termsIn } from './terms.ts';
import { standstillNow } from './treaty.ts';

/**
 * What the process of a plan has to know of it. It wakes for its clocks, and on the next day on
 * which the directory changes.
 */
export function planSnapshot(
  plan: RunningPlan,
  directory: DirectoryAt,
): CaseSnapshot<PlanStage, 'plan'> {
  const { version, stage } = plan;
  const wakes = [wakeOf(plan), nextFollowing(plan, directory)].filter((one) => one !== null);
  const wake = wakes.sort()[0] ?? null;
  return { version, stage, waits: { plan: { wake, open: stage !== 'ended' } } };
}

/** What a task of a place begins with; null when the edition in force has it no more. */
export function openedAt(
  run: RunningPlan,
  plan: Plan,
  place: TaskPlace,
  given: Pick<OpenedTask, 'number'>,
): OpenedTask | null {
  const terms = termsIn(plan, run.phases, place.task);
  if (terms === null) return null;
  return {
    ...given,
    ...place,
    drill: run.drill,
    plan: { plan: run.plan, run: run.id, edition: run.edition },
    own: null,
    owner: run.owner,
    terms,
  };
}

/** What of a task tells whether its office still holds it. */
export type HeldTask = Pick<AgencyTask, 'task' | 'office' | 'scope' | 'plan' | 'homes' | 'role'>;

/** The directory and the treaty's status at the moment that is asked about. */
export interface StandingAt {
  readonly directory: DirectoryAt;
  readonly rules: Pick<Rulebook, 'treaty'>;
}

/**
 * How a plan stands to one of its tasks, by the edition in force (`plan`). A task that another
 * edition gives to other offices falls away for this one, unless it was re-assigned to it.
 */
export function standingOfPlan(
  run: RunningPlan,
  plan: Plan,
  task: HeldTask,
  { directory, rules: { treaty } }: StandingAt,
): PlanStanding {
  const edition = run.editions.filter((one) => one.edition === run.edition).at(-1);
  return {
    edition: run.edition,
    whose: { owner: run.owner, followUp: run.followUp },
    terms: isStillHeld(run, plan, task, directory) ? termsIn(plan, run.phases, task.task) : null,
    reason: edition?.reason ?? null,
    standstill: standstillNow(run, treaty),
    ended: run.stage === 'ended' ? (run.endReason ?? '') : null,
  };
}

function isStillHeld(
  run: RunningPlan,
  plan: Plan,
  task: HeldTask,
  directory: DirectoryAt,
): boolean {
  // Within one edition, who is of a kind may change; a task that was given stays given.
  if (task.plan.edition === run.edition) return true;
  if (task.homes.some(({ why }) => why === 're-assigned')) return true;
  return askedAmong(plan, [task], directory).length > 0;
}
