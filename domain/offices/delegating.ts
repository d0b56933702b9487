import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { Delegation, Holding } from './person.ts';
import { holdsOn } from './person.ts';

/**
 * Whether a delegation can be given (2018 secrets law art. 11, Decree 30/2020 art. 13): to someone
 * else, in writing, with an end, and only in a capacity that the giver holds themselves: what was
 * itself delegated is no holding, so it cannot be passed on.
 */
export function checkDelegation(
  delegation: Delegation,
  holdingsOfGiver: readonly Holding[],
): Refusal | null {
  const { from, to, office, capacity, validFrom, validTo } = delegation;
  if (from === to) return refuse('FORBIDDEN', { action: 'delegate' });
  if (validTo <= validFrom) return refuse('VALUE_OUT_OF_RANGE', { field: 'validTo' });
  if (delegation.documentNumber.trim() === '') {
    return refuse('FIELDS_MISSING', { fields: 'documentNumber' });
  }
  if (delegation.documentDate > validFrom) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'documentDate' });
  }
  if (delegation.scope !== 'all' && delegation.scope.length === 0) {
    return refuse('FIELDS_MISSING', { fields: 'scope' });
  }
  const held = holdingsOfGiver.some(
    (holding) =>
      holding.person === from &&
      holding.office === office &&
      holding.capacity === capacity &&
      holdsOn(holding, validFrom),
  );
  return held ? null : refuse('CAPACITY_NOT_HELD', { capacity });
}
