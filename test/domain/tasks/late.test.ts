import { describe, expect, test } from 'vitest';
import { standingOf, taskRowsOf } from '../../../domain/tasks/rows.ts';
import type { TaskClockId } from '../../../domain/clocks/rule.ts';
import { TASK_CLOCKS } from '../../../domain/clocks/rule.ts';
import {
  CHAIRMAN,
  COMMUNE,
  DOCUMENT,
  HEAD,
  NATURES,
  OFFICER,
  POLICE,
  POLICE_HEAD,
  QUARTERLY,
  TaskPlay,
} from './task-play.ts';

const END_OF_FEBRUARY = '2027-02-28T23:59:59.000+07:00';
const FIRST_OF_MARCH = '2027-03-01T00:00:00.000+07:00';

describe('a task that is late', () => {
  test('is so from 1 March 2027 and not a second earlier; warned before, urged after', () => {
    const play = new TaskPlay().takenUp();
    const warnings = play.notices.filter((n) => n.clock === 'task-due#1').map((n) => n.at);
    // Twenty, five and one working days before Friday, 26 February, by weekends alone: the days off
    // of 2027 have not been announced.
    expect(warnings).toEqual([
      '2027-01-29T08:00:00.000+07:00',
      '2027-02-19T08:00:00.000+07:00',
      '2027-02-25T08:00:00.000+07:00',
    ]);
    play.waitUntil(END_OF_FEBRUARY);
    expect(standingOf(play.after)).toBe('open');
    play.waitUntil(FIRST_OF_MARCH);
    expect(standingOf(play.after)).toBe('overdue');
    expect(play.after.occurrences[0]?.lateSince).toBe(FIRST_OF_MARCH);
    expect(play.lettersOf('task-overdue')).toEqual([COMMUNE, OFFICER]);
    expect(play.lettersOf('task-late')).toEqual(['CAT-15-PA03']);
    expect(taskRowsOf(play.after)).toMatchObject([{ state: 'overdue', on: '2027-02-28' }]);
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'late' });
    expect(taskRowsOf(play.after)).toMatchObject([{ state: 'done-late', on: '2027-03-01' }]);
  });

  test('is told one higher each time: superior, following-up body, and on', () => {
    const play = new TaskPlay().takenUp().waitUntil('2027-05-30T00:00:00.000+07:00');
    const above = play.notices
      .filter((n) => n.kind === 'task-late' && n.urgent)
      .map(({ to }) => ('office' in to ? to.office : ''));
    expect(above.slice(0, 5)).toEqual(['UBND-15', 'CAT-15', 'BCA-A03', 'BCA', 'BCA']);
    expect(play.facts.filter(({ fact }) => fact.kind === 'task-late')).toHaveLength(1);
  });

  test('was not even taken up: that is urged by itself', () => {
    const play = new TaskPlay().waitUntil('2026-05-12T00:00:00.000+07:00');
    expect(play.lettersOf('task-not-taken-up')).toEqual([COMMUNE]);
    expect(standingOf(play.after)).toBe('not-taken-up');
  });

  test('has more time only from who follows it up, with a reason, before it is late', () => {
    const play = new TaskPlay().takenUp();
    const clock = 'task-due#1';
    const until = '2027-03-16T00:00:00.000+07:00' as never;
    const given = { clock, until, reason: 'Bão lũ' };
    expect(play.try(HEAD, 'extend-task', given)).toBe('FORBIDDEN');
    expect(play.try(POLICE_HEAD, 'extend-task', { ...given, reason: '' })).toBe('REASON_MISSING');
    expect(play.try(POLICE_HEAD, 'extend-task', { ...given, clock: 'x' })).toBe('UNKNOWN_CLOCK');
    const early = { ...given, until: '2027-01-01T00:00:00.000+07:00' as never };
    expect(play.try(POLICE_HEAD, 'extend-task', early)).toBe('VALUE_OUT_OF_RANGE');
    const far = { ...given, until: '2028-01-01T00:00:00.000+07:00' as never };
    expect(play.try(POLICE_HEAD, 'extend-task', far)).toBe('EXTENSION_TOO_LONG');
    play.does(POLICE_HEAD, 'extend-task', given);
    expect(play.clock('task-due').due).toBe(until);
    play.waitUntil('2027-03-15T23:00:00.000+07:00').handedIn();
    expect(play.after.occurrences[0]?.submissions[0]?.arrival).toBe('on-time');
    const late = new TaskPlay().takenUp().waitUntil(FIRST_OF_MARCH);
    expect(late.try(POLICE_HEAD, 'extend-task', given)).toBe('CLOCK_ALREADY_LATE');
    const takeUp = { ...given, clock: 'task-take-up#1' };
    expect(new TaskPlay().try(POLICE_HEAD, 'extend-task', takeUp)).toBe('CLOCK_NOT_EXTENDABLE');
    expect(play.try(POLICE_HEAD, 'extend-task', given)).toBe('CLOCK_NOT_RUNNING');
  });

  test('is not given time by the very person who was named for it', () => {
    const play = new TaskPlay({ office: 'CAT-15', owner: 'CAT-15' });
    play.staff = new Set([POLICE_HEAD]);
    play.does('deputy-head@CAT-15', 'accept-task', { person: POLICE_HEAD });
    const given = { clock: 'task-due#1', until: '2027-03-16T00:00:00.000+07:00' as never };
    expect(play.try(POLICE_HEAD, 'extend-task', { ...given, reason: 'x' })).toBe(
      'AUTHOR_CANNOT_DECIDE',
    );
    expect(play.try('deputy-head@CAT-15', 'extend-task', { ...given, reason: 'x' })).toBe('done');
  });

  test('is not given time by the office that has it, while nobody is named for it', () => {
    const play = new TaskPlay({ office: 'CAT-15', owner: 'CAT-15' });
    const until = '2027-03-16T00:00:00.000+07:00' as never;
    const given = { clock: 'task-due#1', until, reason: 'x' };
    expect(play.try(POLICE_HEAD, 'extend-task', given)).toBe('AUTHOR_CANNOT_DECIDE');
    expect(play.try('deputy-head@CAT-15', 'extend-task', given)).toBe('AUTHOR_CANNOT_DECIDE');
  });

  test('is urged by hand at any time', () => {
    const play = new TaskPlay()
      .takenUp()
      .does(POLICE, 'urge-task', { words: 'Đề nghị khẩn trương' });
    expect(play.lettersOf('task-urged')).toEqual([COMMUNE, OFFICER]);
    expect(play.try(HEAD, 'urge-task', { words: 'x' })).toBe('FORBIDDEN');
  });
});

