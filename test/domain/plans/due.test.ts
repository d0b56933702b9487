import { describe, expect, it } from 'vitest';
import { dueOf, occurrencesOf, phasesOn } from '../../../domain/plans/due.ts';
import { dutiesDue } from '../../../domain/plans/duties.ts';
import type { Plan, PlanTask } from '../../../domain/plans/plan.ts';
import { USUAL_HOURS } from '../../../domain/time/calendar.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { loadCalendars } from '../../../rules/load-calendars.ts';
import { broughtDirectory, broughtPlan, taskOf } from '../../support/plans.ts';

const on = broughtDirectory();
const plan = broughtPlan('801-qd-ttg-2024');
const laoCai = broughtPlan('lao-cai-2026');
const clockwork = { calendar: loadCalendars().VN, hours: USUAL_HOURS };

const due = (of: Plan, id: string) => dueOf(of, taskOf(of, id), clockwork);
const midnight = (date: string) => `${date}T00:00:00.000+07:00` as Instant;
const day = (date: string) => date as CivilDate;

describe("when a task is late, by Lào Cai's dates", () => {
  it('is the end of 28/02/2027 for "trước ngày 01/3/2027", with Friday 26/02 to aim for', () => {
    const derivation = due(laoCai, 'II.2');
    expect(derivation).toMatchObject({
      due: midnight('2027-03-01'),
      aim: midnight('2027-02-27'),
    });
    expect(derivation?.steps.map(({ rule }) => rule)).toEqual([
      'before-date',
      'provisional',
      'weekend',
      'weekend',
      'plain',
      'aim',
    ]);
    expect(derivation?.steps[0]?.params).toEqual({ date: '2027-03-01', last: '2027-02-28' });
  });

  it('is the end of 31/12/2026 for "trước ngày 01/01/2027", a Thursday', () => {
    expect(due(laoCai, 'II.5')).toMatchObject({
      due: midnight('2027-01-01'),
      aim: midnight('2027-01-01'),
    });
  });

  it('is from 1 April to the end of 31 May 2026, a Sunday, as it stands', () => {
    for (const id of ['II.6.a-1', 'II.6.a-2', 'II.6.a-3']) {
      expect(due(laoCai, id)).toMatchObject({
        from: midnight('2026-04-01'),
        due: midnight('2026-06-01'),
      });
    }
  });

  it('is never for what is done constantly, and its occurrences end with their quarters', () => {
    expect(due(laoCai, 'II.3')?.due).toBeNull();
    const days = { from: day('2026-04-15'), to: day('2027-03-31') };
    const found = occurrencesOf(laoCai, taskOf(laoCai, 'II.3'), days, clockwork);
    expect(found.map(({ id, from, to, derivation }) => [id, from, to, derivation.due])).toEqual([
      ['2026-Q2', '2026-04-01', '2026-06-30', midnight('2026-07-01')],
      ['2026-Q3', '2026-07-01', '2026-09-30', midnight('2026-10-01')],
      ['2026-Q4', '2026-10-01', '2026-12-31', midnight('2027-01-01')],
      ['2027-Q1', '2027-01-01', '2027-03-31', midnight('2027-04-01')],
    ]);
    expect(found[0]?.derivation.steps.map(({ rule }) => rule)).toEqual([
      'window-opens',
      'window-closes',
    ]);
  });
});

describe('when a task is late, by the phases of 801', () => {
  it('is the end of the phase, and never for the one without an end', () => {
    expect(due(plan, 'II.2.a-3')).toMatchObject({
      from: midnight('2024-01-01'),
      due: midnight('2025-01-01'),
    });
    expect(due(plan, 'II.2.b')?.due).toBe(midnight('2028-01-01'));
    expect(due(plan, 'II.2.c')).toMatchObject({ from: midnight('2028-01-01'), due: null });
  });

  it('is an end that an amendment gives to the phase', () => {
    const ended = {
      ...plan,
      version: 2,
      phases: plan.phases.map((one) =>
        one.id === 'III' ? { ...one, to: day('2030-12-31') } : one,
      ),
    };
    expect(due(ended, 'II.2.c')?.due).toBe(midnight('2031-01-01'));
  });

  it('collects once in each year of the second phase, and not outside it', () => {
    const days = { from: day('2024-08-06'), to: day('2030-12-31') };
    const found = occurrencesOf(plan, taskOf(plan, 'II.2.b'), days, clockwork);
    expect(found.map(({ id }) => id)).toEqual(['2025', '2026', '2027']);
    expect(occurrencesOf(plan, taskOf(plan, 'II.2.a-4'), days, clockwork)).toEqual([]);
    const early = { from: day('2024-08-06'), to: day('2024-12-31') };
    expect(occurrencesOf(plan, taskOf(plan, 'II.2.b'), early, clockwork)).toEqual([]);
  });

  it('counts quarters, halves and years of the calendar, also over a year', () => {
    const task = taskOf(laoCai, 'II.3');
    const every = (unit: 'half-year' | 'year'): PlanTask => ({
      ...task,
      due: { kind: 'standing', every: { unit, certainty: 'set-by-officer' } },
    });
    const ids = (unit: 'half-year' | 'year') =>
      occurrencesOf(
        laoCai,
        every(unit),
        { from: day('2026-06-30'), to: day('2027-07-01') },
        clockwork,
      ).map(({ id, to }) => `${id} ${to}`);
    expect(ids('half-year')).toEqual([
      '2026-H1 2026-06-30',
      '2026-H2 2026-12-31',
      '2027-H1 2027-06-30',
      '2027-H2 2027-12-31',
    ]);
    expect(ids('year')).toEqual(['2026 2026-12-31', '2027 2027-12-31']);
  });

  it('knows which phases are open on a date', () => {
    const open = (date: string) => phasesOn(plan, day(date)).map(({ id }) => id);
    const days = [
      '2024-08-06',
      '2024-12-31',
      '2025-01-01',
      '2027-12-31',
      '2028-01-01',
      '2040-01-01',
    ];
    expect(days.map(open)).toEqual([['I'], ['I'], ['II'], ['II'], ['III'], ['III']]);
  });
});

