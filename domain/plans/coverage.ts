import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { TaskPart } from './holders.ts';
import { TASK_PARTS, holdersAt } from './holders.ts';
import type { Plan, PlanTask, PlanTaskId } from './plan.ts';
import type { GivenPlace } from './process/places.ts';

/** What an office gave itself below an upper plan: a task, or a plan as a whole. */
export interface OwnTask {
  readonly office: OfficeId;
  /** The task of the upper plan that it carries out; null: none in particular. */
  readonly carriesOut: PlanTaskId | null;
}

/** An office with a part in a task. */
export interface PartIn {
  readonly office: OfficeId;
  readonly part: TaskPart;
}

/** Which offices of an upper task have a task of their own below it. */
export interface CoverageRow {
  readonly task: PlanTaskId;
  readonly offices: readonly (PartIn & { readonly covered: boolean })[];
}

/** A plan of a lower office, with the tasks by which it carries out tasks of its upper plan. */
export function ownTasksOf({
  owner,
  tasks,
}: Pick<Plan, 'owner'> & {
  readonly tasks: readonly Pick<PlanTask, 'carriesOut'>[];
}): readonly OwnTask[] {
  const carried = tasks.flatMap(({ carriesOut }) => (carriesOut === null ? [] : [carriesOut]));
  return [null, ...carried].map((carriesOut) => ({ office: owner, carriesOut }));
}

/**
 * Upper task × offices: for everybody with a part in a task on the directory's date, whether it has
 * a task of its own below it. What asks for a plan of one's own is covered by whatever an office
 * gave itself. What a body set itself before it ended counts for its successor. `given`: the tasks
 * as they were given, for what the owner decided since.
 */
export function coverageOf(
  plan: Pick<Plan, 'tasks'>,
  own: readonly OwnTask[],
  directory: DirectoryAt,
  given: readonly GivenPlace[] = [],
): readonly CoverageRow[] {
  const covered = new Set<string>();
  for (const { office, carriesOut } of own) {
    const heir = directory.successorOf(office);
    if (heir === undefined) continue;
    covered.add(heir);
    if (carriesOut !== null) covered.add(`${carriesOut} ${heir}`);
  }
  const keyIn = ({ id, nature }: PlanTask, office: OfficeId) =>
    nature.kind === 'own-plan' ? office : `${id} ${office}`;
  return plan.tasks.map((task) => ({
    task: task.id,
    offices: partsIn(task, directory, given).map(({ office, part }) => ({
      office,
      part,
      covered: covered.has(keyIn(task, office)),
    })),
  }));
}

/**
 * Who has a part in a task: by the words of the plan, but for those from whom its owner took the
 * task, with those to whom it gave theirs. Each once, in its strongest part.
 */
export function partsIn(
  task: PlanTask,
  directory: DirectoryAt,
  given: readonly GivenPlace[],
): readonly PartIn[] {
  const parts = new Map(
    holdersAt(task, directory).holders.map(({ office, part }) => [office, part]),
  );
  const decided = given.filter(
    (one) => one.task === task.id && (one.isReassigned || one.ending === 'withdrawn'),
  );
  const now = (office: OfficeId, scope: string | null) =>
    directory.successorOf(office, scope ?? undefined);
  for (const { givenTo, scope, role } of decided) {
    const from = now(givenTo, scope);
    if (from !== undefined && parts.get(from) === role) parts.delete(from);
  }
  for (const { office, scope, role, ending } of decided) {
    const to = ending === 'withdrawn' ? undefined : now(office, scope);
    if (to === undefined) continue;
    const before = parts.get(to);
    if (before === undefined || isStronger(role, before)) parts.set(to, role);
  }
  return [...parts].map(([office, part]) => ({ office, part }));
}

function isStronger(one: TaskPart, other: TaskPart): boolean {
  return TASK_PARTS.indexOf(one) < TASK_PARTS.indexOf(other);
}
