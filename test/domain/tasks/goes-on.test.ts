import { describe, expect, test } from 'vitest';
import type { PlanDue } from '../../../domain/plans/plan.ts';
import type { TaskRole } from '../../../domain/plans/process/places.ts';
import type { Twin } from '../../../domain/tasks/deciding.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { COMMUNE, POLICE, TaskPlay } from './task-play.ts';

const day = (text: string) => text as CivilDate;
const quarterly: PlanDue = { kind: 'phase', every: { unit: 'quarter', certainty: 'plan' } };
const told = (play: TaskPlay, kind: string) =>
  play.facts.filter(({ fact }) => fact.kind === kind).map(({ fact }) => fact.data);
const named = ({ after }: TaskPlay) => after.occurrences.map(({ id, status }) => `${id} ${status}`);

describe('a task of a phase that begins later by an amendment', () => {
  const phase = { id: 'II', from: day('2026-01-01'), to: day('2026-06-30') };
  const inPhase = () => new TaskPlay({}, { due: quarterly, phase }).takenUp();
  const done = () => inPhase().handedIn().acceptedBy(POLICE);
  const later = (from: string, to = '2027-03-31') => ({
    phase: { ...phase, from: day(from), to: day(to) },
  });

  test('and was done in it is asked again from the first period of the new days', () => {
    const play = done().waitUntil('2026-08-03T08:00:00.000+07:00').amended(later('2026-10-01'));
    expect(play.after.stage).toBe('in-progress');
    expect(named(play)).toEqual(['2026-Q2 accepted']);
    play.waitUntil('2026-09-30T23:59:59.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted']);
    play.waitUntil('2026-10-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-Q4 open']);
    play.handedIn().acceptedBy(POLICE).waitUntil('2027-01-01T00:00:00.000+07:00');
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
  });

  test('opens its first period on the day on which the phase begins, within it', () => {
    const play = done().amended(later('2026-08-17'));
    play.waitUntil('2026-08-16T23:59:59.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted']);
    play.waitUntil('2026-08-17T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-Q3 open']);
    expect(play.after.occurrences[1]?.openedAt).toBe('2026-08-17T00:00:00.000+07:00');
    play.waitUntil('2026-10-01T00:00:00.000+07:00');
    expect(named(play)[2]).toBe('2026-Q4 open');
  });

  test('asks what was missed of it where the phase has begun by then', () => {
    const play = done().waitUntil('2026-11-03T08:00:00.000+07:00').amended(later('2026-07-15'));
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-Q3 open', '2026-Q4 open']);
  });

  test('is asked again while it was not done, and is not done before that', () => {
    const play = inPhase().amended(later('2026-10-01')).handedIn().acceptedBy(POLICE);
    expect(play.after.stage).toBe('in-progress');
    play.waitUntil('2026-10-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted', '2026-Q4 open']);
  });

  test('takes another rhythm up within the new days', () => {
    const half: PlanDue = { kind: 'phase', every: { unit: 'half-year', certainty: 'plan' } };
    const change = { ...later('2027-01-01', '2027-12-31'), due: half };
    const play = done().waitUntil('2026-08-03T08:00:00.000+07:00').amended(change);
    expect(play.after.stage).toBe('in-progress');
    play.waitUntil('2027-01-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 accepted', '2027-H1 open']);
  });

  test('and is moved back before it begins goes on as if it had never been moved', () => {
    const play = inPhase().amended(later('2026-10-01')).amended(later('2026-01-01'));
    play.waitUntil('2026-10-01T00:00:00.000+07:00');
    expect(named(play)).toEqual(['2026-Q2 missed', '2026-Q3 open', '2026-Q4 open']);
  });
});

describe('a task that was done by a body that has ended, as its phase gets longer', () => {
  const phase = { id: 'II', from: day('2025-04-01'), to: day('2025-06-30') };
  const longer = { phase: { ...phase, to: day('2025-12-31') } };
  const HEIR = 'UBND-15';
  const ended = () => {
    const play = new TaskPlay(
      { office: 'UBND-63-10' },
      { due: quarterly, phase },
      '2025-05-05T08:00:00.000+07:00',
    );
    play.takenUp().handedIn().acceptedBy(POLICE).waitUntil('2025-08-04T08:00:00.000+07:00');
    expect(play.after).toMatchObject({ stage: 'done', office: 'UBND-63-10' });
    return play;
  };
  const twin = (id: string, moved: boolean, role: TaskRole = 'lead'): Twin => ({
    ...{ id, number: `KH.${id}`, role, office: HEIR, moved },
  });
  const amended = (play: TaskPlay) => {
    const letters = play.notices.length;
    play.amended(longer);
    return play.notices.slice(letters);
  };
  const staysDone = (play: TaskPlay) => {
    expect(amended(play)).toEqual([]);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time', office: 'UBND-63-10' });
    expect(told(play, 'task-resumed')).toEqual([]);
  };

  test('stays done where its heir has the same task, whether that runs or rests', () => {
    const beside = ended();
    beside.twins = [twin('z', false)];
    staysDone(beside);
    const resting = ended();
    resting.resting = [twin('z', false)];
    staysDone(resting);
  });

  test('stays done where the body has no heir', () => {
    const play = ended();
    const { directory } = play;
    play.directory = {
      ...directory,
      at: (date) => ({ ...directory.at(date), successorOf: () => undefined }),
    };
    staysDone(play);
  });

  test('goes to the heir that has none, which alone is told', () => {
    const play = ended();
    const letters = amended(play);
    expect(play.after).toMatchObject({ stage: 'assigned', ending: null, office: HEIR });
    expect(named(play)).toEqual(['2025-Q2 accepted', '2025-Q3 open']);
    expect(play.after.clocks.filter(({ status }) => status === 'running')).toMatchObject([
      ...[
        { rule: 'task-take-up', owner: HEIR },
        { rule: 'occurrence-due', owner: HEIR },
      ],
    ]);
    const kinds = letters.map(({ kind }) => kind);
    expect(kinds).toContain('task-assigned');
    expect(kinds).not.toContain('task-changed');
    expect(kinds).not.toContain('task-ended');
  });

  test('of several such tasks exactly one goes on, whichever looks first', () => {
    const goesOn = (other: string) => {
      const play = ended();
      play.resting = [twin(other, true)];
      play.amended(longer);
      return play.after.stage !== 'done';
    };
    // The id of the task itself lies between the two.
    expect([goesOn('0'), goesOn('00000000-0'), goesOn('z')]).toEqual([false, false, true]);
  });

  test('and one that the heir is only asked for keeps no work from it', () => {
    const play = ended();
    play.twins = [twin('z', false, 'asked')];
    play.amended(longer);
    expect(play.after).toMatchObject({ stage: 'assigned', office: HEIR });
  });

  test('does not come twice to an office that has it, though it has not ended', () => {
    const play = new TaskPlay({}, { due: quarterly, phase: { ...phase, to: day('2026-06-30') } });
    play.takenUp().handedIn().acceptedBy(POLICE);
    const done = named(play);
    play.twins = [{ ...twin('z', true), office: COMMUNE }];
    play.amended({ phase: { ...phase, to: day('2026-12-31') } });
    expect(play.after.stage).toBe('done');
    expect(named(play)).toEqual(done);
  });
});
