import { describe, expect, test } from 'vitest';
import type { Holders, Plan, PlanTask } from '../../../domain/plans/plan.ts';
import type { GivenLead, TaskPlace } from '../../../domain/plans/process/places.ts';
import { askedAmong, leadOf, placesOfPlan } from '../../../domain/plans/process/places.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { DIRECTORY } from '../../support/office-play.ts';
import { taskOf } from '../../support/plans.ts';
import { LAO_CAI, QD_801 } from './plan-play.ts';

const day = (text: string) => DIRECTORY.at(text as CivilDate);
const of = (places: readonly TaskPlace[], task: string) =>
  places.filter((place) => place.task === task);

describe('what was laid down and nobody began', () => {
  const on = day('2026-06-01');
  const before = of(placesOfPlan(LAO_CAI, new Set(), on), 'II.5');
  const asked = (plan: Plan) => {
    const places = askedAmong(plan, before, on);
    return [places.length, new Set(places.map(({ role }) => role))] as const;
  };
  const amended = (change: Partial<PlanTask>) => ({
    ...LAO_CAI,
    tasks: LAO_CAI.tasks.map((one) => (one.id === 'II.5' ? { ...one, ...change } : one)),
  });

  test('is asked as long as the plan names the same offices in the same part', () => {
    expect(asked(LAO_CAI)[0]).toBe(before.length);
    expect(asked(amended({ product: null }))[0]).toBe(before.length);
  });

  test('is not asked of an office that another version names no more, or in another part', () => {
    const police: Holders = { kind: 'office', office: 'CAT-15', scope: null };
    const { lead } = taskOf(LAO_CAI, 'II.5');
    expect(asked(amended({ lead: [police], coordinating: [], asked: [] }))[0]).toBe(
      before.filter(({ office, role }) => office === 'CAT-15' && role === 'lead').length,
    );
    expect(asked(amended({ lead: [police], coordinating: lead, asked: [] }))[1]).not.toContain(
      'asked',
    );
    const gone = { ...LAO_CAI, tasks: LAO_CAI.tasks.filter(({ id }) => id !== 'II.5') };
    expect(asked(gone)[0]).toBe(0);
  });

  test('is asked of the successor of a body that ended', () => {
    const [press] = of(placesOfPlan(QD_801, new Set(['I']), day('2024-08-06')), 'II.2.a-3');
    if (press === undefined) throw new Error('No place');
    expect(press.office).toBe('BTTTT');
    expect(askedAmong(QD_801, [press], day('2025-03-03'))).toEqual([press]);
  });
});

describe('who leads a task that others help with', () => {
  const on = day('2026-06-01');
  const task = taskOf(LAO_CAI, 'II.1.a');
  const led: GivenLead = {
    ...{ task: 'II.1.a', role: 'lead', scope: null, office: 'CAT-15', givenTo: 'CAT-15' },
    ...{ isReassigned: false, ending: null, edition: 1 },
  };
  const elsewhere: PlanTask = {
    ...task,
    lead: [{ kind: 'office', office: 'STC-15', scope: null }],
  };
  const second = { version: 2 };

  test('is whom the plan names', () => {
    expect(leadOf(LAO_CAI, task, [], on)).toBe('CAT-15');
    expect(leadOf(LAO_CAI, task, [led], on)).toBe('CAT-15');
    expect(leadOf(LAO_CAI, task, [{ ...led, ending: 'on-time' }], on)).toBe('CAT-15');
  });

  test('is whom the next version names, though the one before has not heard of it yet', () => {
    expect(leadOf(second, elsewhere, [led], on)).toBe('STC-15');
    expect(leadOf(second, elsewhere, [{ ...led, ending: 'dropped', edition: 1 }], on)).toBe(
      'STC-15',
    );
  });

  test('is to whom the owner gave it, and nobody when the owner took it back', () => {
    const given = { ...led, office: 'SNV-15', isReassigned: true };
    expect(leadOf(LAO_CAI, task, [given], on)).toBe('SNV-15');
    expect(leadOf(LAO_CAI, task, [{ ...led, ending: 'withdrawn' }], on)).toBeNull();
  });

  test('is nobody alone where several lead, also when one of them got it from the owner', () => {
    expect(leadOf(LAO_CAI, taskOf(LAO_CAI, 'II.5'), [], on)).toBeNull();
    const given = { ...led, office: 'SNV-15', isReassigned: true };
    expect(leadOf(second, elsewhere, [given], on)).toBeNull();
  });

  test('stays who was given it within one version, though of that kind no more', () => {
    const kinds: PlanTask = {
      ...task,
      lead: [{ kind: 'office', office: 'BKHONGCON', scope: null }],
    };
    expect(leadOf(LAO_CAI, kinds, [led], on)).toBe('CAT-15');
    expect(leadOf(second, kinds, [led], on)).toBeNull();
  });
});
