import { describe, expect, test } from 'vitest';
import { createDirectory } from '../../domain/offices/directory.ts';
import { coverageOf, ownTasksOf } from '../../domain/plans/coverage.ts';
import { missingClears } from '../../domain/plans/plan.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../rules/load-offices.ts';
import { loadPlans } from '../../rules/load-plans.ts';

const communes = loadPlans(new URL('../../examples/communes/', import.meta.url));
const [upper] = loadPlans().filter(({ id }) => id === 'lao-cai-2026');
const { rows, successions } = loadOffices();
const directory = createDirectory(rows, successions, loadRouting()).at('2026-06-01' as CivilDate);

describe('the plans of five communes under the plan of Lào Cai', () => {
  test('name tasks that the upper plan has, and have all five clears', () => {
    const known = upper?.tasks.map(({ id }) => id) ?? [];
    expect(communes).toHaveLength(5);
    for (const plan of communes) {
      expect(directory.office(plan.owner)?.kind).toBe('commune-committee');
      expect(plan.upper?.plan).toBe(upper?.id);
      for (const task of plan.tasks) {
        expect(known).toContain(task.carriesOut);
        expect(missingClears(task), `${plan.id} ${task.id}`).toEqual([]);
      }
    }
  });

  test('cover their part of it, and no other office is covered', () => {
    if (upper === undefined) throw new Error('No plan of Lào Cai');
    const coverage = coverageOf(upper, communes.flatMap(ownTasksOf), directory);
    const covered = (task: string) =>
      coverage
        .find((row) => row.task === task)
        ?.offices.flatMap((one) => (one.covered ? [one.office] : []))
        .sort();
    expect(covered('II.5')).toEqual(['UBX-02647', 'UBX-02701', 'UBX-02839', 'UBX-03006']);
    expect(covered('II.4')).toEqual(['UBX-02647', 'UBX-02683', 'UBX-03006']);
    expect(covered('III.4')).toEqual(['UBX-02647']);
    expect(covered('II.1.a')).toEqual([]);
  });
});
