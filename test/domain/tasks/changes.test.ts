import { describe, expect, test } from 'vitest';
import type { PlanDue } from '../../../domain/plans/plan.ts';
import { standingOf, taskRowsOf } from '../../../domain/tasks/rows.ts';
import { COMMUNE, HEAD, NATURES, OFFICER, POLICE, QUARTERLY, TaskPlay } from './task-play.ts';

const byDay = (date: string): PlanDue => ({
  ...{ kind: 'date', reading: 'by', date: date as never, policy: 'plain' },
});

describe('an amended plan', () => {
  test('carries a task over; one that did not change is not disturbed', () => {
    const play = new TaskPlay().takenUp().amended({});
    expect(play.after.plan.edition).toBe(2);
    expect(play.after.stage).toBe('in-progress');
    expect(play.lettersOf('task-changed')).toEqual([]);
  });

  test('tells the office and the named person what changed, and the new day runs', () => {
    const play = new TaskPlay().takenUp();
    const product = { vi: 'Báo cáo và danh mục', en: 'x', lo: 'x' };
    play.amended({ product, due: byDay('2026-12-31') });
    expect(play.facts.at(-1)?.fact.kind).toBe('clock-started');
    expect(
      play.facts.find(({ fact }) => fact.kind === 'task-carried-over')?.fact.data,
    ).toMatchObject({
      changed: ['product', 'due'],
      reason: 'Điều chỉnh',
    });
    expect(play.lettersOf('task-changed')).toEqual([COMMUNE, OFFICER]);
    expect(play.after.clocks.filter((c) => c.rule === 'task-due').map((c) => c.status)).toEqual([
      'stopped',
      'running',
    ]);
    expect(play.clock('task-due').due).toBe('2027-01-01T00:00:00.000+07:00');
  });

  test('leaves alone what was handed in already', () => {
    const play = new TaskPlay()
      .takenUp()
      .handedIn()
      .amended({ due: byDay('2026-05-05') });
    play.waitUntil('2026-06-01T00:00:00.000+07:00').acceptedBy(POLICE);
    expect(play.after.ending).toBe('on-time');
  });

  test('ends a task that it drops, with the reason', () => {
    const play = new TaskPlay().takenUp().amended(null, 'Trùng với nhiệm vụ khác');
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'dropped' });
    expect(play.facts.at(-1)?.fact.data).toEqual({
      ending: 'dropped',
      reason: 'Trùng với nhiệm vụ khác',
    });
    expect(play.running()).toEqual([]);
  });

  test('can make a task standing that was done once, and the other way', () => {
    const play = new TaskPlay().takenUp().amended({ due: QUARTERLY });
    expect(play.after.occurrences.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'dropped'],
      ['2026-Q2', 'open'],
    ]);
    expect(play.running()).toEqual(['occurrence-due']);
    play.amended({ due: byDay('2026-09-30') });
    expect(play.after.occurrences.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'dropped'],
      ['2026-Q2', 'dropped'],
      ['2', 'open'],
    ]);
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    expect(taskRowsOf(play.after)).toHaveLength(1);
  });

  test('ends every task with it when the plan ends; what is done stays done', () => {
    const play = new TaskPlay({}, { due: QUARTERLY }).takenUp().handedIn().acceptedBy(POLICE);
    play.plan = { ...play.plan, ended: 'Hết giai đoạn' };
    play.look();
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'plan-ended' });
    expect(taskRowsOf(play.after)).toMatchObject([{ state: 'done' }]);
    const done = new TaskPlay().takenUp().handedIn().acceptedBy(POLICE);
    done.plan = { ...done.plan, ended: 'Hết giai đoạn' };
    done.look();
    expect(done.after.stage).toBe('done');
  });
});

