import { describe, expect, test } from 'vitest';
import { dutiesDue } from '../../../domain/plans/duties.ts';
import { dueOf, occurrencesOf } from '../../../domain/plans/due.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import type { GivenPlace, TaskPlace } from '../../../domain/plans/process/places.ts';
import {
  keysTaken,
  placesOfPlan,
  placesToOpen,
  reviewerOf,
  tasksOpenIn,
} from '../../../domain/plans/process/places.ts';
import { openedAt, standingOfPlan } from '../../../domain/plans/process/standing.ts';
import { dueSpec, periodOf, periodSpec, termsIn } from '../../../domain/plans/process/terms.ts';
import { coverageOf } from '../../../domain/plans/coverage.ts';
import { everyOf } from '../../../domain/plans/due.ts';
import { ownTaskOf, standingOf } from '../../../domain/tasks/rows.ts';
import { derive } from '../../../domain/time/derive.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { USUAL_HOURS } from '../../../domain/time/calendar.ts';
import { loadCalendars } from '../../../rules/load-calendars.ts';
import { DIRECTORY } from '../../support/office-play.ts';
import { taskOf } from '../../support/plans.ts';
import { TaskPlay } from '../tasks/task-play.ts';
import { LAO_CAI, PlanPlay, QD_801 } from './plan-play.ts';

const day = (text: string) => DIRECTORY.at(text as CivilDate);
const clockwork = { calendar: loadCalendars().VN, hours: USUAL_HOURS };
const ALL = (plan: Plan) => new Set(plan.phases.map(({ id }) => id));
const of = (places: readonly TaskPlace[], task: string) =>
  places.filter((place) => place.task === task);
const given = (places: readonly TaskPlace[]): readonly GivenPlace[] =>
  places.map(({ task, role, office, scope }) => ({
    ...{ task, role, office, scope },
    ...{ givenTo: office, isReassigned: false, ending: null },
  }));

describe('the places of Lào Cai’s plan', () => {
  const places = placesOfPlan(LAO_CAI, new Set(), day('2026-04-15'));

  test('are one for each task and each office, and none for what another process keeps', () => {
    const keys = places.map(({ task, office }) => `${task}/${office}`);
    expect(new Set(keys).size).toBe(keys.length);
    const kept = LAO_CAI.tasks.filter(({ nature }) => nature.kind === 'kept-by');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.flatMap(({ id }) => of(places, id))).toEqual([]);
    expect(tasksOpenIn(LAO_CAI, new Set()).length).toBe(LAO_CAI.tasks.length - kept.length);
  });

  test('give the review of lists to the 99 communes and every department', () => {
    const leads = of(places, 'II.5').filter(({ role }) => role === 'lead');
    expect(leads.filter(({ office }) => office.startsWith('UBX-'))).toHaveLength(99);
    expect(leads.map(({ office }) => office)).toContain('STC-15');
  });

  test('ask the Party Committee, the delegation and the Council, and order none of them', () => {
    const asked = of(places, 'II.4').filter(({ role }) => role === 'asked');
    expect(asked.map(({ office }) => office)).toEqual(['TU-15', 'DBQH-15', 'HDND-15']);
  });

  test('have the police accept, and the Chairman where it is the police’s own task', () => {
    const [police, commune] = ['CAT-15', 'UBX-02647'].map((office) =>
      of(places, 'II.1.a').find((place) => place.office === office),
    );
    expect(commune).toMatchObject({
      role: 'coordinating',
      lead: 'CAT-15',
      reviewer: { office: 'CAT-15', desk: 'CAT-15-PA03' },
    });
    expect(police).toMatchObject({ role: 'lead', lead: null, reviewer: { office: 'UBND-15' } });
    expect(reviewerOf(LAO_CAI, 'CAT-15-PA03', day('2026-04-15')).office).toBe('UBND-15');
    // The Ministry follows its own plan up: another person of it accepts.
    expect(reviewerOf(QD_801, 'BCA', day('2026-04-15')).office).toBe('BCA');
  });
});

describe('the places of 801', () => {
  test('open with their phases, for the bodies of the day', () => {
    const first = placesOfPlan(QD_801, new Set(['I']), day('2024-08-06'));
    const second = placesOfPlan(QD_801, new Set(['II']), day('2025-08-06'));
    const provinces = (places: readonly TaskPlace[], task: string) =>
      of(places, task).filter(({ office }) => office.startsWith('UBND-')).length;
    expect(of(first, 'II.2.a-3')).toMatchObject([{ office: 'BTTTT', scope: 'press' }]);
    expect(of(first, 'II.2.b')).toEqual([]);
    expect(provinces(first, 'II.2.a-4')).toBe(63);
    expect(provinces(second, 'II.2.b')).toBe(34);
    const late = placesOfPlan(QD_801, new Set(['I']), day('2025-03-01'));
    expect(of(late, 'II.2.a-3')).toMatchObject([{ office: 'BVHTTDL', scope: 'press' }]);
  });

  test('are gathered by whoever leads, where all hand in their share', () => {
    const shares = of(placesOfPlan(QD_801, new Set(['II']), day('2025-08-06')), 'II.2.b');
    const helping = shares.filter(({ role }) => role === 'coordinating');
    expect(helping.length).toBeGreaterThan(34);
    for (const { lead, reviewer } of helping) {
      expect([lead, reviewer.office]).toEqual(['BCA', 'BCA']);
    }
  });

  test.each(['2025-03-01', '2025-07-01'])(
    'that moved on %s are not opened again for the successor',
    (date) => {
      const open = ALL(QD_801);
      const before = given(placesOfPlan(QD_801, open, day('2024-12-31')));
      const taken = keysTaken(before, day(date));
      expect(placesToOpen(QD_801, open, day(date), taken)).toEqual([]);
      const withoutOne = keysTaken(
        before.filter(({ office }) => office !== 'BNG'),
        day(date),
      );
      const again = placesToOpen(QD_801, open, day(date), withoutOne);
      expect(new Set(again.map(({ office }) => office))).toEqual(new Set(['BNG']));
    },
  );
});

