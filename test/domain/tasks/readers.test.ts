import { describe, expect, it } from 'vitest';
import { CAPACITIES } from '../../../domain/offices/person.ts';
import { readersOfTask, readsTask, taskReadingOf } from '../../../domain/tasks/readers.ts';
import type { AgencyTask } from '../../../domain/tasks/task.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { DIRECTORY, somebody } from '../../support/office-play.ts';
import { COMMUNE, NATURES, TERMS, TaskPlay } from './task-play.ts';

const directory = DIRECTORY.at('2026-12-01' as CivilDate);

function reads(who: string, task: AgencyTask, helpers: readonly string[] = []): boolean {
  const readers = readersOfTask(task, directory);
  const helping = helpers.map((office) => ({ office, scope: null }));
  return readsTask(taskReadingOf(somebody(who), directory), task, { readers, helping });
}

describe('who may read a task', () => {
  const { after: task } = new TaskPlay();

  it('is everybody of its office but the administrator', () => {
    const reading = CAPACITIES.filter((as) => reads(`${as}@${COMMUNE}`, task));
    expect(reading).toEqual(CAPACITIES.filter((as) => as !== 'administrator'));
  });

  it('is who follows it up, whose plan it is, and everybody above on either line', () => {
    for (const office of ['CAT-15', 'CAT-15-PA03', 'UBND-15', 'BCA-A03', 'BCA']) {
      expect(reads(`case-officer@${office}`, task), office).toBe(true);
      expect(reads(`inspector@${office}`, task), office).toBe(true);
      expect(reads(`staff@${office}`, task), office).toBe(false);
      expect(reads(`duty-officer@${office}`, task), office).toBe(false);
      expect(reads(`administrator@${office}`, task), office).toBe(false);
    }
  });

  it('is the superior also where the plan is another one’s', () => {
    const { after: ministerial } = new TaskPlay({
      owner: 'BCA',
      reviewer: { office: 'BCA', desk: 'BCA-A03' },
    });
    for (const office of ['UBND-15', 'CAT-15']) {
      expect(reads(`head@${office}`, ministerial), office).toBe(true);
    }
  });

  it('is nobody beside, below, or elsewhere', () => {
    for (const office of ['UBX-03006', 'SVHTTDL-15', 'CAT-40', 'UBND-40', 'BKHCN', 'BTP']) {
      expect(reads(`head@${office}`, task), office).toBe(false);
    }
    const { after: province } = new TaskPlay({ office: 'UBND-15' });
    expect(reads(`head@${COMMUNE}`, province)).toBe(false);
  });

  it('is the lead for who helps it, and whoever helps it for the lead', () => {
    const { after: helping } = new TaskPlay({ role: 'coordinating', lead: 'SVHTTDL-15' });
    expect(reads('case-officer@SVHTTDL-15', helping)).toBe(true);
    expect(reads('case-officer@BKHCN', task, ['BKHCN'])).toBe(true);
    expect(reads('staff@BKHCN', task, ['BKHCN'])).toBe(false);
  });

  it('is who appraises its list', () => {
    const nature = { ...NATURES.list, forwardedTo: 'BKHCN' };
    const { after: list } = new TaskPlay({}, { ...TERMS, nature });
    expect(reads('case-officer@BKHCN', list)).toBe(true);
  });

  it('is, of a body that has ended, whoever does its work', () => {
    const { after: ended } = new TaskPlay({ office: 'BTTTT', owner: 'CP' });
    expect(reads('staff@BKHCN', ended)).toBe(true);
    expect(reads('head@BTP', ended)).toBe(false);
  });

  it('is, of a part of the work of a divided body, whoever does that part', () => {
    const { after: press } = new TaskPlay({ office: 'BTTTT', owner: 'CP', scope: 'press' });
    for (const as of ['staff', 'head', 'inspector']) {
      expect(reads(`${as}@BVHTTDL`, press), as).toBe(true);
      expect(reads(`${as}@BKHCN`, press), as).toBe(false);
    }
    // What nobody ever divided goes with the rest.
    const { after: other } = new TaskPlay({ office: 'BTTTT', owner: 'CP', scope: 'archives' });
    expect([reads('staff@BKHCN', other), reads('staff@BVHTTDL', other)]).toEqual([true, false]);
    // As long as the body is there, it is its own.
    const { after: living } = new TaskPlay({ office: 'BKHCN', owner: 'CP', scope: 'press' });
    expect(reads('staff@BKHCN', living)).toBe(true);
  });
});
