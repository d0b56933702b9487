import { describe, expect, it } from 'vitest';
import { CAPACITIES } from '../../../domain/offices/person.ts';
import { readingOf, readsReport } from '../../../domain/reporting/process/readers.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { DIRECTORY, somebody } from '../../support/office-play.ts';

const directory = DIRECTORY.at('2026-12-01' as CivilDate);
const COMMUNE = { office: 'UBX-02647', drafting: 'UBX-02647', assigned: ['staff@UBX-02647'] };
const PROVINCE = { office: 'UBND-15', drafting: 'CAT-15', assigned: ['staff@UBND-15'] };
const OF_COMMUNE = ['UBX-02647', 'UBND-15', 'CAT-15', 'BCA', 'BCA-A03'];
const OF_PROVINCE = ['UBND-15', 'CAT-15', 'BCA', 'BCA-A03'];

function reads(who: string, report: typeof COMMUNE, readers: readonly string[]): boolean {
  return readsReport(readingOf(somebody(who), directory), report, readers);
}

describe('who may read a report', () => {
  it('is who works on reports in its office, not the duty officer nor the administrator', () => {
    const reading = CAPACITIES.filter((as) => reads(`${as}@UBX-02647`, COMMUNE, OF_COMMUNE));
    expect(reading).toEqual(['staff', 'clerk', 'case-officer', 'deputy-head', 'head', 'inspector']);
  });

  it('is, of the staff, who was assigned to write it, in the office that writes', () => {
    expect(reads('staff@UBX-02647', COMMUNE, OF_COMMUNE)).toBe(true);
    expect(reads('staff@UBX-02647/2', COMMUNE, OF_COMMUNE)).toBe(false);
    const moved = { ...somebody('staff@UBX-03006'), person: 'staff@UBX-02647' };
    expect(readsReport(readingOf(moved, directory), COMMUNE, OF_COMMUNE)).toBe(false);
    expect(reads('staff@UBND-15', PROVINCE, OF_PROVINCE)).toBe(true);
  });

  it('is everybody above that collects it, and nobody beside or below', () => {
    for (const office of ['UBND-15', 'CAT-15', 'BCA', 'BCA-A03']) {
      expect(reads(`case-officer@${office}`, COMMUNE, OF_COMMUNE), office).toBe(true);
    }
    for (const office of ['UBX-03006', 'UBND-40', 'CAT-40', 'BKHCN', 'SVHTTDL-15']) {
      expect(reads(`head@${office}`, COMMUNE, OF_COMMUNE), office).toBe(false);
    }
    expect(reads('head@UBX-02647', PROVINCE, OF_PROVINCE)).toBe(false);
  });

  it('is a unit’s officer for the body that it works for, its head only with an authority', () => {
    expect(reads('case-officer@CAT-15-PA03', PROVINCE, OF_PROVINCE)).toBe(true);
    expect(reads('head@CAT-15-PA03', PROVINCE, OF_PROVINCE)).toBe(false);
    expect(reads('head@BCA-A03', PROVINCE, OF_PROVINCE)).toBe(true);
  });
});
