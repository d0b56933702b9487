import type { PersonActor } from '../authority/actor.ts';
import { officesReadFor } from '../authority/reading.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity } from '../offices/person.ts';
import { difficultyChannel } from './channel.ts';
import type { Difficulty } from './difficulty.ts';
import { raiserOn } from './holding.ts';

// Those who work on difficulties, and inspectors; staff and administrators do not.
const READING: readonly Capacity[] = [
  'clerk',
  'duty-officer',
  'case-officer',
  'deputy-head',
  'head',
  'inspector',
];

/** The offices in whose name somebody reads difficulties; none for who reads none. */
export function difficultyReadingOf(
  actor: PersonActor,
  directory: DirectoryAt,
): readonly OfficeId[] {
  return READING.includes(actor.capacity) ? officesReadFor(actor, directory) : [];
}

/**
 * The offices whose people may read a difficulty: whoever raised it, every office where it lies or
 * lay, those above on its channel, and the owner of the plan, where it is about a task of one.
 */
export function readersOfDifficulty(
  { office, holder, stations, about }: Pick<Difficulty, 'office' | 'holder' | 'stations' | 'about'>,
  planOwner: OfficeId | null,
  directory: DirectoryAt,
): readonly OfficeId[] {
  const owner = about?.task == null ? null : planOwner;
  const readers = [
    ...[office, holder],
    ...stations.map((station) => station.office),
    ...difficultyChannel(raiserOn({ office }, directory), directory),
    ...(owner === null ? [] : [owner]),
  ];
  return [...new Set(readers)];
}
