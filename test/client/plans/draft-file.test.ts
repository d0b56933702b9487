import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { draftFile } from '../../../client/plans/draft-file.ts';
import { readPlanText } from '../../../client/plans/read-plan.ts';
import { createDirectory } from '../../../domain/offices/directory.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../../rules/load-offices.ts';

const { rows, successions } = loadOffices();
const DRAFT = readPlanText(
  readFileSync(new URL('./made-up/ke-hoach-mien-nui.md', import.meta.url), 'utf8'),
  createDirectory(rows, successions, loadRouting()),
  '2027-06-01' as CivilDate,
);

describe('the file of a draft', () => {
  const words = { head: '', doubt: (doubt: string) => doubt };

  const issued = (issuedBy: string, number = '15/KH-UBND') => {
    const draft = { ...DRAFT, issuedBy, number, month: null };
    const written = draftFile({ ...draft, date: '2027-03-01' as CivilDate }, 'a.md', [], words);
    return parse(written) as { id: string; followUp: unknown };
  };

  it('has an id of its own for each body that gives the same number', () => {
    expect(issued('UBX-02647').id).toBe('15-kh-ubnd-ubx-02647-2027');
    expect(issued('UBX-03006').id).toBe('15-kh-ubnd-ubx-03006-2027');
    const long = issued('UBX-02647', 'x'.repeat(200)).id;
    expect(long).toMatch(/x-ubx-02647-2027$/);
    expect(long.length).toBeLessThanOrEqual(90);
  });

  it('proposes who follows it up for a province and the Ministry only', () => {
    expect(issued('UBND-15').followUp).toEqual({ office: 'CAT-15', desk: 'CAT-15-PA03' });
    for (const issuer of ['CP', 'BCA']) {
      expect(issued(issuer).followUp).toEqual({ office: 'BCA', desk: 'BCA-A03' });
    }
    for (const issuer of ['UBX-02647', 'BKHCN', 'CAT-15']) {
      expect(issued(issuer).followUp).toEqual({ office: '?', desk: '?' });
    }
  });
});
