import { isUnitOf } from '../../authority/relations.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import { presently } from '../../offices/presently.ts';
import { opensTask } from '../duties.ts';
import type { TaskEnding } from '../../tasks/vocabulary.ts';
import type { TaskPart } from '../holders.ts';
import { holdersAt, officesIn } from '../holders.ts';
import type { PhaseId, Plan, PlanTask, PlanTaskId } from '../plan.ts';

/** In what part an office holds a task; who is named without one gets none to do. */
export type TaskRole = Exclude<TaskPart, 'unassigned'>;

/** Who accepts what is submitted: an office, and the desk that does the work for it. */
export interface Reviewer {
  readonly office: OfficeId;
  readonly desk: OfficeId;
}

/** To whom an office answers with a task. */
export interface TaskParties {
  readonly reviewer: Reviewer;
  /** The one office that leads, where this one helps it; null when it leads or several do. */
  readonly lead: OfficeId | null;
}

/** One task of one office, to be opened. */
export interface TaskPlace extends TaskParties {
  readonly task: PlanTaskId;
  readonly office: OfficeId;
  readonly scope: string | null;
  readonly role: TaskRole;
}

/** The tasks that run while these phases are open, with those of no phase; in the plan's order. */
export function tasksOpenIn(plan: Plan, open: ReadonlySet<PhaseId>): readonly PlanTask[] {
  return plan.tasks.filter(
    (task) => opensTask(task) && (task.phase === null || open.has(task.phase)),
  );
}

/** Every place of the tasks of a plan on a date, while these phases are open. */
export function placesOfPlan(
  plan: Plan,
  open: ReadonlySet<PhaseId>,
  directory: DirectoryAt,
): readonly TaskPlace[] {
  return tasksOpenIn(plan, open).flatMap((task) => placesOfTask(plan, task, directory));
}

/** What of a plan has to be opened on a date: its places, without those that are open already. */
export function placesToOpen(
  plan: Plan,
  open: ReadonlySet<PhaseId>,
  directory: DirectoryAt,
  opened: ReadonlySet<string>,
): readonly TaskPlace[] {
  return placesOfPlan(plan, open, directory).filter((place) => !opened.has(placeKey(place)));
}

/**
 * Tells one place of a plan from every other: a task, the office that holds it, and in what part.
 * An office that gets another part by a later version gets another task: the one before falls away.
 */
function placeKey({ task, office, role }: Pick<TaskPlace, 'task' | 'office' | 'role'>): string {
  return `${task}/${office}/${role}`;
}

/** A task that a plan gave to an office, whatever became of it. */
export interface GivenPlace {
  readonly task: PlanTaskId;
  readonly role: TaskRole;
  /** The part of a body's work that the plan means; null: all of it. */
  readonly scope: string | null;
  /** Who holds it, or held it last. */
  readonly office: OfficeId;
  /** Who was given it first. */
  readonly givenTo: OfficeId;
  /** Whether the owner of the plan decided that it is another office's. */
  readonly isReassigned: boolean;
  readonly ending: TaskEnding | null;
}

// Endings after which the same office may be given the task again: it came to it by the plan or the
// directory, and comes back by them. What the owner decided stays decided.
const FALLEN: readonly TaskEnding[] = ['dropped', 'no-heir'];

/**
 * The places that are taken: a task that its office has not handed on yet counts for whoever does
 * that office's work today, so that no successor gets it twice; one that the owner took from an
 * office, or gave to another, is not given to it again.
 */
export function keysTaken(
  given: Iterable<GivenPlace>,
  directory: DirectoryAt,
): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { task, role, office, givenTo, scope, isReassigned, ending } of given) {
    if (ending !== null && FALLEN.includes(ending)) continue;
    for (const one of isReassigned ? [office, givenTo] : [office]) {
      const now = presently(one, directory, scope);
      keys.add(placeKey({ task, role, office: now }));
    }
  }
  return keys;
}

/** Who holds one task on a date; whoever leads it does not help as well, nor is asked. */
export function placesOfTask(
  plan: Pick<Plan, 'owner' | 'followUp'>,
  task: PlanTask,
  directory: DirectoryAt,
): readonly TaskPlace[] {
  const { holders } = holdersAt(task, directory);
  const lead = onlyOne(holders.filter(({ part }) => part === 'lead').map(({ office }) => office));
  return holders.flatMap(({ office, part, insteadOf }): TaskPlace[] => {
    if (part === 'unassigned') return [];
    const parties = partiesOf(plan, task, { office, role: part, lead }, directory);
    const scope = scopeOf(task, part, insteadOf ?? office);
    return [{ task: task.id, office, scope, role: part, ...parties }];
  });
}