describe('a standing task', () => {
  const standing = () => new TaskPlay({}, { due: QUARTERLY }).takenUp();

  test('has one product each calendar quarter, and never is done', () => {
    const play = standing();
    expect(play.after.occurrences.map(({ id }) => id)).toEqual(['2026-Q2']);
    expect(play.clock('occurrence-due').due).toBe('2026-07-01T00:00:00.000+07:00');
    for (const [quarter, on] of [
      ['2026-Q2', '2026-06-15'],
      ['2026-Q3', '2026-08-01'],
      ['2026-Q4', '2026-12-31'],
      ['2027-Q1', '2027-02-01'],
    ] as const) {
      play.waitUntil(`${on}T09:00:00.000+07:00`).handedIn();
      expect(play.submitted.id).toBe(quarter);
      play.acceptedBy(POLICE);
      expect(play.after).toMatchObject({ stage: 'in-progress', ending: null });
    }
    expect(taskRowsOf(play.after).map(({ state }) => state)).toEqual([...'1111'].map(() => 'done'));
    expect(play.lettersOf('occurrence-opened')).toHaveLength(3);
  });

  test('misses a period when the next one falls due, and may still make up for it', () => {
    const play = standing().waitUntil('2026-07-01T08:00:00.000+07:00');
    expect(play.after.occurrences.map(({ id, status }) => [id, status])).toEqual([
      ['2026-Q2', 'open'],
      ['2026-Q3', 'open'],
    ]);
    play.waitUntil('2026-10-01T08:00:00.000+07:00');
    expect(play.after.occurrences.map(({ status }) => status)).toEqual(['missed', 'open', 'open']);
    // Two are urged at most, however many were missed.
    play.waitUntil('2029-01-02T00:00:00.000+07:00');
    expect(play.running().filter((rule) => rule === 'occurrence-due')).toHaveLength(2);
    play.handedIn({ occurrence: '2026-Q2' }).acceptedBy(POLICE);
    expect(taskRowsOf(play.after)[0]).toMatchObject({ state: 'done-late' });
    expect(play.after.stage).toBe('in-progress');
  });

  test('with no period is done as matters arise, and nothing of it is ever due', () => {
    const play = new TaskPlay({}, { due: { kind: 'standing', every: null } }).takenUp();
    expect(play.running()).toEqual([]);
    play.handedIn().acceptedBy(POLICE).handedIn();
    expect(play.after.occurrences.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'accepted'],
      ['2', 'submitted'],
    ]);
    expect(play.after.stage).toBe('in-progress');
  });

  test('in a phase has its last product with it, and is done then', () => {
    const phase = { id: 'II', from: '2026-01-01' as never, to: '2026-12-31' as never };
    const every = { unit: 'half-year', certainty: 'set-by-officer' } as const;
    const play = new TaskPlay({}, { due: { kind: 'phase', every }, phase }).takenUp();
    play.handedIn().acceptedBy(POLICE).waitUntil('2026-11-02T08:00:00.000+07:00');
    expect(play.after.occurrences.map(({ id }) => id)).toEqual(['2026-H1', '2026-H2']);
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
  });

  test('keeps its record small over ten years', () => {
    const play = standing();
    for (let year = 2026; year < 2036; year += 1) {
      for (const on of ['02-10', '05-10', '08-10', '11-10']) {
        if (`${year}-${on}` < '2026-05-05') continue;
        play.waitUntil(`${year}-${on}T09:00:00.000+07:00`).handedIn().acceptedBy(POLICE);
      }
    }
    expect(play.after.occurrences).toHaveLength(39);
    expect(JSON.stringify(play.after).length).toBeLessThan(150_000);
  });
});

