import type { PersonActor } from '../authority/actor.ts';
import { officesReadFor } from '../authority/reading.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity, PersonId } from '../offices/person.ts';
import type { DividedWork, Work } from '../offices/work.ts';
import { workKey } from '../offices/work.ts';
import { presently } from '../offices/presently.ts';
import type { AgencyTask } from './task.ts';

/** What of the tasks is there for somebody. */
export interface TaskReading {
  readonly person: PersonId;
  /** The offices in whose name they read; none for who reads no tasks at all. */
  readonly offices: readonly OfficeId[];
  /** Whether they read only what their own office holds, and nothing of other offices. */
  readonly onlyOwn: boolean;
  /** Parts of the work of bodies that have ended, by their keys: not as the rest of that work. */
  readonly parts: { readonly theirs: readonly string[]; readonly others: readonly string[] };
}

const READING: readonly Capacity[] = ['clerk', 'case-officer', 'deputy-head', 'head', 'inspector'];
// Anybody of an office may see what it has to do, and may be named to do it.
const READING_OWN: readonly Capacity[] = ['staff', 'duty-officer'];

/** Which tasks somebody may read, by their capacity; administrators read none. */
export function taskReadingOf(actor: PersonActor, directory: DirectoryAt): TaskReading {
  const { capacity, person } = actor;
  const onlyOwn = READING_OWN.includes(capacity);
  const reads = onlyOwn || READING.includes(capacity);
  const offices = reads ? officesReadFor(actor, directory) : [];
  const divided = directory.dividedWork();
  const isTheirs = ({ to }: DividedWork) => to !== null && offices.includes(to);
  const parts = {
    theirs: divided.filter(isTheirs).map(workKey),
    others: divided.filter((one) => !isTheirs(one)).map(workKey),
  };
  return { person, offices, onlyOwn, parts };
}

/**
 * The offices whose people may read a task, besides whoever holds it and those that help its lead:
 * its own where it does the whole of its work (`readsTask` says whose a part of it is), the lead
 * that it helps, who follows it up and the desk that works for them, whose plan it is, who
 * appraises its list, and everybody above its office on the administrative and the security line.
 */
export function readersOfTask(
  task: Pick<AgencyTask, 'office' | 'scope' | 'lead' | 'reviewer' | 'owner' | 'terms'>,
  directory: DirectoryAt,
): readonly OfficeId[] {
  const { office, scope, lead, reviewer, owner, terms } = task;
  const now = presently(office, directory, scope);
  const { nature } = terms;
  const readers = [
    scope === null ? office : null,
    lead,
    reviewer.office,
    reviewer.desk,
    owner,
    nature.kind === 'collection' ? nature.forwardedTo : null,
    ...directory.parentsOf(now),
    ...directory.channelsOf(now),
  ];
  return [...new Set(readers.filter((one) => one !== null))];
}

/**
 * Whether a task is there for somebody. `readers`: the offices whose people may read it; `helping`:
 * who helps it, where it leads.
 */
export function readsTask(
  reading: TaskReading,
  task: Work,
  {
    readers,
    helping,
  }: { readonly readers: readonly OfficeId[]; readonly helping: readonly Work[] },
): boolean {
  if (holdsTask(reading, task)) return true;
  if (reading.onlyOwn) return false;
  return (
    readers.some((reader) => reading.offices.includes(reader)) ||
    helping.some((helper) => holdsTask(reading, helper))
  );
}

/**
 * Which contest of a task somebody may still read about, by its place; null: none. An office that
 * said "not ours" reads what was decided though the task lies with another since; who contested
 * several times reads the last.
 */
export function contestReadIn(
  { offices }: TaskReading,
  { contests }: Pick<AgencyTask, 'contests'>,
): number | null {
  const theirs = contests.flatMap(({ office, decision }, place) =>
    decision === 're-assigned' && offices.includes(office) ? [place] : [],
  );
  return theirs.at(-1) ?? null;
}

/** Whether a task lies with their own office, or with a body whose work that is by now. */
function holdsTask({ offices, parts }: TaskReading, task: Work): boolean {
  const key = workKey(task);
  if (parts.theirs.includes(key)) return true;
  return offices.includes(task.office) && !parts.others.includes(key);
}
