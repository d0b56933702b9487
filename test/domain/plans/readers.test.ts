import { describe, expect, it } from 'vitest';
import { CAPACITIES } from '../../../domain/offices/person.ts';
import type { Work } from '../../../domain/offices/work.ts';
import {
  partiesOf,
  readersOfPlan,
  readingOfPlan,
  readingPlansFor,
} from '../../../domain/plans/process/readers.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { DIRECTORY, somebody } from '../../support/office-play.ts';
import { LAO_CAI, QD_801 } from './plan-play.ts';

const directory = DIRECTORY.at('2026-12-01' as CivilDate);
const adoptedAt = '2026-04-15T08:00:00.000+07:00' as Instant;

/** How much of a plan somebody reads: everything, some offices' work, or nothing (null). */
function reading(who: string, plan = LAO_CAI, since: Instant | null = adoptedAt, on = directory) {
  const { owner, followUp } = plan;
  const run = { owner, followUp, adoptedAt: since };
  const read = readingOfPlan(somebody(who), run, partiesOf(plan, on), on);
  return read === null ? null : read.offices === null ? 'all' : [...read.offices].sort();
}

const parties = (...offices: readonly string[]): Work[] =>
  offices.map((office) => ({ office, scope: null }));

describe('who may read a plan', () => {
  it('is, of a draft, only its owner and whoever follows it up, with their units', () => {
    for (const who of ['clerk@UBND-15', 'head@CAT-15', 'head@CAT-15-PA03', 'inspector@CAT-15']) {
      expect(reading(who, LAO_CAI, null), who).toBe('all');
    }
    for (const who of ['head@BCA', 'head@UBX-02647', 'inspector@BCA-A03', 'head@STC-15']) {
      expect(reading(who, LAO_CAI, null), who).toBeNull();
    }
    expect(reading('case-officer@BCA-A03', QD_801, null)).toBe('all');
  });

  it('is, once it is adopted, everybody with a part in it, for their own work', () => {
    expect(reading('staff@UBX-02647')).toEqual(['UBX-02647']);
    expect(reading('head@STC-15')).toEqual(['STC-15']);
    expect(reading('head@TU-15')).toContain('TU-15');
    expect(reading('head@BVHTTDL', QD_801)).toEqual(['BVHTTDL']);
  });

  it('is whoever stands above its owner, for all of it, or above a part, for that', () => {
    for (const who of ['head@BCA', 'case-officer@BCA-A03', 'inspector@BCA-A03']) {
      expect(reading(who), who).toBe('all');
    }
    // A commune reports to the police of its province, which see what it does.
    const { owner, followUp } = QD_801;
    const run = { owner, followUp, adoptedAt };
    const read = readingOfPlan(
      somebody('head@CAT-15'),
      run,
      parties('UBX-02647', 'UBND-40'),
      directory,
    );
    expect([...(read?.offices ?? [])]).toEqual(['UBX-02647']);
  });

  it('is nobody beside it, and never an administrator', () => {
    for (const who of ['head@UBND-40', 'case-officer@CAT-40', 'head@UBX-16732', 'head@BKHCN']) {
      expect(reading(who), who).toBeNull();
    }
    const readers = CAPACITIES.filter((as) => reading(`${as}@UBND-15`) !== null);
    expect(readers).toEqual(CAPACITIES.filter((as) => as !== 'administrator'));
  });

  it('passes to whoever does the work of a body by then', () => {
    const before = DIRECTORY.at('2024-09-01' as CivilDate);
    expect(reading('head@BTTTT', QD_801, adoptedAt, before)).toEqual(['BTTTT']);
    expect(reading('head@BVHTTDL', QD_801, adoptedAt, before)).toEqual(['BVHTTDL']);
    const { owner, followUp } = QD_801;
    const run = { owner, followUp, adoptedAt };
    // A task that has not moved yet still lies with the body that has ended.
    const heir = readingOfPlan(somebody('head@BKHCN'), run, parties('BTTTT'), directory);
    expect([...(heir?.offices ?? [])]).toEqual(['BTTTT']);
    expect(readingOfPlan(somebody('head@BNV'), run, parties('BTTTT'), directory)).toBeNull();
  });

  it('is kept with the plan as the same offices, whoever asks and whenever', () => {
    const days = ['2024-09-01', '2026-12-01'].map((day) => DIRECTORY.at(day as CivilDate));
    const offices = [
      'BCA',
      'BCA-A03',
      'UBND-15',
      'CAT-15',
      'CAT-15-PA03',
      'UBX-02647',
      'STC-15',
    ].concat(['CAT-40', 'UBND-40', 'UBX-16732', 'BTTTT', 'BKHCN', 'BVHTTDL', 'BNV', 'BTP', 'CP']);
    const divided: Work[] = [...parties('STTTT-15'), { office: 'BTTTT', scope: 'press' }];
    let readings = 0;
    for (const on of days) {
      for (const since of [null, adoptedAt]) {
        for (const { owner, followUp } of [LAO_CAI, QD_801, { ...LAO_CAI, owner: 'BTTTT' }]) {
          const run = { owner, followUp, adoptedAt: since };
          for (const given of [[], parties('UBX-02647'), divided, partiesOf(LAO_CAI, on)]) {
            const kept = readersOfPlan(run, given, on);
            for (const office of offices.filter((one) => on.office(one) !== undefined)) {
              for (const as of ['staff', 'head', 'administrator']) {
                const actor = somebody(`${as}@${office}`);
                const isKept = readingPlansFor(actor, on).some((one) => kept.includes(one));
                const read = readingOfPlan(actor, run, given, on);
                expect(isKept, `${as}@${office} ${owner} ${since} ${on.date}`).toBe(read !== null);
                if (isKept) readings += 1;
              }
            }
          }
        }
      }
    }
    expect(readings).toBeGreaterThan(100);
  });

  it('goes by the scope of the work where a body was divided', () => {
    const { owner, followUp } = LAO_CAI;
    const run = { owner, followUp, adoptedAt };
    const press: Work[] = [{ office: 'BTTTT', scope: 'press' }];
    expect(readingOfPlan(somebody('head@BVHTTDL'), run, press, directory)).not.toBeNull();
    expect(readingOfPlan(somebody('head@BKHCN'), run, press, directory)).toBeNull();
    expect(readersOfPlan(run, press, directory)).toContain('BVHTTDL');
    expect(readersOfPlan(run, press, directory)).not.toContain('BKHCN');
  });
});
