import type { DifficultySeen } from '../difficulties/seen.ts';
import type { PlanCoverageSeen, PlanSeen } from '../plans/seen.ts';
import type { OccurrenceSeen, TaskSeen } from '../tasks/seen.ts';
import { expectFound } from './expect-found.ts';
import type { Found } from './expect-found.ts';
import type { PlanStepOf } from './plan-steps.ts';
import type { Playing } from './playing.ts';

type Expecting = PlanStepOf<'expect'>;

/**
 * Holds what a scenario expects of a task, a difficulty or the plan against what is there; what was
 * started may take a while to come about. Throws a Surprise with the first thing that is otherwise.
 */
export async function expectOfPlan(
  playing: Playing,
  line: number,
  step: Expecting,
  path: string,
): Promise<void> {
  const { told, ...rest } = step.expect;
  const number = decodeURIComponent(path.split('/').at(-1) ?? '');
  const look = async (): Promise<Found | null> => {
    const seen = await playing.world.read(playing.who(step.by), path);
    if (seen === null) return null;
    if ('on-task' in step) return ofTask(seen as TaskSeen);
    if ('on-difficulty' in step) return ofDifficulty(seen as DifficultySeen);
    return ofPlan(playing, playing.who(step.by), seen as PlanSeen, path);
  };
  const about = { by: step.by, number, told: told ?? [] };
  await expectFound(playing, line, { expected: rest, look, ...about });
}

function ofTask({ stage, ending, standing, office, occurrences }: TaskSeen): Found {
  const count = (status: string): string =>
    String(occurrences.filter((one) => one.status === status).length);
  return {
    ...{ stage, ending: String(ending), standing, office },
    accepted: count('accepted'),
    missed: count('missed'),
    returned: String(occurrences.reduce((sum, one) => sum + returnsOf(one), 0)),
  };
}

// Every revision but the last was returned, and that one as well where it stands so.
function returnsOf({ submissions, status }: OccurrenceSeen): number {
  return Math.max(0, submissions.length - (status === 'returned' ? 0 : 1));
}

function ofDifficulty({ stage, ending, holder, stations }: DifficultySeen): Found {
  const passedUp = stations.filter((one) => one.passedUp !== null).length;
  return { stage, ending: String(ending), holder, 'passed-up': String(passedUp) };
}

async function ofPlan(
  { world }: Playing,
  who: string,
  { stage, ending, number, tasks }: PlanSeen,
  path: string,
): Promise<Found> {
  const query = `plan=${number}&standing=overdue&size=200`;
  const overdue = (await world.read(who, `/api/v1/tasks?${query}`)) as {
    items: readonly { readonly office: string }[];
  };
  const coverage = (await world.read(who, `${path}/coverage`)) as PlanCoverageSeen | null;
  const late = [...new Set(overdue.items.map(({ office }) => office))];
  const covered = (coverage?.rows ?? []).map((row): [string, string] => [
    `coverage.${row.task}`,
    String(row.covered),
  ]);
  return {
    ...{ stage, ending: String(ending), tasks: String(tasks), late: late.toSorted().join(', ') },
    ...Object.fromEntries(covered),
  };
}
