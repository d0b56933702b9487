import { describe, expect, test } from 'vitest';
import type { OpenedTask } from '../../../domain/tasks/fact.ts';
import { CHAIRMAN, COMMUNE, HEAD, NATURES, POLICE, TaskPlay } from './task-play.ts';

const REASON = { reason: 'Không thuộc trách nhiệm' };
const POLICE_FOLLOWS = { office: 'CAT-15', desk: 'CAT-15-PA03' };
const CHAIRMAN_ACCEPTS = { office: 'UBND-15', desk: 'UBND-15' };
const alone = (office: string) => ({ office, desk: office });

/** A commune that hands its share in to the department of culture. */
function helping(): TaskPlay {
  const opened: Partial<OpenedTask> = {
    ...{ role: 'coordinating', lead: 'SVHTTDL-15', reviewer: POLICE_FOLLOWS },
  };
  return new TaskPlay(opened, { nature: NATURES.gathered });
}

/** Another department leads from now on. */
function ledBy(play: TaskPlay, lead: string | null): TaskPlay {
  play.lead = lead;
  return play.look();
}

const changesIn = (play: TaskPlay) =>
  play.facts.filter(({ fact }) => fact.kind === 'parties-changed').map(({ fact }) => fact.data);

describe('an office that helps', () => {
  test('hands its share in to whoever leads, from the day on which it is given the task', () => {
    expect(helping().after).toMatchObject({ reviewer: alone('SVHTTDL-15'), lead: 'SVHTTDL-15' });
  });

  test('knows the new lead when another office leads, and hands in there', () => {
    const play = ledBy(helping().takenUp(), 'STC-15');
    expect(play.after).toMatchObject({ lead: 'STC-15', reviewer: alone('STC-15') });
    expect(play.lettersOf('parties-changed')).toEqual([COMMUNE]);
    play.handedIn();
    expect(play.try('case-officer@SVHTTDL-15', 'return-product', sentBack)).toBe('FORBIDDEN');
    play.acceptedBy('case-officer@STC-15');
    expect(play.after.stage).toBe('done');
  });
  const sentBack = { occurrence: '1', reason: 'x' };

  test('hands in to the following-up body when several lead, or none does any more', () => {
    const play = ledBy(helping().takenUp(), null);
    expect(play.after).toMatchObject({ lead: null, reviewer: POLICE_FOLLOWS });
  });

  test('has what it handed in before looked at by the new lead, who is told', () => {
    const play = ledBy(helping().takenUp().handedIn(), 'STC-15');
    expect(play.clock('task-review')).toMatchObject({ owner: 'STC-15', status: 'running' });
    expect(play.lettersOf('product-submitted')).toEqual(['SVHTTDL-15', 'STC-15']);
    play.acceptedBy('case-officer@STC-15');
  });

  test('hears of nothing while nothing changes, and of each change once', () => {
    const play = helping().takenUp();
    const before = changesIn(play).length;
    expect(changesIn(ledBy(play, 'SVHTTDL-15'))).toHaveLength(before);
    ledBy(ledBy(play, 'STC-15'), 'STC-15');
    expect(changesIn(play)).toHaveLength(before + 1);
  });

  test('only with work of its own is followed up by the police as before, but for the lead', () => {
    const play = new TaskPlay({ role: 'coordinating', lead: 'SVHTTDL-15' }).takenUp();
    ledBy(play, 'STC-15');
    expect(play.after).toMatchObject({ lead: 'STC-15', reviewer: POLICE_FOLLOWS });
    play.does(`case-officer@${COMMUNE}`, 'make-contribution', { document: null, words: 'Đã gửi' });
    expect(play.lettersOf('contribution-made')).toEqual(['STC-15']);
  });
});

describe('nobody accepts what lies with itself', () => {
  const reassigned = (to: string) => {
    const play = new TaskPlay().does(HEAD, 'contest-task', REASON);
    return play.does(CHAIRMAN, 'decide-contest', {
      ...{ decision: 're-assigned', words: 'Giao lại', to },
    });
  };

  test.each(['CAT-15', 'CAT-15-PA03'])(
    'when the owner gives a task to %s, who follows the plan up: the owner accepts',
    (to) => {
      const play = reassigned(to);
      expect(play.after).toMatchObject({ office: to, reviewer: CHAIRMAN_ACCEPTS });
      play.takenUp().handedIn();
      expect(play.lettersOf('product-submitted')).toEqual(['UBND-15']);
      const { checksum = '' } = play.submitted.submissions[0] ?? {};
      const product = { occurrence: '1', checksum };
      expect(play.try('head@CAT-15', 'accept-product', product)).toBe('FORBIDDEN');
      play.acceptedBy(CHAIRMAN);
      expect(play.after.stage).toBe('done');
    },
  );

  test('when it goes to any other office the police accept as before', () => {
    const play = reassigned('UBX-03006');
    expect(play.after).toMatchObject({ office: 'UBX-03006', reviewer: POLICE_FOLLOWS });
    expect(changesIn(play)).toEqual([]);
    play.takenUp().handedIn().acceptedBy(POLICE);
  });

  test('when the owner follows its own plan up, another person of it accepts', () => {
    const play = new TaskPlay({ owner: 'CAT-15' }).does(HEAD, 'contest-task', REASON);
    play.does('head@CAT-15', 'decide-contest', {
      ...{ decision: 're-assigned', words: 'Giao lại', to: 'CAT-15' },
    });
    expect(play.after.reviewer).toEqual(POLICE_FOLLOWS);
  });

  // The press went to Culture on 1 March 2025; here Culture follows the plan up.
  test('when the following-up body takes the work of an office over, the owner accepts', () => {
    const culture = alone('BVHTTDL');
    const play = new TaskPlay(
      { office: 'BTTTT', scope: 'press', owner: 'BCA', reviewer: culture },
      {},
      '2024-08-06T08:00:00.000+07:00',
    ).takenUp();
    play.handedIn().waitUntil('2025-03-01T00:00:00.000+07:00');
    expect(play.after).toMatchObject({ office: 'BVHTTDL', reviewer: alone('BCA') });
    expect(play.clock('task-review').owner).toBe('BCA');
    play.acceptedBy('head@BCA');
  });
});

test('a task that a body follows up that has ended is followed up by its successor', () => {
  const play = new TaskPlay(
    { office: 'BNG', owner: 'BCA', reviewer: alone('BTTTT') },
    {},
    '2024-08-06T08:00:00.000+07:00',
  ).takenUp();
  play.waitUntil('2025-03-03T08:00:00.000+07:00').look();
  expect(play.after.reviewer).toEqual(alone('BKHCN'));
});
