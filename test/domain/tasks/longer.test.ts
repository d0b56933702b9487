import { describe, expect, test } from 'vitest';
import type { Every, PlanDue } from '../../../domain/plans/plan.ts';
import type { TaskTerms } from '../../../domain/plans/process/terms.ts';
import { standingOf, taskRowsOf } from '../../../domain/tasks/rows.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { COMMUNE, OFFICER, POLICE, POLICE_HEAD, TaskPlay } from './task-play.ts';

const day = (text: string) => text as CivilDate;
const byDay = (date: string): PlanDue => ({
  ...{ kind: 'date', reading: 'by', date: day(date), policy: 'plain' },
});
const every = (unit: Every['unit']): PlanDue => ({
  ...{ kind: 'standing', every: { unit, certainty: 'plan' } },
});
const told = (play: TaskPlay, kind: string) =>
  play.facts.filter(({ fact }) => fact.kind === kind).map(({ fact }) => fact.data);
const named = ({ after }: TaskPlay) => after.occurrences.map(({ id, status }) => `${id} ${status}`);

describe('a task that went late', () => {
  const late = () =>
    new TaskPlay({}, { due: byDay('2026-06-30') })
      .takenUp()
      .waitUntil('2026-07-10T08:00:00.000+07:00');

  test('is late no more when an amendment gives it a later day, and comes in time by then', () => {
    const play = late();
    expect(standingOf(play.after)).toBe('overdue');
    play.amended({ due: byDay('2026-09-30') });
    expect(standingOf(play.after)).toBe('open');
    expect(taskRowsOf(play.after)).toMatchObject([{ state: 'open', on: '2026-09-30' }]);
    expect(told(play, 'lateness-lifted')).toEqual([
      { occurrence: '1', due: '2026-10-01T00:00:00.000+07:00' },
    ]);
    play.waitUntil('2026-09-01T08:00:00.000+07:00').handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
  });

  test('and its story still says that it was, and says so again when the new day passes', () => {
    const play = late().amended({ due: byDay('2026-09-30') });
    play.waitUntil('2026-10-01T00:00:00.000+07:00');
    expect(standingOf(play.after)).toBe('overdue');
    expect(told(play, 'task-late')).toEqual([
      { occurrence: '1', due: '2026-07-01T00:00:00.000+07:00' },
      { occurrence: '1', due: '2026-10-01T00:00:00.000+07:00' },
    ]);
    expect(play.after.occurrences[0]?.lateSince).toBe('2026-10-01T00:00:00.000+07:00');
  });

  test('stays late when the later day has passed as well', () => {
    const play = late().amended({ due: byDay('2026-07-05') });
    expect(standingOf(play.after)).toBe('overdue');
    expect(told(play, 'lateness-lifted')).toEqual([]);
    expect(play.after.occurrences[0]?.lateSince).toBe('2026-07-01T00:00:00.000+07:00');
  });

  test('is late no more when the phase by which it is due ends later, or has no end', () => {
    const phase = { id: 'I', from: day('2026-01-01'), to: day('2026-06-30') };
    const due: PlanDue = { kind: 'phase', every: null };
    const inPhase = () => new TaskPlay({}, { due, phase }).takenUp();
    for (const to of [day('2026-12-31'), null]) {
      const play = inPhase().waitUntil('2026-07-10T08:00:00.000+07:00');
      expect(standingOf(play.after)).toBe('overdue');
      expect(standingOf(play.amended({ phase: { ...phase, to } }).after)).toBe('open');
    }
  });

  test('what was handed in late stays so, whatever day is set afterwards', () => {
    const play = late()
      .handedIn()
      .amended({ due: byDay('2026-09-30') })
      .acceptedBy(POLICE);
    expect(play.after.ending).toBe('late');
  });

  // No fault here: who is late gets no more time but by an amendment.
  test('is given no more time by the police', () => {
    const until = '2026-07-20T00:00:00.000+07:00' as never;
    const given = { clock: 'task-due#1', until, reason: 'Bão lũ' };
    expect(late().try(POLICE_HEAD, 'extend-task', given)).toBe('CLOCK_ALREADY_LATE');
  });
});

