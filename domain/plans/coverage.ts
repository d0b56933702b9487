import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { TaskPart } from './holders.ts';
import { holdersAt } from './holders.ts';
import type { Plan, PlanTask, PlanTaskId } from './plan.ts';

/** A task that an office gave itself below a task of an upper plan. */
export interface OwnTask {
  readonly office: OfficeId;
  readonly carriesOut: PlanTaskId;
}

/** Which offices of an upper task have a task of their own below it. */
export interface CoverageRow {
  readonly task: PlanTaskId;
  readonly offices: readonly {
    readonly office: OfficeId;
    readonly part: TaskPart;
    readonly covered: boolean;
  }[];
}

/** The tasks with which a plan of a lower office carries out tasks of its upper plan. */
export function ownTasksOf({
  owner,
  tasks,
}: Pick<Plan, 'owner'> & {
  readonly tasks: readonly Pick<PlanTask, 'carriesOut'>[];
}): readonly OwnTask[] {
  return tasks.flatMap(({ carriesOut }) =>
    carriesOut === null ? [] : [{ office: owner, carriesOut }],
  );
}

/**
 * Upper task × offices: for everybody with a part in a task on the directory's date, whether it has
 * a task of its own below it. A task that a body set itself before it ended counts for its
 * successor.
 */
export function coverageOf(
  plan: Plan,
  own: readonly OwnTask[],
  directory: DirectoryAt,
): readonly CoverageRow[] {
  const covered = new Set(
    own.flatMap(({ office, carriesOut }) => {
      const heir = directory.successorOf(office);
      return heir === undefined ? [] : [`${carriesOut} ${heir}`];
    }),
  );
  return plan.tasks.map((task) => ({
    task: task.id,
    offices: holdersAt(task, directory).holders.map(({ office, part }) => ({
      office,
      part,
      covered: covered.has(`${task.id} ${office}`),
    })),
  }));
}
