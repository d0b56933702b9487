import { describe, expect, it } from 'vitest';
import {
  brokenChannels,
  checkNewOffice,
  checkSuccession,
  planOfficeChange,
  planOfficeEnd,
} from '../../../domain/offices/changing.ts';
import { streamOf } from '../../../domain/offices/change.ts';
import { createDirectory } from '../../../domain/offices/directory.ts';
import { anOffice, day } from './fixtures.ts';

const rows = [
  anOffice('BCA', 'public-security-ministry', { channel: null }),
  anOffice('BCA-A03', 'ministry-unit', { parent: 'BCA' }),
  anOffice('CAT-15', 'provincial-police', { parent: 'BCA', channel: 'BCA-A03' }),
  anOffice('UBX-1', 'commune-committee', { channel: 'CAT-15' }),
  anOffice('OLD', 'department', { channel: 'CAT-15', validTo: day('2025-07-01') }),
];
const directory = createDirectory(rows, [], []);
const refusedWith = (code: string) => expect.objectContaining({ kind: 'refused', code });

describe('a new office', () => {
  const fresh = anOffice('NEW', 'department', { channel: 'CAT-15', parent: 'CAT-15' });

  it('is added when its parent and its channel are there', () => {
    expect(checkNewOffice(directory, fresh)).toBeNull();
  });

  it('never takes an id that was given before, also not that of a body that ended', () => {
    expect(checkNewOffice(directory, { ...fresh, id: 'OLD' })).toEqual(refusedWith('ALREADY_DONE'));
  });

  it('is refused under an office that does not exist on its first day', () => {
    const orphan = { ...fresh, parent: 'OLD', validFrom: day('2025-07-01') };
    expect(checkNewOffice(directory, orphan)).toEqual(refusedWith('UNKNOWN_OFFICE'));
    const lost = { ...fresh, channel: 'OLD', validFrom: day('2025-07-01') };
    expect(checkNewOffice(directory, lost)).toEqual(refusedWith('UNKNOWN_OFFICE'));
  });

  it('is refused without a channel: every channel ends at the Ministry', () => {
    const mute = { ...fresh, channel: null };
    expect(checkNewOffice(directory, mute)).toEqual(refusedWith('NO_CHANNEL_ABOVE'));
  });

  it('is refused when it would end before it begins', () => {
    const short = { ...fresh, validTo: fresh.validFrom };
    expect(checkNewOffice(directory, short)).toEqual(refusedWith('VALUE_OUT_OF_RANGE'));
  });
});

describe('an office that changes', () => {
  it('has its old row until the day before and the new one from the day on', () => {
    const from = day('2026-03-01');
    const plan = planOfficeChange(directory, 'UBX-1', from, { channel: 'BCA-A03', source: 'x' });
    expect(plan).toMatchObject({
      kind: 'planned',
      before: { id: 'UBX-1', channel: 'CAT-15', validFrom: '2024-01-01' },
      after: { id: 'UBX-1', channel: 'BCA-A03', validFrom: '2026-03-01', validTo: null },
    });
  });

  it('is refused on or before the day its present row began', () => {
    const plan = planOfficeChange(directory, 'UBX-1', day('2024-01-01'), { source: 'x' });
    expect(plan).toEqual(refusedWith('VALUE_OUT_OF_RANGE'));
  });

  it('is refused a channel that would come back to itself', () => {
    const from = day('2026-03-01');
    const round = planOfficeChange(directory, 'CAT-15', from, { channel: 'UBX-1', source: 'x' });
    expect(round).toEqual(refusedWith('NO_CHANNEL_ABOVE'));
  });

  it('is refused a parent that lies under it', () => {
    const from = day('2026-03-01');
    const round = planOfficeChange(directory, 'BCA', from, { parent: 'CAT-15', source: 'x' });
    expect(round).toEqual(refusedWith('VALUE_OUT_OF_RANGE'));
  });

  it('is refused when it is not there on the day', () => {
    const plan = planOfficeChange(directory, 'OLD', day('2026-03-01'), { source: 'x' });
    expect(plan).toEqual(refusedWith('UNKNOWN_OFFICE'));
  });
});

describe('an office that ends', () => {
  it('ends once, after it began', () => {
    expect(planOfficeEnd(directory, 'UBX-1', day('2026-07-01'))).toMatchObject({
      validTo: '2026-07-01',
    });
    expect(planOfficeEnd(directory, 'OLD', day('2026-07-01'))).toEqual(refusedWith('ALREADY_DONE'));
    const before = planOfficeEnd(directory, 'UBX-1', day('2024-01-01'));
    expect(before).toEqual(refusedWith('VALUE_OUT_OF_RANGE'));
  });

  it('is never the Ministry', () => {
    const end = planOfficeEnd(directory, 'BCA', day('2026-07-01'));
    expect(end).toEqual(refusedWith('NO_CHANNEL_ABOVE'));
  });

  it('leaves the channels under it broken, and they are listed', () => {
    const without = rows.map((row) =>
      row.id === 'CAT-15' ? { ...row, validTo: day('2026-07-01') } : row,
    );
    const after = createDirectory(without, [], []);
    expect(brokenChannels(after, day('2026-06-30'))).toEqual([]);
    expect(brokenChannels(after, day('2026-07-01'))).toEqual(['UBX-1']);
  });
});

describe('a succession', () => {
  const heir = { from: 'OLD', to: 'UBX-1', on: day('2025-07-01'), scope: 'all', source: 'x' };

  it('passes the work of a body that has ended to one that is there', () => {
    expect(checkSuccession(directory, heir)).toBeNull();
  });

  it('is refused while the body goes on', () => {
    const early = { ...heir, on: day('2025-06-30') };
    expect(checkSuccession(directory, early)).toEqual(refusedWith('VALUE_OUT_OF_RANGE'));
  });

  it('is refused to and from bodies that nobody knows', () => {
    const unknown = refusedWith('UNKNOWN_OFFICE');
    expect(checkSuccession(directory, { ...heir, to: 'NOBODY' })).toEqual(unknown);
    expect(checkSuccession(directory, { ...heir, from: 'NOBODY' })).toEqual(unknown);
  });
});

describe('a change', () => {
  it('belongs to the stream of the office or person it is about', () => {
    const office = rows[0] ?? anOffice('BCA', 'ministry');
    expect(streamOf({ kind: 'office-added', office })).toBe('office/BCA');
    expect(streamOf({ kind: 'password-set', person: 'p' })).toBe('person/p');
  });
});