/** To whom an office answers with a task; `lead`: the one that leads it, where one does. */
export function partiesOf(
  plan: Pick<Plan, 'owner' | 'followUp'>,
  { nature }: Pick<PlanTask, 'nature'>,
  held: { readonly office: OfficeId; readonly role: TaskRole; readonly lead: OfficeId | null },
  directory: DirectoryAt,
): TaskParties {
  const lead = held.role === 'coordinating' ? held.lead : null;
  // What helpers hand in is gathered by whoever leads, where one does.
  if (nature.kind === 'collection' && lead !== null) {
    return { reviewer: { office: lead, desk: lead }, lead };
  }
  return { reviewer: reviewerOf(plan, held.office, directory), lead };
}

/** A task as it was given to whoever leads it, and by which edition it goes; null: not begun. */
export interface GivenLead extends GivenPlace {
  readonly edition: number | null;
}

/**
 * The one office that leads a task as it stands now: by the words of the edition in force, and
 * where the owner took the task from an office or gave it to another, by what the owner decided.
 * Null where several lead it, or none.
 */
export function leadOf(
  { version }: Pick<Plan, 'version'>,
  task: PlanTask,
  given: Iterable<GivenLead>,
  directory: DirectoryAt,
): OfficeId | null {
  const leads = new Set(officesIn(task, 'lead', directory));
  for (const { office, givenTo, scope, isReassigned, ending, edition } of given) {
    const now = (id: OfficeId) => presently(id, directory, scope);
    if (isReassigned || ending === 'withdrawn') leads.delete(now(givenTo));
    const isKept = ending === null || ending === 'on-time' || ending === 'late';
    // A task that was given stays given within one edition, and where the owner gave it.
    if (isKept && (isReassigned || edition === version)) leads.add(now(office));
  }
  return onlyOne([...leads]);
}

function onlyOne([first, second]: readonly OfficeId[]): OfficeId | null {
  return first !== undefined && second === undefined ? first : null;
}

type Held = Pick<TaskPlace, 'task' | 'office' | 'scope' | 'role'>;

/**
 * Those of some places that a plan asks as it stands, by whoever does the work of each office
 * today. What was laid down and not begun waits while no edition in force asks it.
 */
export function askedAmong<Place extends Held>(
  plan: Pick<Plan, 'tasks'>,
  places: readonly Place[],
  directory: DirectoryAt,
): readonly Place[] {
  const asked = new Map(
    [...new Set(places.map(({ task }) => task))].map((id) => {
      const task = plan.tasks.find((one) => one.id === id);
      const isOpening = task !== undefined && opensTask(task);
      const holders = isOpening ? holdersAt(task, directory).holders : [];
      return [id, new Set(holders.map(({ office, part }) => `${office}/${part}`))];
    }),
  );
  return places.filter(({ task, office, scope, role }) => {
    const now = presently(office, directory, scope);
    return asked.get(task)?.has(`${now}/${role}`) ?? false;
  });
}

/** The part of a body's work that a plan means. */
function scopeOf(task: PlanTask, part: TaskPart, office: OfficeId): string | null {
  const meant = task[part].find((one) => one.kind === 'office' && one.office === office);
  return meant?.kind === 'office' ? meant.scope : null;
}

/**
 * Who accepts an office's products: the follow-up body; for the tasks of that body itself, the
 * owner of the plan (Lào Cai IV.1: the police follow for the Chairman).
 */
export function reviewerOf(
  { owner, followUp }: Pick<Plan, 'owner' | 'followUp'>,
  office: OfficeId,
  directory: DirectoryAt,
): Reviewer {
  const now = (id: OfficeId) => presently(id, directory);
  const body = now(followUp.office);
  const desk = now(followUp.desk);
  const isItself = office === body || office === desk || isUnitOf(office, body, directory);
  const above = now(owner);
  if (!isItself) return { office: body, desk };
  // The owner follows its own plan up: there another person of it accepts.
  return above === body ? { office: body, desk } : { office: above, desk: above };
}
