import { describe, expect, it } from 'vitest';
import { CAPACITIES } from '../../../domain/offices/person.ts';
import { difficultyReadingOf, readersOfDifficulty } from '../../../domain/difficulties/readers.ts';
import type { Difficulty } from '../../../domain/difficulties/difficulty.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { DIRECTORY, somebody } from '../../support/office-play.ts';
import { DifficultyPlay } from './difficulty-play.ts';

const directory = DIRECTORY.at('2026-12-01' as CivilDate);

function reads(who: string, difficulty: Difficulty, planOwner: string | null = null): boolean {
  const readers = readersOfDifficulty(difficulty, planOwner, directory);
  const offices = difficultyReadingOf(somebody(who), directory);
  return readers.some((reader) => offices.includes(reader));
}

describe('who may read a difficulty', () => {
  const { after: raised } = new DifficultyPlay();

  it('is who works in the office that raised it, not its staff nor its administrator', () => {
    const reading = CAPACITIES.filter((as) => reads(`${as}@UBX-02647`, raised));
    expect(reading).toEqual(CAPACITIES.filter((as) => as !== 'administrator' && as !== 'staff'));
  });

  it('is the whole channel above, and nobody beside or elsewhere', () => {
    for (const office of ['CAT-15-PA03', 'CAT-15', 'UBND-15', 'BCA-A03', 'BCA']) {
      expect(reads(`case-officer@${office}`, raised), office).toBe(true);
    }
    for (const office of ['UBX-03006', 'CAT-40', 'UBND-40', 'BKHCN']) {
      expect(reads(`head@${office}`, raised), office).toBe(false);
    }
  });

  it('is the owner of the plan, where it is about a task of one', () => {
    expect(reads('head@BKHCN', raised, 'BKHCN')).toBe(true);
    const { after: general } = new DifficultyPlay({ about: { plan: 'lao-cai-2026', task: null } });
    expect(reads('head@BKHCN', general, 'BKHCN')).toBe(false);
  });
});
