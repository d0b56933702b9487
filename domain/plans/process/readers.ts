import type { PersonActor } from '../../authority/actor.ts';
import { isUnitOf } from '../../authority/relations.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import { holdersAt } from '../holders.ts';
import type { Plan } from '../plan.ts';
import type { RunningPlan } from './running-plan.ts';

type Read = Pick<RunningPlan, 'owner' | 'followUp' | 'adoptedAt'>;

/** How much of a plan is there for somebody. */
export interface PlanReading {
  /** The offices whose work on it they see; null: everybody's. The text is open to every reader. */
  readonly offices: ReadonlySet<OfficeId> | null;
}

/** Every office that has a part in a plan on the directory's date, by the words of the plan. */
export function partiesOf({ tasks }: Plan, directory: DirectoryAt): ReadonlySet<OfficeId> {
  return new Set(
    tasks.flatMap((task) => holdersAt(task, directory).holders.map(({ office }) => office)),
  );
}

/**
 * What of a plan is there for somebody; null: nothing. It is there for its owner, whoever follows
 * it up, every office with a part in it, and those above any of them on the administrative or the
 * security line; before it is adopted only for the first two. Units read with their body.
 * Administrators read no plan; an inspector reads as the office does.
 */
export function readingOfPlan(
  actor: PersonActor,
  plan: Read,
  parties: Iterable<OfficeId>,
  directory: DirectoryAt,
): PlanReading | null {
  if (actor.capacity === 'administrator') return null;
  const own = bodiesOf(actor.office, directory);
  const { owner, followUp, adoptedAt } = plan;
  const first = [owner, followUp.office, followUp.desk];
  const stands = (office: OfficeId): boolean => own.has(presently(office, directory));
  if (first.some(stands)) return { offices: null };
  if (adoptedAt === null) return null;
  const isBelow = (office: OfficeId): boolean => {
    const now = presently(office, directory);
    return [...directory.parentsOf(now), ...directory.channelsOf(now)].some((one) => own.has(one));
  };
  if (isBelow(owner)) return { offices: null };
  const offices = [...parties].filter((one) => stands(one) || isBelow(one));
  return offices.length === 0 ? null : { offices: new Set(offices) };
}

/** An office, and the body that it is a unit of. */
function bodiesOf(office: OfficeId, directory: DirectoryAt): ReadonlySet<OfficeId> {
  const parent = directory.parentOf(office);
  const isUnit = parent !== null && isUnitOf(office, parent, directory);
  return new Set(isUnit ? [office, parent] : [office]);
}

function presently(office: OfficeId, directory: DirectoryAt): OfficeId {
  return directory.successorOf(office) ?? office;
}