describe('a task that comes again in another rhythm', () => {
  test('from yearly to quarterly begins with the next quarter; the year stays open', () => {
    const play = new TaskPlay({}, { due: every('year') }).takenUp();
    play.amended({ due: every('quarter') });
    expect(named(play)).toEqual(['2026 open']);
    play.waitUntil('2026-06-30T23:59:59.000+07:00');
    expect(named(play)).toEqual(['2026 open']);
    play.waitUntil('2026-07-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026 open', '2026-Q3 open']);
    expect(play.after.occurrences[1]?.openedAt).toBe('2026-07-01T00:00:00.000+07:00');
    // The quarter is due first; the year is not missed when the quarter falls due.
    play.handedIn().acceptedBy(POLICE).waitUntil('2026-10-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026 open', '2026-Q3 accepted', '2026-Q4 open']);
    play.waitUntil('2027-04-01T00:00:00.000+07:00');
    expect(named(play)).toEqual([
      ...['2026 missed', '2026-Q3 accepted', '2026-Q4 missed', '2027-Q1 open', '2027-Q2 open'],
    ]);
  });

  test('the year is not missed when a quarter of it falls due, but when the next year does', () => {
    const play = new TaskPlay({}, { due: every('year') }).takenUp();
    play.amended({ due: every('quarter') }).waitUntil('2027-01-01T08:00:00.000+07:00');
    expect(named(play)).toEqual([
      ...['2026 open', '2026-Q3 missed', '2026-Q4 open', '2027-Q1 open'],
    ]);
    expect(standingOf(play.after)).toBe('overdue');
    play.waitUntil('2027-04-01T08:00:00.000+07:00');
    expect(named(play)[0]).toBe('2026 missed');
  });

  test('a product of the year is handed in when it is named', () => {
    const play = new TaskPlay({}, { due: every('year') }).takenUp();
    play.amended({ due: every('quarter') }).waitUntil('2026-08-03T08:00:00.000+07:00');
    play.handedIn({ occurrence: '2026' }).acceptedBy(POLICE);
    expect(named(play)).toEqual(['2026 accepted', '2026-Q3 open']);
    expect(play.after.stage).toBe('in-progress');
  });

  test('from quarterly to yearly begins with the year that runs', () => {
    const play = new TaskPlay({}, { due: every('quarter') }).takenUp();
    play.amended({ due: every('year') });
    expect(named(play)).toEqual(['2026-Q2 open', '2026 open']);
    play.waitUntil('2027-01-01T08:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 missed', '2026 open', '2027 open']);
  });

  test('to and fro never asks the same period twice', () => {
    const play = new TaskPlay({}, { due: every('quarter') }).takenUp();
    play.amended({ due: every('year') }).amended({ due: every('quarter') });
    play.amended({ due: byDay('2026-12-31') }).amended({ due: every('quarter') });
    play.waitUntil('2026-11-02T08:00:00.000+07:00');
    play.amended({ due: every('half-year') }).amended({ due: every('year') });
    play.waitUntil('2028-02-01T08:00:00.000+07:00');
    const ids = play.after.occurrences.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['2026-Q2', '2026-Q3', '2026-Q4', '2027', '2028']));
  });

  test('after a pause begins with the period that runs, and asks none of the pause', () => {
    const play = new TaskPlay({}, { due: every('quarter') }).takenUp();
    play
      .handedIn()
      .acceptedBy(POLICE)
      .amended({ due: { kind: 'standing', every: null } });
    play.waitUntil('2027-05-04T08:00:00.000+07:00').amended({ due: every('quarter') });
    expect(named(play)).toEqual(['2026-Q2 accepted', '2027-Q2 open']);
  });

  test('that is to be done once now owes that product, whatever came before', () => {
    const play = new TaskPlay({}, { due: every('quarter') }).takenUp();
    play
      .handedIn()
      .acceptedBy(POLICE)
      .amended({ due: byDay('2026-12-31') });
    expect(named(play)).toEqual(['2026-Q2 accepted', '1 open']);
    expect(play.after.stage).toBe('in-progress');
  });

  test('is read as before where an amendment was recorded before there was this', () => {
    const play = new TaskPlay({}, { due: every('year') }).takenUp();
    const { rhythmFrom: _, ...stored } = play.after;
    play.after = stored;
    expect(play.waitUntil('2027-01-01T08:00:00.000+07:00').after.occurrences).toHaveLength(2);
  });
});

