import { describe, expect, it } from 'vitest';
import { checkDelegation } from '../../../domain/offices/delegating.ts';
import type { Delegation, Holding } from '../../../domain/offices/person.ts';
import { clearanceRank, delegationCovers } from '../../../domain/offices/person.ts';
import { day } from './fixtures.ts';

const delegation: Delegation = {
  id: 'd',
  from: 'head',
  to: 'deputy',
  office: 'CAT-15',
  capacity: 'head',
  scope: ['decide:finding'],
  validFrom: day('2026-03-01'),
  validTo: day('2026-04-01'),
  documentNumber: '12/GUQ-CAT',
  documentDate: day('2026-02-27'),
  revokedOn: null,
};
const holding: Holding = {
  id: 'h',
  person: 'head',
  office: 'CAT-15',
  capacity: 'head',
  validFrom: day('2025-07-01'),
  validTo: null,
};
const refusedWith = (code: string) => expect.objectContaining({ kind: 'refused', code });

describe('a delegation', () => {
  it('is given in writing by somebody who holds the capacity', () => {
    expect(checkDelegation(delegation, [holding])).toBeNull();
  });

  it('cannot be passed on: what was delegated is no holding', () => {
    expect(checkDelegation({ ...delegation, from: 'deputy', to: 'x' }, [])).toEqual(
      refusedWith('CAPACITY_NOT_HELD'),
    );
  });

  it('cannot give what the giver held only earlier, elsewhere or in another capacity', () => {
    const others: readonly Partial<Holding>[] = [
      { validTo: day('2026-03-01') },
      { office: 'CAT-40' },
      { capacity: 'deputy-head' },
      { person: 'somebody else' },
    ];
    for (const other of others) {
      expect(checkDelegation(delegation, [{ ...holding, ...other }])).toEqual(
        refusedWith('CAPACITY_NOT_HELD'),
      );
    }
  });

  it.each([
    ['to oneself', { to: 'head' }, 'FORBIDDEN'],
    ['without an end after its beginning', { validTo: day('2026-03-01') }, 'VALUE_OUT_OF_RANGE'],
    ['without the number of a document', { documentNumber: ' ' }, 'FIELDS_MISSING'],
    ['before its document was written', { documentDate: day('2026-03-02') }, 'VALUE_OUT_OF_RANGE'],
    ['for nothing', { scope: [] }, 'FIELDS_MISSING'],
  ] as const)('is refused %s', (_, other, code) => {
    expect(checkDelegation({ ...delegation, ...other }, [holding])).toEqual(refusedWith(code));
  });

  it('covers its actions from its first day to the day before its last, unless taken back', () => {
    const covers = (date: string, d: Delegation = delegation, action = 'decide:finding') =>
      delegationCovers(d, action, day(date));
    expect(covers('2026-02-28')).toBe(false);
    expect(covers('2026-03-01')).toBe(true);
    expect(covers('2026-03-31')).toBe(true);
    expect(covers('2026-04-01')).toBe(false);
    expect(covers('2026-03-10', delegation, 'decide:closure')).toBe(false);
    expect(covers('2026-03-10', { ...delegation, scope: 'all' }, 'decide:closure')).toBe(true);
    const revoked = { ...delegation, revokedOn: day('2026-03-10') };
    expect(covers('2026-03-09', revoked)).toBe(true);
    expect(covers('2026-03-10', revoked)).toBe(false);
  });
});

it('clearances rise from none through Mật and Tối mật to Tuyệt mật', () => {
  const ranks = (['none', 'mat', 'toi-mat', 'tuyet-mat'] as const).map(clearanceRank);
  expect(ranks).toEqual([0, 1, 2, 3]);
});