describe('what an office was given before', () => {
  const open = ALL(LAO_CAI);
  const on = day('2026-06-01');
  const before = given(placesOfPlan(LAO_CAI, open, on));
  const againFor = (office: string, became: Partial<GivenPlace>) => {
    const held = before.map((one) =>
      one.task === 'II.5' && one.office === office ? { ...one, ...became } : one,
    );
    const again = placesToOpen(LAO_CAI, open, on, keysTaken(held, on));
    return again.map((place) => `${place.task} ${place.office}`);
  };

  test('is not given to it again once the owner took it back, or gave it to another', () => {
    expect(againFor('UBX-03006', { ending: 'withdrawn' })).toEqual([]);
    expect(againFor('UBX-03006', { office: 'BPTTH-15', isReassigned: true })).toEqual([]);
  });

  test('comes again in another part, when the plan gives it that', () => {
    expect(againFor('UBX-03006', { role: 'coordinating' })).toEqual(['II.5 UBX-03006']);
  });

  test('comes again when it fell away with a version of the plan, and is in the next one', () => {
    expect(againFor('UBX-03006', { ending: 'dropped' })).toEqual(['II.5 UBX-03006']);
  });
});

describe('what a place asks', () => {
  test.each(
    [QD_801, LAO_CAI].flatMap((plan) => plan.tasks.map((task) => [task.id, plan] as const)),
  )('of %s is due as the plan’s own derivation says', (id, plan) => {
    const task = taskOf(plan, id);
    const terms = termsIn(plan, plan.phases, id);
    if (terms === null) throw new Error(id);
    const every = everyOf(task);
    if (every === null) {
      const spec = dueSpec(terms);
      const expected = dueOf(plan, task, clockwork)?.due ?? null;
      const due = spec === null ? null : derive(spec, undefined, ...clock).due;
      expect(due).toBe(expected);
      return;
    }
    const days = { from: '2025-01-01' as CivilDate, to: '2027-12-31' as CivilDate };
    for (const { id: name, from, to, derivation } of occurrencesOf(plan, task, days, clockwork)) {
      const period = periodOf(every, to, terms.phase);
      expect(period).toEqual({ id: name, from, to });
      if (period === null) continue;
      expect(derive(periodSpec(period), undefined, ...clock).due).toBe(derivation.due);
    }
  });
  const clock = [clockwork.calendar, clockwork.hours] as const;

  test('of idle offices is late exactly when and for whom the plan says', () => {
    const run = new PlanPlay().adopted();
    const adopted = run.now.slice(0, 10) as CivilDate;
    const some = new Set(['UBX-02647', 'STC-15', 'CAT-15', 'UBND-15', 'VPUBND-15', 'TU-15']);
    const places = placesOfPlan(LAO_CAI, new Set(), day('2026-04-15'));
    const plays = places
      .filter(({ office }) => some.has(office))
      .map((place) => {
        const opened = openedAt(run.after, LAO_CAI, place, { number: place.task });
        if (opened === null) throw new Error(`No task ${place.task}`);
        return new TaskPlay(opened, opened.terms, run.now);
      });
    expect(plays.length).toBeGreaterThan(20);
    for (const now of [
      '2026-05-31T23:59:59.999+07:00',
      '2026-06-01T00:00:00.000+07:00',
      '2026-12-31T23:59:59.999+07:00',
      '2027-01-01T00:00:00.000+07:00',
      '2027-02-28T23:59:59.999+07:00',
      '2027-03-01T00:00:00.000+07:00',
    ] as Instant[]) {
      const owed = dutiesDue(LAO_CAI, now, {
        ...{ since: adopted, directory: day(now.slice(0, 10)), ...clockwork },
      });
      const expected = owed.filter(({ office }) => some.has(office));
      const late = plays.flatMap((play) => {
        play.waitUntil(now);
        return play.after.occurrences
          .filter(({ lateSince }) => lateSince !== null)
          .map(({ id, period }) => [
            ...[play.after.task, play.after.office, period === null ? null : id],
          ]);
      });
      expect(late.map(String).sort(), now).toEqual(
        expected.map(({ task, office, occurrence }) => String([task, office, occurrence])).sort(),
      );
    }
    const standings = plays.map(({ after }) => [after.role, standingOf(after)].join(' '));
    expect(new Set(standings.filter((one) => one.startsWith('asked')))).toEqual(
      new Set(['asked open']),
    );
  });
});

