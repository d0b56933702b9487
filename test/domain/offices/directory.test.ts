import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDirectory } from '../../../domain/offices/directory.ts';
import { anOffice, day } from './fixtures.ts';

const BCA = anOffice('BCA', 'public-security-ministry', { channel: null });
const A03 = anOffice('BCA-A03', 'ministry-unit', { parent: 'BCA' });

describe('the directory on a date', () => {
  const early = anOffice('S', 'department', { validTo: day('2025-07-01'), parent: 'BCA' });
  const late = anOffice('S', 'department', { validFrom: day('2025-07-01'), parent: 'BCA-A03' });
  const directory = createDirectory([late, BCA, early, A03], [], []);

  it('shows the old row until the day before, the new one from the day on', () => {
    expect(directory.at(day('2025-06-30')).parentOf('S')).toBe('BCA');
    expect(directory.at(day('2025-07-01')).parentOf('S')).toBe('BCA-A03');
  });

  it('does not show an office before it began', () => {
    expect(directory.at(day('2023-12-31')).office('S')).toBeUndefined();
    expect(directory.at(day('2023-12-31')).all()).toEqual([]);
  });

  it('lists the offices under a parent only while they are there', () => {
    expect(directory.at(day('2025-06-30')).childrenOf('BCA')).toEqual(['BCA-A03', 'S']);
    expect(directory.at(day('2025-07-01')).childrenOf('BCA')).toEqual(['BCA-A03']);
  });

  it('keeps the newest row of an office and knows every id that was ever given', () => {
    expect(directory.last('S')).toEqual(late);
    expect(directory.wasEver('S')).toBe(true);
    expect(directory.wasEver('T')).toBe(false);
  });
});

describe('successors', () => {
  const rows = [
    anOffice('A', 'ministry', { validTo: day('2025-03-01') }),
    anOffice('B', 'ministry', { validTo: day('2025-07-01') }),
    anOffice('C', 'ministry'),
    anOffice('P', 'ministry'),
    anOffice('GONE', 'ministry', { validTo: day('2025-03-01') }),
  ];
  const directory = createDirectory(
    rows,
    [
      { from: 'A', to: 'B', on: day('2025-03-01'), scope: 'all', source: 'test' },
      { from: 'A', to: 'P', on: day('2025-03-01'), scope: 'press', source: 'test' },
      { from: 'B', to: 'C', on: day('2025-07-01'), scope: 'all', source: 'test' },
    ],
    [],
  );

  it('are the body itself while it lasts', () => {
    expect(directory.at(day('2025-02-28')).successorOf('A')).toBe('A');
  });

  it('are followed through the chain, as far as the date reaches', () => {
    expect(directory.at(day('2025-03-01')).successorOf('A')).toBe('B');
    expect(directory.at(day('2025-07-01')).successorOf('A')).toBe('C');
  });

  it('of a part of the work go to the body that took that part', () => {
    expect(directory.at(day('2026-01-01')).successorOf('A', 'press')).toBe('P');
    expect(directory.at(day('2026-01-01')).successorOf('A', 'something else')).toBe('C');
  });

  it('are none for a body without an heir, one not begun, and one not known', () => {
    expect(directory.at(day('2026-01-01')).successorOf('GONE')).toBeUndefined();
    expect(directory.at(day('2023-01-01')).successorOf('C')).toBeUndefined();
    expect(directory.at(day('2026-01-01')).successorOf('NOBODY')).toBeUndefined();
  });

  it('of two bodies that name each other end in nothing instead of going round', () => {
    const ended = { validTo: day('2025-01-01') };
    const round = createDirectory(
      [anOffice('X', 'ministry', ended), anOffice('Y', 'ministry', ended)],
      [
        { from: 'X', to: 'Y', on: day('2025-01-01'), scope: 'all', source: 'test' },
        { from: 'Y', to: 'X', on: day('2025-01-01'), scope: 'all', source: 'test' },
      ],
      [],
    );
    expect(round.at(day('2026-01-01')).successorOf('X')).toBeUndefined();
  });
});

describe('walking up', () => {
  it('ends in any directory, even one whose parents and channels go round', () => {
    const ids = ['A', 'B', 'C', 'D', 'E'];
    const link = fc.option(fc.constantFrom(...ids), { nil: null });
    const links = fc.array(fc.tuple(link, link), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(links, (all) => {
        const rows = all.map(([parent, channel], index) =>
          anOffice(ids[index] ?? 'A', 'department', { parent, channel }),
        );
        const view = createDirectory(rows, [], []).at(day('2026-01-01'));
        for (const id of ids) {
          for (const above of [view.parentsOf(id), view.channelsOf(id)]) {
            expect(above).not.toContain(id);
            expect(new Set(above).size).toBe(above.length);
          }
        }
      }),
    );
  });
});

describe('handling', () => {
  const police = anOffice('CAT-15', 'provincial-police', { parent: 'BCA', channel: 'BCA-A03' });
  const unit = anOffice('CAT-15-PA03', 'provincial-police-unit', {
    parent: 'CAT-15',
    channel: 'CAT-15',
  });
  const view = createDirectory([BCA, A03, police, unit], [], []).at(day('2026-01-01'));

  it('a case about itself is refused to every office', () => {
    for (const id of ['BCA', 'BCA-A03', 'CAT-15', 'CAT-15-PA03']) {
      expect(view.mayHandle(id, id)).toBe(false);
    }
  });

  it('a case about the provincial police is refused to its unit and left to the Ministry', () => {
    expect(view.mayHandle('CAT-15-PA03', 'CAT-15')).toBe(false);
    expect(view.mayHandle('BCA-A03', 'CAT-15')).toBe(true);
  });

  it('a case about the Ministry is left to its desk: no office is above', () => {
    expect(view.mayHandle('BCA-A03', 'BCA')).toBe(true);
  });

  it('nothing is left to an office that does not exist', () => {
    expect(view.mayHandle('CAT-99', 'CAT-15')).toBe(false);
  });
});
