import { describe, expect, test } from 'vitest';
import { TASK_AUTHORITY, mayAddOwnTask } from '../../../domain/tasks/authority.ts';
import { TASK_ACT_KINDS, ownTaskRefusal } from '../../../domain/tasks/decide.ts';
import { standingOf, taskRowsOf } from '../../../domain/tasks/rows.ts';
import { DIRECTORY, somebody } from '../../support/office-play.ts';
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
  TERMS,
  TaskPlay,
} from './task-play.ts';

const REASON = { reason: 'Không thuộc chức năng' };

test('every act on a task is somebody’s to do', () => {
  expect(Object.keys(TASK_AUTHORITY).sort()).toEqual([...TASK_ACT_KINDS].sort());
  for (const act of TASK_ACT_KINDS) expect(TASK_AUTHORITY[act], act).not.toEqual([]);
});

describe('a task that comes to a commune', () => {
  test('is told to its head and officers; the last good day is the day before the date', () => {
    const play = new TaskPlay();
    expect(play.after).toMatchObject({ stage: 'assigned', named: null });
    expect(play.lettersOf('task-assigned')).toEqual([COMMUNE]);
    // Before 1 March 2027; the 28 February is a Sunday, so Friday the 26 is to be aimed for.
    expect(play.clock('task-due')).toMatchObject({
      due: '2027-03-01T00:00:00.000+07:00',
      aim: '2027-02-27T00:00:00.000+07:00',
    });
    expect(play.clock('task-take-up').due).toBe('2026-05-12T00:00:00.000+07:00');
    expect(standingOf(play.after)).toBe('not-taken-up');
  });

  test('is seen once, and taken up with the name of somebody of that office', () => {
    const play = new TaskPlay().does(OFFICER, 'see-task', {});
    expect(play.after).toMatchObject({ stage: 'seen', seenBy: OFFICER });
    expect(play.try(HEAD, 'see-task', {})).toBe('WRONG_STAGE');
    const stranger = 'case-officer@UBX-03006';
    expect(play.try(HEAD, 'accept-task', { person: stranger })).toBe('UNKNOWN_PERSON');
    expect(play.try(OFFICER, 'accept-task', { person: OFFICER })).toBe('FORBIDDEN');
    play.does(HEAD, 'accept-task', { person: OFFICER });
    expect(play.after).toMatchObject({ stage: 'in-progress', named: OFFICER });
    expect(play.clock('task-take-up').status).toBe('met');
    expect(play.lettersOf('task-named')).toEqual([OFFICER]);
    expect(standingOf(play.after)).toBe('open');
  });

  test('is reported on, handed in, and accepted by who follows it up: done on time', () => {
    const play = new TaskPlay().takenUp();
    play.does(OFFICER, 'report-progress', { percent: 40, words: 'Đã rà soát 12 văn bản' });
    expect(play.after.progress).toMatchObject({ percent: 40 });
    const over = { percent: 140, words: 'x' };
    expect(play.try(OFFICER, 'report-progress', over)).toBe('VALUE_OUT_OF_RANGE');
    play.handedIn();
    expect(play.after.stage).toBe('submitted');
    expect(play.clock('task-due').status).toBe('met');
    expect(play.clock('task-review').owner).toBe('CAT-15-PA03');
    play.acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    expect(play.running()).toEqual([]);
    expect(taskRowsOf(play.after)).toMatchObject([{ state: 'done', on: '2026-05-04' }]);
    expect(play.try(OFFICER, 'submit-product', play.product())).toBe('WRONG_STAGE');
  });

  test('is returned twice with reasons, and what came in time stays on time', () => {
    const play = new TaskPlay().takenUp().handedIn().returnedBy(POLICE);
    expect(play.after.stage).toBe('returned');
    expect(play.clock('task-submit-again').status).toBe('running');
    play.handedIn().returnedBy(POLICE);
    expect(play.after.occurrences[0]?.submissions).toHaveLength(2);
    play.waitUntil('2027-04-01T08:00:00.000+07:00').handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    expect(play.clock('task-submit-again').status).toBe('met');
  });

  test('is accepted as it was read, and not by who handed it in or was named', () => {
    const play = new TaskPlay({ office: 'CAT-15-PA03', owner: 'CAT-15' }).takenUp();
    const own = 'case-officer@CAT-15-PA03';
    play.does(own, 'submit-product', play.product());
    const wrong = { occurrence: '1', checksum: 'x' };
    expect(play.try('head@CAT-15', 'accept-product', wrong)).toBe('PROPOSAL_CHANGED');
    const checksum = play.submitted.submissions[0]?.checksum ?? '';
    const right = { occurrence: '1', checksum };
    expect(play.try(own, 'accept-product', right)).toBe('AUTHOR_CANNOT_DECIDE');
    expect(play.try(own, 'return-product', { occurrence: '1', reason: 'x' })).toBe(
      'AUTHOR_CANNOT_DECIDE',
    );
    expect(play.try('head@CAT-15-PA03', 'accept-product', right)).toBe('done');
  });

  test('needs a document by its checksum, and the occurrence that is awaited', () => {
    const play = new TaskPlay().takenUp();
    const torn = { document: { sha256: 'ab', title: 'Báo cáo' } };
    expect(play.try(OFFICER, 'submit-product', play.product(torn))).toBe('DOCUMENT_MISSING');
    const other = { occurrence: '7' };
    expect(play.try(OFFICER, 'submit-product', play.product(other))).toBe('UNKNOWN_OCCURRENCE');
    play.handedIn();
    expect(play.try(OFFICER, 'submit-product', play.product())).toBe('OCCURRENCE_NOT_OPEN');
    const list = { list: 'unchanged' as const };
    expect(play.try(OFFICER, 'submit-product', play.product(list))).toBe('FIELDS_NOT_ALLOWED');
    expect(play.try(POLICE, 'accept-product', { occurrence: '9', checksum: '' })).toBe(
      'UNKNOWN_OCCURRENCE',
    );
    play.returnedBy(POLICE);
    expect(play.try(POLICE, 'return-product', { occurrence: '1', reason: 'x' })).toBe(
      'OCCURRENCE_NOT_OPEN',
    );
  });

  test('names somebody else later, with a reason', () => {
    const play = new TaskPlay().takenUp();
    const other = { person: `${OFFICER}/2`, reason: 'Chuyển công tác' };
    expect(play.try(HEAD, 'name-person', { ...other, person: OFFICER })).toBe('ALREADY_DONE');
    expect(play.try(HEAD, 'name-person', { ...other, reason: '' })).toBe('REASON_MISSING');
    play.does(HEAD, 'name-person', other);
    expect(play.after.named).toBe(`${OFFICER}/2`);
  });

  test('is nobody else’s: to take up, to hand in, to accept, to extend', () => {
    const play = new TaskPlay();
    const other = 'head@UBX-03006';
    expect(play.try(other, 'accept-task', { person: OFFICER })).toBe('FORBIDDEN');
    play.takenUp();
    expect(play.try(other, 'submit-product', play.product())).toBe('FORBIDDEN');
    expect(play.try(`staff@${COMMUNE}`, 'submit-product', play.product())).toBe('FORBIDDEN');
    play.handedIn();
    const accept = { occurrence: '1', checksum: '' };
    expect(play.try(HEAD, 'accept-product', accept)).toBe('FORBIDDEN');
    expect(play.try('head@CAT-40', 'accept-product', accept)).toBe('FORBIDDEN');
  });

  test('is done by a member of staff who was named for it', () => {
    const play = new TaskPlay().does(HEAD, 'accept-task', { person: `staff@${COMMUNE}` });
    expect(play.try(`staff@${COMMUNE}`, 'submit-product', play.product())).toBe('done');
  });
});

