import type { PersonActor } from '../authority/actor.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { Capacity } from '../offices/person.ts';
import { delegationCovers } from '../offices/person.ts';

/** Any of these capacities, standing in any of these relations to the case, may. */
export interface CaseGrant<Relation extends string> {
  readonly as: readonly Capacity[];
  readonly when: readonly Relation[];
}

/** Whether somebody in these relations may do an action: `null` when so, else the refusal. */
export function granted<Relation extends string>(
  actor: PersonActor,
  action: string,
  grants: readonly CaseGrant<Relation>[],
  relations: ReadonlySet<Relation>,
  { date }: Pick<DirectoryAt, 'date'>,
): Refusal | null {
  const { delegation, capacity } = actor;
  const isCovered = delegation === null || delegationCovers(delegation, action, date);
  const isGranted = grants.some(
    ({ as, when }) => as.includes(capacity) && when.some((relation) => relations.has(relation)),
  );
  return isCovered && isGranted ? null : refuse('FORBIDDEN', { action });
}
