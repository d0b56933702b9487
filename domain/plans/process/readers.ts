import type { PersonActor } from '../../authority/actor.ts';
import { isUnitOf } from '../../authority/relations.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { Work } from '../../offices/work.ts';
import { workKey } from '../../offices/work.ts';
import { presently } from '../../offices/presently.ts';
import { holdersAt } from '../holders.ts';
import type { Plan } from '../plan.ts';
import type { RunningPlan } from './running-plan.ts';

type Read = Pick<RunningPlan, 'owner' | 'followUp' | 'adoptedAt'>;

/** How much of a plan is there for somebody. */
export interface PlanReading {
  /** The offices whose work on it they see; null: everybody's. The text is open to every reader. */
  readonly offices: ReadonlySet<OfficeId> | null;
  /** The same by the part of their work that the plan means. */
  readonly works: ReadonlySet<string> | null;
}

const ALL: PlanReading = { offices: null, works: null };

/** Every office that has a part in a plan on the directory's date, by the words of the plan. */
export function partiesOf({ tasks }: Plan, directory: DirectoryAt): readonly Work[] {
  const holders = tasks.flatMap((task) => holdersAt(task, directory).holders);
  // Whoever does the work on the date: nothing of it is divided any more.
  return [...new Set(holders.map(({ office }) => office))].map(wholeOf);
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
  parties: Iterable<Work>,
  directory: DirectoryAt,
): PlanReading | null {
  const own = new Set(bodiesOf(actor, directory));
  const reads = (offices: readonly OfficeId[]) => offices.some((one) => own.has(one));
  if (reads(readersOfDraft(plan).map((one) => presently(one, directory)))) {
    return ALL;
  }
  if (plan.adoptedAt === null) return null;
  if (reads(readersOfParty(wholeOf(plan.owner), directory))) return ALL;
  const seen = [...parties].filter((party) => reads(readersOfParty(party, directory)));
  if (seen.length === 0) return null;
  return { offices: new Set(seen.map(({ office }) => office)), works: new Set(seen.map(workKey)) };
}

/**
 * The offices whose people may read a plan as the directory stands: for whom `readingOfPlan` is not
 * null. Kept with the plan, for lists; who reads for a body that has ended says
 * {@link readingPlansFor}.
 */
export function readersOfPlan(
  plan: Read,
  parties: Iterable<Work>,
  directory: DirectoryAt,
): readonly OfficeId[] {
  const first = readersOfDraft(plan);
  if (plan.adoptedAt === null) return first;
  const others = [wholeOf(plan.owner), ...parties];
  return [...new Set([...first, ...others.flatMap((one) => readersOfParty(one, directory))])];
}

/** Whoever reads a plan from its draft on: its owner, and who follows it up. */
export function readersOfDraft({
  owner,
  followUp,
}: Pick<Read, 'owner' | 'followUp'>): readonly OfficeId[] {
  return [...new Set([owner, followUp.office, followUp.desk])];
}

/** Whoever does the work of a party by now, and everybody above it on either line. */
export function readersOfParty(party: Work, directory: DirectoryAt): readonly OfficeId[] {
  const now = presently(party.office, directory, party.scope);
  return [now, ...directory.parentsOf(now), ...directory.channelsOf(now)];
}

/** The offices in whose name somebody reads plans, bodies that have ended too; none: no plan. */
export function readingPlansFor(actor: PersonActor, directory: DirectoryAt): readonly OfficeId[] {
  const own = bodiesOf(actor, directory);
  return [...own, ...own.flatMap((one) => directory.predecessorsOf(one))];
}

/** The office of somebody, and the body that it is a unit of; none for who reads no plan. */
function bodiesOf({ office, capacity }: PersonActor, directory: DirectoryAt): readonly OfficeId[] {
  if (capacity === 'administrator') return [];
  const parent = directory.parentOf(office);
  const isUnit = parent !== null && isUnitOf(office, parent, directory);
  return isUnit ? [office, parent] : [office];
}

function wholeOf(office: OfficeId): Work {
  return { office, scope: null };
}