describe('a contested task', () => {
  const contested = () => new TaskPlay().does(HEAD, 'contest-task', REASON);

  test('waits for the owner of the plan, whose clock runs', () => {
    const play = contested();
    expect(play.after.stage).toBe('contested');
    expect(play.clock('task-contest')).toMatchObject({ owner: 'UBND-15', status: 'running' });
    expect(play.lettersOf('task-contested')).toEqual(['UBND-15', 'CAT-15-PA03']);
    expect(play.try(HEAD, 'accept-task', { person: OFFICER })).toBe('WRONG_STAGE');
    const decision = { decision: 'upheld', words: 'Thuộc cấp xã', to: null } as const;
    expect(play.try(POLICE_HEAD, 'decide-contest', decision)).toBe('FORBIDDEN');
  });

  test('that is upheld has to be taken up, and cannot be contested again', () => {
    const play = contested();
    const upheld = { decision: 'upheld', words: 'Thuộc cấp xã', to: null } as const;
    expect(play.try(CHAIRMAN, 'decide-contest', { ...upheld, words: '' })).toBe('REASON_MISSING');
    play.does(CHAIRMAN, 'decide-contest', upheld);
    expect(play.after).toMatchObject({ stage: 'seen', contests: [{ decision: 'upheld' }] });
    expect(play.clock('task-take-up').status).toBe('running');
    expect(play.try(HEAD, 'contest-task', REASON)).toBe('ALREADY_DONE');
    play.takenUp();
  });

  test('that is withdrawn ends, and counts nowhere', () => {
    const play = contested();
    play.does(CHAIRMAN, 'decide-contest', { decision: 'withdrawn', words: 'Đúng', to: null });
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'withdrawn' });
    expect(play.running()).toEqual([]);
    expect(taskRowsOf(play.after)).toEqual([]);
    expect(play.try(HEAD, 'contest-task', REASON)).toBe('CASE_ENDED');
  });

  test('that is re-assigned begins anew at the other office, with its due as it was', () => {
    const play = contested();
    const to = (office: string | null) =>
      ({ decision: 're-assigned', words: 'Giao Sở', to: office }) as const;
    expect(play.try(CHAIRMAN, 'decide-contest', to(null))).toBe('FIELDS_MISSING');
    expect(play.try(CHAIRMAN, 'decide-contest', to('NOWHERE'))).toBe('UNKNOWN_OFFICE');
    expect(play.try(CHAIRMAN, 'decide-contest', to(COMMUNE))).toBe('ALREADY_DONE');
    play.twins = [{ id: 'x', number: 'x', role: 'lead', office: 'STC-15', moved: false }];
    expect(play.try(CHAIRMAN, 'decide-contest', to('STC-15'))).toBe('ALREADY_DONE');
    expect(play.after.stage).toBe('contested');
    play.does(CHAIRMAN, 'decide-contest', to('STP-15'));
    expect(play.after).toMatchObject({
      stage: 'assigned',
      office: 'STP-15',
      homes: [{ office: COMMUNE }, { office: 'STP-15', why: 're-assigned' }],
    });
    expect(play.clock('task-due')).toMatchObject({
      owner: 'STP-15',
      due: '2027-03-01T00:00:00.000+07:00',
    });
    expect(play.try('head@STP-15', 'contest-task', REASON)).toBe('done');
  });

  test('is not decided by who contested it', () => {
    const play = new TaskPlay({ office: 'UBND-15' }).does(CHAIRMAN, 'contest-task', REASON);
    const withdrawn = { decision: 'withdrawn', words: 'Đúng', to: null } as const;
    expect(play.try(CHAIRMAN, 'decide-contest', withdrawn)).toBe('AUTHOR_CANNOT_DECIDE');
    expect(play.try('deputy-head@UBND-15', 'decide-contest', withdrawn)).toBe('done');
  });
});