describe('what is owed', () => {
  const owed = (of: Plan, now: Instant, since: string, directoryOn = now.slice(0, 10)) =>
    dutiesDue(of, now, { since: day(since), directory: on(directoryOn), ...clockwork });
  const tally = (duties: ReturnType<typeof owed>) => {
    const counts = new Map<string, number>();
    for (const { task, occurrence } of duties) {
      const key = occurrence === null ? task : `${task} ${occurrence}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  };
  const LAST_MOMENT = (date: string) => `${date}T23:59:59.999+07:00` as Instant;

  it('is nothing in April and May 2026, and 118 regulations on the first instant of June', () => {
    for (const date of ['2026-04-15', '2026-04-30', '2026-05-31']) {
      expect(tally(owed(laoCai, LAST_MOMENT(date), '2026-04-15')), date).toEqual({});
    }
    const june = owed(laoCai, midnight('2026-06-01'), '2026-04-15');
    // 99 communes, 14 departments, 2 centres, the newspaper, the police: each its own; the police
    // with the People's Committee's as well. Those who are only asked owe nothing.
    expect(tally(june)).toEqual({ 'II.6.a-1': 1, 'II.6.a-3': 117 });
    expect(june.filter(({ office }) => /^(TU|DBQH|HDND)-15$/.test(office))).toEqual([]);
    expect(june[0]?.derivation.steps.map(({ rule, params }) => [rule, params])).toEqual([
      ['window-opens', { date: '2026-04-01' }],
      ['window-closes', { last: '2026-05-31' }],
    ]);
  });

  it('has the lists of 113 bodies on it at 1/1/2027 0:00, and not a moment before', () => {
    const new2027 = tally(owed(laoCai, midnight('2027-01-01'), '2026-04-15'));
    expect(new2027).toMatchObject({ 'II.5': 113, 'II.3 2026-Q4': 1, 'II.4 2026-Q4': 113 });
    expect(new2027).not.toHaveProperty('II.2');
    const eve = tally(owed(laoCai, LAST_MOMENT('2026-12-31'), '2026-04-15'));
    expect(eve).not.toHaveProperty('II.5');
    expect(eve).not.toHaveProperty('II.3 2026-Q4');
    expect(eve).toHaveProperty('II.3 2026-Q3', 1);
  });

  it('has the review of the legal texts on it at 1/3/2027 0:00, by the police alone', () => {
    expect(tally(owed(laoCai, LAST_MOMENT('2027-02-28'), '2026-04-15'))).not.toHaveProperty('II.2');
    const march = owed(laoCai, midnight('2027-03-01'), '2026-04-15');
    const review = march.filter(({ task }) => task === 'II.2');
    expect(review.map(({ office }) => office)).toEqual(['CAT-15']);
    expect(review[0]?.derivation).toMatchObject({
      due: midnight('2027-03-01'),
      aim: midnight('2027-02-27'),
    });
  });

  it('is owed by the successors: the media task by the ministry that has the press', () => {
    expect(owed(plan, LAST_MOMENT('2024-12-31'), '2024-08-06', '2024-12-31')).not.toContainEqual(
      expect.objectContaining({ task: 'II.2.a-3' }),
    );
    const media = (date: string) =>
      owed(plan, midnight(date), '2024-08-06')
        .filter(({ task }) => task === 'II.2.a-3')
        .map(({ office, insteadOf }) => [office, insteadOf]);
    expect(media('2025-02-28')).toEqual([['BTTTT', null]]);
    expect(media('2025-03-01')).toEqual([['BVHTTDL', 'BTTTT']]);
  });

  it('leaves to other processes what they keep, and owes no period before the plan', () => {
    const all = owed(plan, midnight('2026-01-01'), '2024-08-06');
    for (const id of ['II.1-2a', 'II.3a', 'III.3', 'III.4']) {
      expect(
        all.filter(({ task }) => task === id),
        id,
      ).toEqual([]);
    }
    const reviews = all.filter(({ task }) => task === 'II.1-4').map((one) => one.occurrence);
    expect(reviews).toEqual(['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']);
  });
});