describe('a plan that stands still', () => {
  const still = (play: TaskPlay, reason: string | null): TaskPlay => {
    play.plan = { ...play.plan, standstill: reason };
    return play.look();
  };

  test('stops the clocks that count, which go on with what was left', () => {
    const play = new TaskPlay().takenUp().handedIn();
    still(play, 'suspended');
    expect(play.clock('task-review')).toMatchObject({
      status: 'frozen',
      remainder: { unit: 'working-days', amount: 5 },
    });
    play.waitUntil('2026-08-03T08:00:00.000+07:00');
    still(play, null);
    expect(play.clock('task-review')).toMatchObject({
      status: 'running',
      due: '2026-08-11T00:00:00.000+07:00',
    });
    expect(play.lettersOf('task-stands-still')).toEqual([COMMUNE]);
    expect(play.lettersOf('task-goes-on')).toEqual([COMMUNE]);
  });

  test('does not stop a fixed date, but urges nobody for it meanwhile', () => {
    const play = still(new TaskPlay().takenUp(), 'suspended');
    play.waitUntil('2027-03-02T00:00:00.000+07:00');
    expect(standingOf(play.after)).toBe('overdue');
    expect(play.lettersOf('task-overdue')).toEqual([]);
    still(play, null).waitUntil('2027-03-10T00:00:00.000+07:00');
    expect(play.lettersOf('task-overdue')).toEqual([COMMUNE, OFFICER]);
  });

  test('also stops what somebody starts meanwhile', () => {
    const play = still(new TaskPlay(), 'suspended').takenUp().handedIn();
    expect(play.clock('task-review').status).toBe('frozen');
    play.acceptedBy(POLICE);
    expect(play.clock('task-review').status).toBe('met');
  });
});

describe('a standing task of a plan that stands still', () => {
  const still = (play: TaskPlay, reason: string | null): TaskPlay => {
    play.plan = { ...play.plan, standstill: reason };
    return play.look();
  };
  const since = (play: TaskPlay, letters: number) =>
    play.notices.slice(letters).map(({ kind }) => kind);
  const standing = () => new TaskPlay({}, { due: QUARTERLY }).takenUp();

  test('has its periods all the same, and nobody gets a letter of them before it goes on', () => {
    const play = still(standing(), 'suspended');
    const letters = play.notices.length;
    play.waitUntil('2027-02-01T08:00:00.000+07:00');
    expect(play.after.occurrences.map(({ id, status }) => [id, status])).toEqual([
      ['2026-Q2', 'missed'],
      ['2026-Q3', 'missed'],
      ['2026-Q4', 'open'],
      ['2027-Q1', 'open'],
    ]);
    expect(since(play, letters)).toEqual([]);
    still(play, null);
    // Whatever opened meanwhile is one letter; and so is what was missed, to who follows it up.
    const told = since(play, letters);
    expect(told.filter((kind) => kind !== 'clock-warning').sort()).toEqual([
      'occurrence-missed',
      'occurrence-opened',
      'task-goes-on',
    ]);
    expect(play.lettersOf('occurrence-opened')).toEqual([COMMUNE]);
    // Warned is of the period that runs, as if it had opened on its day.
    const warned = play.notices.slice(letters).filter(({ kind }) => kind === 'clock-warning');
    const clock = play.after.clocks.find(({ subject }) => subject === '2027-Q1');
    expect(new Set(warned.map((one) => one.clock))).toEqual(new Set([clock?.id]));
    const plain = standing().waitUntil('2027-02-01T08:00:00.000+07:00');
    expect(warned.map(({ at }) => at)).toEqual(
      plain.notices.filter((one) => one.clock === clock?.id).map(({ at }) => at),
    );
  });

  test('tells it once: nothing is left when it stands still and goes on again', () => {
    const play = still(standing(), 'suspended').waitUntil('2026-07-02T08:00:00.000+07:00');
    still(play, null);
    const letters = play.notices.length;
    still(play, 'suspended');
    still(play, null);
    expect(since(play, letters)).toEqual(['task-stands-still', 'task-goes-on']);
    play.waitUntil('2026-10-01T08:00:00.000+07:00');
    expect(play.lettersOf('occurrence-opened')).toEqual([COMMUNE, COMMUNE]);
  });

  test('tells of nothing that was handed in meanwhile', () => {
    const play = still(standing(), 'suspended').waitUntil('2026-07-02T08:00:00.000+07:00');
    for (const id of ['2026-Q2', '2026-Q3']) play.handedIn({ occurrence: id }).acceptedBy(POLICE);
    still(play, null);
    expect(play.lettersOf('occurrence-opened')).toEqual([]);
    expect(play.lettersOf('task-goes-on')).toEqual([COMMUNE]);
  });

  test('opens several periods in one letter when nobody looked at it for a year', () => {
    const play = standing();
    play.now = '2027-02-01T08:00:00.000+07:00' as never;
    play.look();
    expect(play.after.occurrences).toHaveLength(4);
    expect(play.lettersOf('occurrence-opened')).toEqual([COMMUNE]);
  });
});

