import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonActor } from './actor.ts';
import { actsFor } from './relations.ts';

/**
 * The offices in whose name somebody reads: their own, the body that it is a unit of (not for the
 * unit's head), and the bodies that have ended and whose work these do now.
 */
export function officesReadFor(actor: PersonActor, directory: DirectoryAt): readonly OfficeId[] {
  const { office } = actor;
  const parent = directory.parentOf(office);
  const actsAbove = parent !== null && actsFor(actor, parent, directory);
  const own = actsAbove ? [office, parent] : [office];
  return [...own, ...own.flatMap((one) => directory.predecessorsOf(one))];
}