describe('a task that was done in its phase', () => {
  const phase = { id: 'II', from: day('2026-01-01'), to: day('2026-06-30') };
  const quarterly: PlanDue = { kind: 'phase', every: { unit: 'quarter', certainty: 'plan' } };
  const done = (terms: Partial<TaskTerms> = {}) => {
    const play = new TaskPlay({}, { due: quarterly, phase, ...terms }).takenUp();
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    return play;
  };
  const longer = { phase: { ...phase, to: day('2026-12-31') } };

  test('is taken up again when the phase gets longer, with its next occurrences', () => {
    const play = done().amended(longer);
    expect(play.after).toMatchObject({ stage: 'in-progress', ending: null, named: OFFICER });
    expect(named(play)).toEqual(['2026-Q2 accepted']);
    expect(told(play, 'task-resumed')).toHaveLength(1);
    expect(play.lettersOf('task-changed')).toEqual([COMMUNE, OFFICER]);
    play.waitUntil('2026-07-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-Q3 open']);
    play.handedIn().acceptedBy(POLICE).waitUntil('2026-10-01T00:00:00.000+07:00');
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
  });

  test('is taken up anew by whoever took the work of its office over meanwhile', () => {
    const play = new TaskPlay({}, { due: quarterly, phase }).takenUp().handedIn();
    play.after = { ...play.after, named: null };
    play.acceptedBy(POLICE).amended(longer);
    expect(play.after.stage).toBe('assigned');
    expect(play.clock('task-take-up').status).toBe('running');
    expect(play.takenUp().after.stage).toBe('in-progress');
  });

  test('and those who helped its lead help again', () => {
    const play = new TaskPlay({ role: 'coordinating', lead: 'SVHTTDL-15' }).takenUp();
    play.leadIsDone = true;
    expect(play.look().after).toMatchObject({ stage: 'ended', ending: 'lead-done' });
    expect(play.look().after.stage).toBe('ended');
    play.leadIsDone = false;
    expect(play.amended({}).after).toMatchObject({ stage: 'in-progress', ending: null });
    const gone = new TaskPlay({ role: 'coordinating', lead: 'SVHTTDL-15' });
    gone.amended(null).leadIsDone = false;
    expect(gone.look().after.ending).toBe('dropped');
  });

  test('asks what was missed while the phase was over, from the day that it is longer', () => {
    const play = done().waitUntil('2026-08-03T08:00:00.000+07:00').amended(longer);
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-Q3 open']);
  });

  test('takes a new rhythm up with it', () => {
    const half: PlanDue = { kind: 'phase', every: { unit: 'half-year', certainty: 'plan' } };
    const play = done()
      .waitUntil('2026-07-06T08:00:00.000+07:00')
      .amended({ ...longer, due: half });
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-H2 open']);
  });

  test('stays done when the phase gets shorter, stays as it is, or is longer by no period', () => {
    for (const to of ['2026-06-15', '2026-06-30']) {
      const play = done().amended({ phase: { ...phase, to: day(to) } });
      expect(play.after.stage).toBe('done');
    }
    const within = done({ phase: { ...phase, to: day('2026-05-31') } });
    within.amended({ phase: { ...phase, to: day('2026-06-30') } });
    expect(told(within, 'task-resumed')).toEqual([]);
  });

  test('stays done when it comes again otherwise in its phase, or moves to another one', () => {
    const yearly: PlanDue = { kind: 'phase', every: { unit: 'year', certainty: 'plan' } };
    const other = { id: 'III', from: day('2026-01-01'), to: day('2028-12-31') };
    const year = { ...phase, to: day('2026-12-31') };
    const inYear = done({ due: yearly, phase: year }).amended({ due: quarterly });
    expect(inYear.after.stage).toBe('done');
    expect(done().amended({ phase: other }).after.stage).toBe('done');
  });

  test('stays done when its product was one, or the plan has ended', () => {
    const once: PlanDue = { kind: 'phase', every: null };
    expect(done({ due: once }).amended(longer).after.stage).toBe('done');
    const ended = done();
    ended.plan = { ...ended.plan, ended: 'Hết giai đoạn' };
    expect(ended.amended(longer).after.stage).toBe('done');
  });
});