describe('how a plan stands to its tasks', () => {
  const run = () => new PlanPlay().adopted();
  const place = placesOfPlan(LAO_CAI, new Set(), day('2026-04-15')).find(
    ({ task, office }) => task === 'II.5' && office === 'UBX-02647',
  );
  const opened = (play: PlanPlay) => {
    if (place === undefined) throw new Error('No place');
    const given = openedAt(play.after, play.data, place, { number: 'n' });
    if (given === null) throw new Error('No task');
    return new TaskPlay(given, given.terms, play.now);
  };
  const look = (task: TaskPlay, play: PlanPlay) => {
    const at = { directory: day('2026-04-15'), rules: play.world.rules };
    task.plan = standingOfPlan(play.after, play.data, task.after, at);
    return task.look().after;
  };

  test('is as they were opened, while nothing changes', () => {
    const play = run();
    const task = opened(play);
    expect(look(task, play)).toMatchObject({ version: task.after.version, stage: 'assigned' });
    expect(task.after.plan).toEqual({ plan: 'lao-cai-2026', run: play.after.id, edition: 1 });
  });

  test('carries them over, drops what was taken out, and what went to other offices', () => {
    const [kept, dropped, elsewhere] = [run(), run(), run()];
    const tasks = [opened(kept), opened(dropped), opened(elsewhere)] as const;
    kept.amendedBy({ month: '2026-06' });
    dropped.amendedBy({ tasks: LAO_CAI.tasks.filter(({ id }) => id !== 'II.5') }, 'Đã làm xong');
    const police = LAO_CAI.tasks.map((task) =>
      task.id === 'II.5'
        ? { ...task, lead: [{ kind: 'office', office: 'CAT-15', scope: null } as const] }
        : task,
    );
    elsewhere.amendedBy({ tasks: police }, 'Giao Công an tỉnh');
    expect(look(tasks[0], kept)).toMatchObject({ stage: 'assigned', plan: { edition: 2 } });
    expect(look(tasks[1], dropped)).toMatchObject({ stage: 'ended', ending: 'dropped' });
    expect(look(tasks[2], elsewhere)).toMatchObject({ stage: 'ended', ending: 'dropped' });
    expect(tasks[2].facts.at(-1)?.fact.data).toMatchObject({ reason: 'Giao Công an tỉnh' });
  });

  test('leaves a divided body’s work with who does that part, by a new edition too', () => {
    const play = new PlanPlay(QD_801, '2024-08-06T08:00:00.000+07:00').adopted();
    const press = placesOfPlan(QD_801, ALL(QD_801), day('2024-08-06')).find(
      ({ office, scope }) => office === 'BTTTT' && scope === 'press',
    );
    expect(press).toBeDefined();
    play.amendedBy({ month: '2025-03' });
    // Divided on 1 March 2025; the task has not looked since, and still lies with the old body.
    const at = { directory: day('2025-03-02'), rules: play.world.rules };
    const plan = { plan: QD_801.id, run: play.after.id, edition: 1 };
    const task = { ...(press as TaskPlace), plan, homes: [] };
    expect(standingOfPlan(play.after, play.data, task, at).terms).not.toBeNull();
    // Whoever does the rest of its work does not hold the task.
    const rest = { ...task, scope: null };
    expect(standingOfPlan(play.after, play.data, rest, at).terms).toBeNull();
  });

  test('stands still with it and ends with it', () => {
    const play = run().does('head@UBND-15', 'suspend-plan', { reason: 'Sắp xếp' });
    const task = opened(play);
    expect(look(task, play)).toMatchObject({ standstill: 'Sắp xếp' });
    play.does('head@UBND-15', 'resume-plan', { reason: 'Xong' });
    expect(look(task, play).standstill).toBeNull();
    play.does(play.officer, 'propose-end', { reason: 'Đã tổng kết' }).approved();
    expect(look(task, play)).toMatchObject({ stage: 'ended', ending: 'plan-ended' });
  });
});

test('what an office adds for itself covers a task of the upper plan', () => {
  const own = { addedBy: 'head@UBX-02647', carriesOut: 'II.4' };
  const task = new TaskPlay({ own });
  const added = ownTaskOf(task.after);
  expect(added).toEqual({ office: 'UBX-02647', carriesOut: 'II.4' });
  expect(ownTaskOf(new TaskPlay({ own: { ...own, carriesOut: null } }).after)).toBeNull();
  expect(ownTaskOf(new TaskPlay().after)).toBeNull();
  const rows = coverageOf(LAO_CAI, added === null ? [] : [added], day('2026-04-15'));
  const covered = rows.flatMap(({ task: id, offices }) =>
    offices.filter((one) => one.covered).map(({ office }) => [id, office]),
  );
  expect(covered).toEqual([['II.4', 'UBX-02647']]);
});