describe('every clock of a task', () => {
  const list = () => new TaskPlay({}, { nature: NATURES.list }).takenUp();
  const decisions = () => new TaskPlay({}, { nature: NATURES.decisions }).takenUp();
  const registered = () =>
    decisions().does(OFFICER, 'register-decision', {
      ...{ subject: 'lan', number: '12/QĐ-UBND', date: '2026-05-04' as never },
      ...{ covers: 'Mạng LAN độc lập', reviewOn: '2027-05-04' as never, document: DOCUMENT },
    });
  const contested = () => new TaskPlay().does(HEAD, 'contest-task', { reason: 'Không thuộc' });
  const forwarded = () =>
    list()
      .handedIn({ list: 'to-amend' })
      .acceptedBy(POLICE)
      .does(POLICE, 'forward-list', { number: '3/CV', date: '2026-05-04' as never });

  /** How each clock comes to run, how it is kept, and who is told when it lapses. */
  const WAYS: Record<
    TaskClockId,
    { runs: () => TaskPlay; kept: (play: TaskPlay) => unknown; told: [string, string] }
  > = {
    'task-take-up': {
      runs: () => new TaskPlay(),
      kept: (play) => play.takenUp(),
      told: ['task-not-taken-up', COMMUNE],
    },
    'task-contest': {
      runs: contested,
      kept: (play) =>
        play.does(CHAIRMAN, 'decide-contest', { decision: 'upheld', words: 'Có', to: null }),
      told: ['contest-waits', 'UBND-15'],
    },
    'task-due': {
      runs: () => new TaskPlay().takenUp(),
      kept: (play) => play.handedIn(),
      told: ['task-overdue', COMMUNE],
    },
    'occurrence-due': {
      runs: () => new TaskPlay({}, { due: QUARTERLY }).takenUp(),
      kept: (play) => play.handedIn(),
      told: ['task-overdue', COMMUNE],
    },
    'task-submit-again': {
      runs: () => new TaskPlay().takenUp().handedIn().returnedBy(POLICE),
      kept: (play) => play.handedIn(),
      told: ['task-overdue', COMMUNE],
    },
    'task-review': {
      runs: () => new TaskPlay().takenUp().handedIn(),
      kept: (play) => play.acceptedBy(POLICE),
      told: ['product-waits', 'CAT-15-PA03'],
    },
    'decision-review': {
      runs: registered,
      kept: (play) =>
        play.does(HEAD, 'review-decision', {
          ...{ decision: 'decision-1', result: 'revoked', reviewOn: null, reason: 'Hết dùng' },
        }),
      told: ['decision-review-due', COMMUNE],
    },
    'list-forward': {
      runs: () => list().handedIn({ list: 'to-amend' }).acceptedBy(POLICE),
      kept: (play) => play.does(POLICE, 'forward-list', { number: '3/CV', date: day(play) }),
      told: ['list-to-forward', 'CAT-15-PA03'],
    },
    'list-appraisal': {
      runs: forwarded,
      kept: (play) =>
        play.does('case-officer@BCA-A03', 'record-appraisal', {
          ...{ number: '9/BCA', date: day(play), result: 'agreed', words: '' },
        }),
      told: ['appraisal-waits', 'BCA-A03'],
    },
  };
  const day = (play: TaskPlay) => play.now.slice(0, 10) as never;

  test.each(TASK_CLOCKS)('%s runs, is kept, or lapses and tells whom it concerns', (rule) => {
    const { runs, kept, told } = WAYS[rule];
    const prompt = runs();
    expect(prompt.clock(rule).status).toBe('running');
    kept(prompt);
    expect(prompt.after.clocks.find((clock) => clock.rule === rule)).toMatchObject({
      status: 'met',
      lapses: 0,
    });
    const slow = runs();
    const clock = () => slow.after.clocks.find((one) => one.rule === rule);
    slow.waitUntil(slow.clock(rule).due);
    expect(clock()?.lapses).toBe(1);
    const [kind, office] = told;
    expect(slow.lettersOf(kind)).toContain(office);
    const first = slow.notices.length;
    slow.waitUntil(clock()?.next ?? '');
    expect(slow.notices.length).toBeGreaterThan(first);
    kept(slow);
    expect(clock()?.status).toBe('met');
  });
});
