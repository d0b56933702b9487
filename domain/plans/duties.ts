import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import { dateOf } from '../time/instant.ts';
import type { Derivation } from '../time/spec.ts';
import type { Clockwork } from './due.ts';
import { dueOf, everyOf, occurrencesOf } from './due.ts';
import { holdersAt } from './holders.ts';
import type { Plan, PlanTask, PlanTaskId } from './plan.ts';

/** Something that one office has to have done by an instant. */
export interface Duty {
  readonly task: PlanTaskId;
  readonly office: OfficeId;
  /** The body that the plan names, when this is its successor. */
  readonly insteadOf: OfficeId | null;
  /** Which occurrence of a standing task; null: the task itself. */
  readonly occurrence: string | null;
  readonly derivation: Derivation;
}

/**
 * What the leading offices of a plan have to have done by an instant: each task and each occurrence
 * whose due is at or before it, for whoever holds the task then. `since` is the day on which the
 * plan began to run: no occurrence is owed for a period before it. What another process keeps is
 * owed there.
 */
export function dutiesDue(
  plan: Plan,
  now: Instant,
  {
    since,
    directory,
    ...clockwork
  }: Clockwork & {
    readonly since: CivilDate;
    /** The directory on the day of `now`. */
    readonly directory: DirectoryAt;
  },
): readonly Duty[] {
  return plan.tasks.filter(opensTask).flatMap((task) => {
    const due = duesOf(plan, task, { from: since, to: dateOf(now) }, clockwork).filter(
      ({ derivation }) => derivation.due !== null && derivation.due <= now,
    );
    if (due.length === 0) return [];
    const leading = holdersAt(task, directory).holders.filter(({ part }) => part === 'lead');
    return leading.flatMap(({ office, insteadOf }) =>
      due.map((one): Duty => ({ task: task.id, office, insteadOf, ...one })),
    );
  });
}

/** Whether a plan opens a task of its own for it: not for what another process keeps. */
export function opensTask({ nature }: PlanTask): boolean {
  return nature.kind !== 'kept-by';
}

type Due = Pick<Duty, 'occurrence' | 'derivation'>;

function duesOf(
  plan: Plan,
  task: PlanTask,
  days: { readonly from: CivilDate; readonly to: CivilDate },
  clockwork: Clockwork,
): readonly Due[] {
  if (everyOf(task) !== null) {
    return occurrencesOf(plan, task, days, clockwork).map(({ id, derivation }) => ({
      occurrence: id,
      derivation,
    }));
  }
  const derivation = dueOf(plan, task, clockwork);
  return derivation === null ? [] : [{ occurrence: null, derivation }];
}