describe('a body that ends', () => {
  const media = (now = '2024-08-06T08:00:00.000+07:00') =>
    new TaskPlay(
      {
        ...{ office: 'BTTTT', scope: 'press', owner: 'BCA' },
        reviewer: { office: 'BCA', desk: 'BCA-A03' },
      },
      {
        due: { kind: 'phase', every: null },
        phase: { id: 'I', from: '2024-08-06' as never, to: '2025-12-31' as never },
      },
      now,
    );

  test('hands its task to the heir of that part of its work, on the day, and it says so', () => {
    const play = media().takenUp().waitUntil('2025-02-28T23:59:59.000+07:00');
    expect(play.after.office).toBe('BTTTT');
    play.waitUntil('2025-03-01T00:00:00.000+07:00');
    // The press went to Culture, everything else to Science and Technology.
    expect(play.after).toMatchObject({
      office: 'BVHTTDL',
      stage: 'assigned',
      named: null,
      homes: [
        { office: 'BTTTT', why: 'opened' },
        { office: 'BVHTTDL', since: '2025-03-01T00:00:00.000+07:00', why: 'succession' },
      ],
    });
    expect(play.clock('task-due')).toMatchObject({ owner: 'BVHTTDL', status: 'running' });
    expect(play.clock('task-take-up').status).toBe('running');
    expect(play.lettersOf('task-assigned')).toEqual(['BTTTT', 'BVHTTDL']);
    expect(play.lettersOf('task-rehomed')).toEqual(['BCA-A03']);
    play.takenUp().handedIn().acceptedBy('case-officer@BCA-A03');
    expect(taskRowsOf(play.after)).toMatchObject([{ office: 'BVHTTDL', state: 'done' }]);
  });

  test('loses nothing that it had handed in', () => {
    const play = media().takenUp().handedIn().waitUntil('2025-03-01T00:00:00.000+07:00');
    expect(play.after).toMatchObject({ stage: 'submitted', office: 'BVHTTDL' });
    play.acceptedBy('case-officer@BCA-A03');
    expect(play.after.stage).toBe('done');
  });

  test('gives its task up where the successor holds the same one', () => {
    const play = new TaskPlay({ office: 'UBND-63-10' }, {}, '2025-05-05T08:00:00.000+07:00');
    play.takenUp();
    play.twins = [{ id: 'z', number: 'KH.UBND-15', role: 'lead', office: 'UBND-15', moved: false }];
    play.waitUntil('2025-07-01T00:00:00.000+07:00');
    expect(play.after).toMatchObject({
      stage: 'ended',
      ending: 'merged',
      mergedInto: 'KH.UBND-15',
      office: 'UBND-15',
    });
    expect(play.running()).toEqual([]);
    expect(taskRowsOf(play.after)).toEqual([]);
  });

  test('of two that moved keeps exactly one', () => {
    const moved = (other: string) => {
      const play = new TaskPlay({ office: 'UBND-63-10' }, {}, '2025-05-05T08:00:00.000+07:00');
      play.twins = [{ id: other, number: 'x', role: 'lead', office: 'UBND-15', moved: true }];
      return play.waitUntil('2025-07-01T00:00:00.000+07:00').after.ending;
    };
    expect([moved('0'), moved('z')]).toEqual(['merged', null]);
  });

  // The Party's commission for external relations was asked; the ministry that took it over leads.
  test('that was asked is not asked again where its successor leads the task', () => {
    const asked = { office: 'BDNTW', role: 'asked', owner: 'BCA' } as const;
    const play = (role: 'lead' | 'coordinating' | 'asked', moved: boolean) => {
      const one = new TaskPlay(asked, {}, '2024-08-06T08:00:00.000+07:00');
      // Greater than every other id, and come from elsewhere: only the part counts.
      one.twins = [{ id: 'z', number: 'NV.BNG', role, office: 'BNG', moved }];
      return one.waitUntil('2025-03-01T00:00:00.000+07:00').after;
    };
    expect(play('lead', true)).toMatchObject({ ending: 'merged', mergedInto: 'NV.BNG' });
    expect(play('coordinating', true)).toMatchObject({ ending: 'merged' });
    expect(play('asked', true)).toMatchObject({ ending: null, office: 'BNG', stage: 'invited' });
    // Whoever leads keeps its task, however the one that was asked came to it.
    const leading = new TaskPlay({ office: 'BNG', owner: 'BCA' });
    leading.twins = [{ id: '0', number: 'x', role: 'asked', office: 'BNG', moved: false }];
    expect(leading.look().after.ending).toBeNull();
  });

  test('and one that only got another name is the same, and it is noted', () => {
    const named = { office: 'UBND-75', owner: 'BCA', reviewer: { office: 'BCA', desk: 'BCA-A03' } };
    const play = new TaskPlay(named, {}, '2026-04-20T08:00:00.000+07:00').takenUp();
    play.waitUntil('2026-05-04T08:00:00.000+07:00');
    expect(play.after).toMatchObject({
      ...{ office: 'UBND-75', officeSince: '2026-04-30', stage: 'in-progress' },
    });
    expect(play.look().facts.filter(({ fact }) => fact.kind === 'office-changed')).toHaveLength(1);
  });

  test('without an heir ends its task, and the owner is told', () => {
    const play = new TaskPlay({ office: 'UBDT' });
    play.directory = {
      ...play.directory,
      at: (date) => {
        const directory = new TaskPlay().directory.at(date);
        return { ...directory, successorOf: (id) => (id === 'UBDT' ? undefined : id) };
      },
    };
    play.look();
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'no-heir' });
    expect(play.lettersOf('task-ended')).toContain('UBND-15');
  });
});