describe('a body that is asked', () => {
  const asked = () => new TaskPlay({ office: 'TU-15', role: 'asked' });

  test('is invited, and nothing ever lapses on it', () => {
    const play = asked().waitUntil('2028-01-01T00:00:00.000+07:00');
    expect(play.after).toMatchObject({ stage: 'invited', clocks: [] });
    expect(play.lettersOf('task-invited')).toEqual(['TU-15']);
    expect(play.lettersOf('task-overdue')).toEqual([]);
    expect(taskRowsOf(play.after)).toEqual([]);
    expect(play.try(POLICE, 'urge-task', { words: 'x' })).toBe('NOT_OF_THIS_TASK');
    expect(play.try('head@TU-15', 'contest-task', REASON)).toBe('WRONG_STAGE');
  });

  test('may say no with a reason, and yes later; what it hands in counts', () => {
    const play = asked();
    const no = { takesPart: false, words: '' };
    expect(play.try('head@TU-15', 'answer-invitation', no)).toBe('REASON_MISSING');
    play.does('head@TU-15', 'answer-invitation', { ...no, words: 'Đã có quy định riêng' });
    expect(play.after).toMatchObject({ stage: 'invited', invitation: { takesPart: false } });
    play.does('head@TU-15', 'answer-invitation', { takesPart: true, words: '' });
    play.handedIn();
    expect(play.running()).toEqual(['task-review']);
    play.returnedBy(POLICE);
    expect(play.running()).toEqual([]);
    play.handedIn().acceptedBy(POLICE);
    expect(play.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    expect(taskRowsOf(play.after)).toMatchObject([{ state: 'done' }]);
  });
});

describe('a body that helps the lead', () => {
  const helping = () =>
    new TaskPlay({ role: 'coordinating', lead: 'SVHTTDL-15' }, { due: QUARTERLY });

  test('takes it up and makes contributions; no product of its own falls due', () => {
    const play = helping().takenUp();
    expect(play.after.occurrences).toEqual([]);
    expect(play.try(OFFICER, 'submit-product', play.product())).toBe('NOT_OF_THIS_TASK');
    const said = { document: DOCUMENT, words: 'Đã phát 12 bài trên loa' };
    expect(play.try(OFFICER, 'make-contribution', { ...said, words: '' })).toBe('FIELDS_MISSING');
    play.does(OFFICER, 'make-contribution', said);
    expect(play.after.contributions).toBe(1);
    expect(play.lettersOf('contribution-made')).toEqual(['SVHTTDL-15']);
    play.waitUntil('2027-06-01T00:00:00.000+07:00');
    expect(play.lettersOf('task-overdue')).toEqual([]);
    expect(new TaskPlay().takenUp().try(OFFICER, 'make-contribution', said)).toBe(
      'NOT_OF_THIS_TASK',
    );
  });

  test('has nothing left to do when the lead is done', () => {
    const play = helping().takenUp();
    play.leadIsDone = true;
    play.look();
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'lead-done' });
  });

  test('hands in its share of a collection, and owes it', () => {
    const play = new TaskPlay(
      { role: 'coordinating', lead: 'BCA', reviewer: { office: 'BCA', desk: 'BCA' } },
      { nature: NATURES.gathered },
    );
    expect(play.clock('task-due').status).toBe('running');
    play.takenUp().handedIn().acceptedBy('case-officer@BCA-A03');
    expect(play.after.stage).toBe('done');
  });
});

