import type { PersonActor } from '../authority/actor.ts';
import { officesReadFor } from '../authority/reading.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity, PersonId } from '../offices/person.ts';
import { presently } from './authority.ts';
import type { AgencyTask } from './task.ts';

/** What of the tasks is there for somebody. */
export interface TaskReading {
  readonly person: PersonId;
  /** The offices in whose name they read; none for who reads no tasks at all. */
  readonly offices: readonly OfficeId[];
  /** Whether they read only what their own office holds, and nothing of other offices. */
  readonly onlyOwn: boolean;
}

const READING: readonly Capacity[] = ['clerk', 'case-officer', 'deputy-head', 'head', 'inspector'];
// Anybody of an office may see what it has to do, and may be named to do it.
const READING_OWN: readonly Capacity[] = ['staff', 'duty-officer'];

/** Which tasks somebody may read, by their capacity; administrators read none. */
export function taskReadingOf(actor: PersonActor, directory: DirectoryAt): TaskReading {
  const { capacity, person } = actor;
  const onlyOwn = READING_OWN.includes(capacity);
  const reads = onlyOwn || READING.includes(capacity);
  return { person, offices: reads ? officesReadFor(actor, directory) : [], onlyOwn };
}

/**
 * The offices whose people may read a task, besides those that help its lead: its own, the lead
 * that it helps, who follows it up and the desk that works for them, whose plan it is, who
 * appraises its list, and everybody above its office on the administrative and the security line.
 */
export function readersOfTask(
  task: Pick<AgencyTask, 'office' | 'lead' | 'reviewer' | 'owner' | 'terms'>,
  directory: DirectoryAt,
): readonly OfficeId[] {
  const { office, lead, reviewer, owner, terms } = task;
  const now = presently(office, directory);
  const { nature } = terms;
  const readers = [
    office,
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

/** Whether a task is there for somebody. `readers`: the offices whose people may read it. */
export function readsTask(
  { offices, onlyOwn }: TaskReading,
  { office }: Pick<AgencyTask, 'office'>,
  readers: readonly OfficeId[],
): boolean {
  if (onlyOwn) return offices.includes(office);
  return readers.some((reader) => offices.includes(reader));
}