describe('what the following-up body records', () => {
  test('is the inspection of an office, and proposals to commend', () => {
    const play = new TaskPlay().takenUp();
    const record = {
      ...{ on: '2026-05-04' as never, inspected: COMMUNE, findings: 'Đạt', document: null },
    };
    expect(play.try(HEAD, 'record-inspection', record)).toBe('NOT_OF_THIS_TASK');
    const other = { ...record, inspected: 'UBX-03006' };
    expect(play.try(POLICE, 'record-inspection', other)).toBe('UNKNOWN_OFFICE');
    const early = { ...record, on: '2026-05-05' as never };
    expect(play.try(POLICE, 'record-inspection', early)).toBe('MOMENT_IN_FUTURE');
    play.does(POLICE, 'record-inspection', record);
    play.does(HEAD, 'propose-commendation', { whom: 'Bộ phận văn thư', why: 'Làm tốt' });
    expect(play.after).toMatchObject({
      inspections: [{ inspected: COMMUNE }],
      commendations: [{ whom: 'Bộ phận văn thư' }],
    });
    expect(play.lettersOf('task-inspected')).toEqual([COMMUNE]);
  });

  test('stands in its own task where that is to inspect others', () => {
    const play = new TaskPlay({ office: 'CAT-15' }, { nature: NATURES.inspecting }).takenUp();
    play.does('head@CAT-15', 'record-inspection', {
      ...{ on: '2026-05-04' as never, inspected: COMMUNE, findings: 'Đạt', document: null },
    });
    expect(play.after.inspections).toHaveLength(1);
  });
});