describe('a task an office adds for itself', () => {
  const own = {
    own: { addedBy: HEAD, carriesOut: 'II.2' },
    reviewer: { office: COMMUNE, desk: COMMUNE },
  };

  test('needs job, due and product, and a head of that office', () => {
    const directory = DIRECTORY.at('2026-05-04' as never);
    expect(mayAddOwnTask(somebody(HEAD), COMMUNE, directory)).toBeNull();
    expect(mayAddOwnTask(somebody(OFFICER), COMMUNE, directory)?.code).toBe('FORBIDDEN');
    expect(mayAddOwnTask(somebody('head@UBX-03006'), COMMUNE, directory)?.code).toBe('FORBIDDEN');
    expect(ownTaskRefusal({ terms: TERMS })).toBeNull();
    expect(ownTaskRefusal({ terms: { ...TERMS, due: null, product: null } })?.params).toEqual({
      missing: 'due, product',
    });
  });

  test('is not contested, is accepted by another of its people, and outlives amendments', () => {
    const play = new TaskPlay({ ...own, owner: COMMUNE });
    expect(play.try(HEAD, 'contest-task', REASON)).toBe('NOT_OF_THIS_TASK');
    play.takenUp().handedIn().amended(null);
    expect(play.after.stage).toBe('submitted');
    expect(() => play.acceptedBy(OFFICER)).toThrow('AUTHOR_CANNOT_DECIDE');
    play.acceptedBy(HEAD);
    expect(play.after.stage).toBe('done');
  });
});
