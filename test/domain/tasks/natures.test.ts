import { describe, expect, test } from 'vitest';
import type { TaskActData } from '../../../domain/tasks/act.ts';
import { evolveTask } from '../../../domain/tasks/evolve.ts';
import { taskIsOpen } from '../../../domain/tasks/outcome.ts';
import type { HandedOver } from '../../../domain/tasks/task.ts';
import { DOCUMENT, HEAD, NATURES, OFFICER, POLICE, QUARTERLY, TaskPlay } from './task-play.ts';

const DESK = 'case-officer@BCA-A03';
const on = (date: string) => date as never;

describe('decisions of the head that are registered (Lào Cai II.4)', () => {
  const decision = (subject: string, number: string): TaskActData['register-decision'] => ({
    ...{ subject, number, date: on('2026-05-04'), covers: 'Mạng LAN của UBND phường' },
    ...{ reviewOn: on('2027-05-04'), document: DOCUMENT },
  });
  const play = () => new TaskPlay({}, { nature: NATURES.decisions, due: QUARTERLY }).takenUp();

  test('name number, date, what they cover and when they are reviewed', () => {
    const one = play();
    const lan = decision('lan', '12/QĐ-UBND');
    const wrong: readonly (readonly [Partial<typeof lan>, string])[] = [
      [{ subject: 'cloud' }, 'UNKNOWN_SUBJECT'],
      [{ number: ' ' }, 'FIELDS_MISSING'],
      [{ covers: '' }, 'FIELDS_MISSING'],
      [{ document: { sha256: '1', title: 'x' } }, 'DOCUMENT_MISSING'],
      [{ date: on('2026-05-05') }, 'MOMENT_IN_FUTURE'],
      [{ date: on('2026-02-30') }, 'INVALID_FIELD'],
      [{ reviewOn: on('2026-05-04') }, 'VALUE_OUT_OF_RANGE'],
    ];
    for (const [change, code] of wrong) {
      expect(one.try(OFFICER, 'register-decision', { ...lan, ...change }), code).toBe(code);
    }
    one.does(OFFICER, 'register-decision', lan);
    expect(one.clock('decision-review').due).toBe('2027-05-05T00:00:00.000+07:00');
  });

  test('have to be there for every subject before the product is handed in', () => {
    const one = play().does(OFFICER, 'register-decision', decision('lan', '12/QĐ-UBND'));
    expect(one.try(OFFICER, 'submit-product', one.product())).toBe('STEP_MISSING');
    expect(one.refusal?.params).toEqual({ step: 'register-decision', subjects: 'machines' });
    one.does(OFFICER, 'register-decision', decision('machines', '13/QĐ-UBND')).handedIn();
    expect(one.submitted.id).toBe('2026-Q2');
  });

  test('are replaced by newer ones of the same subject', () => {
    const one = play().does(OFFICER, 'register-decision', decision('lan', '12/QĐ-UBND'));
    const twice = decision('lan', ' 12/QĐ-UBND');
    expect(one.try(OFFICER, 'register-decision', twice)).toBe('ALREADY_DONE');
    expect(one.after.decisions).toMatchObject([{ status: 'in-force' }]);
    one.does(OFFICER, 'register-decision', decision('lan', '40/QĐ-UBND'));
    // The one that was replaced does not come into force again.
    expect(one.try(OFFICER, 'register-decision', twice)).toBe('ALREADY_DONE');
    expect(one.after.decisions.map(({ number, status }) => [number, status])).toEqual([
      ['12/QĐ-UBND', 'replaced'],
      ['40/QĐ-UBND', 'in-force'],
    ]);
    const reviews = one.after.clocks.filter(({ rule }) => rule === 'decision-review');
    expect(reviews.map(({ status }) => status)).toEqual(['stopped', 'running']);
  });

  test('are kept with the next review, or revoked', () => {
    const one = play().does(OFFICER, 'register-decision', decision('lan', '12/QĐ-UBND'));
    const review = { decision: 'decision-1', result: 'kept', reason: 'Còn phù hợp' } as const;
    const none = { ...review, reviewOn: null };
    expect(one.try(HEAD, 'review-decision', none)).toBe('FIELDS_MISSING');
    expect(one.try(OFFICER, 'review-decision', none)).toBe('FORBIDDEN');
    one.does(HEAD, 'review-decision', { ...review, reviewOn: on('2028-05-04') });
    expect(one.after.decisions[0]?.reviewOn).toBe('2028-05-04');
    const revoked = { ...review, result: 'revoked', reviewOn: null } as const;
    one.does(HEAD, 'review-decision', revoked);
    expect(one.after.decisions[0]?.status).toBe('revoked');
    expect(one.running()).toEqual(['occurrence-due']);
    expect(one.try(HEAD, 'review-decision', revoked)).toBe('DECISION_NOT_IN_FORCE');
    const unknown = { ...revoked, decision: 'decision-2' };
    expect(one.try(HEAD, 'review-decision', unknown)).toBe('UNKNOWN_DECISION');
    const plain = new TaskPlay().takenUp();
    expect(plain.try(OFFICER, 'register-decision', decision('lan', '1'))).toBe('NOT_OF_THIS_TASK');
  });
});

describe('a list of secrets (Lào Cai II.5)', () => {
  const play = () => new TaskPlay({}, { nature: NATURES.list }).takenUp();
  const forward = { number: '30/CAT-PA03', date: on('2026-05-04') };
  const answer = { number: '9/BCA', date: on('2026-05-04'), result: 'agreed', words: '' } as const;

  test('that needs no change is done when the police have accepted it', () => {
    const one = play();
    expect(one.try(OFFICER, 'submit-product', one.product())).toBe('FIELDS_MISSING');
    one.handedIn({ list: 'unchanged' }).acceptedBy(POLICE);
    expect(one.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    expect(one.running()).toEqual([]);
    expect(one.try(POLICE, 'forward-list', forward)).toBe('NOTHING_TO_FORWARD');
    expect(one.try(DESK, 'record-appraisal', answer)).toBe('NOTHING_TO_FORWARD');
    const standing = new TaskPlay({}, { nature: NATURES.list, due: QUARTERLY }).takenUp();
    standing.handedIn({ list: 'unchanged' }).acceptedBy(POLICE);
    standing.waitUntil('2026-07-02T08:00:00.000+07:00');
    expect(standing.try(POLICE, 'forward-list', forward)).toBe('NOTHING_TO_FORWARD');
    standing.handedIn({ list: 'to-amend' });
    expect(standing.try(POLICE, 'forward-list', forward)).toBe('STEP_MISSING');
  });

  test('that changes is forwarded to the Ministry, whose answer is recorded', () => {
    const one = play().handedIn({ list: 'to-amend' });
    expect(one.try(POLICE, 'forward-list', forward)).toBe('WRONG_STAGE');
    one.acceptedBy(POLICE);
    expect(one.after.stage).toBe('done');
    expect(one.try(DESK, 'record-appraisal', answer)).toBe('STEP_MISSING');
    expect(one.try(HEAD, 'forward-list', forward)).toBe('FORBIDDEN');
    one.does(POLICE, 'forward-list', forward);
    // Thirty days from 4 May 2026.
    expect(one.clock('list-appraisal')).toMatchObject({
      owner: 'BCA-A03',
      due: '2026-06-04T00:00:00.000+07:00',
    });
    one.does(DESK, 'record-appraisal', answer);
    expect(one.after).toMatchObject({ stage: 'done', list: { appraised: { result: 'agreed' } } });
    expect(one.running()).toEqual([]);
  });

  test('waits with a plan that stands still, also when it was accepted meanwhile', () => {
    const one = play().handedIn({ list: 'to-amend' });
    one.plan = { ...one.plan, standstill: 'suspended' };
    one.look().acceptedBy(POLICE);
    expect(one.clock('list-forward').status).toBe('frozen');
    expect(taskIsOpen(one.after)).toBe(true);
    one.plan = { ...one.plan, standstill: null };
    expect(one.look().clock('list-forward').status).toBe('running');
  });

  test('to which the Ministry does not agree comes back to the office', () => {
    const one = play().handedIn({ list: 'to-amend' }).acceptedBy(POLICE);
    one.does(POLICE, 'forward-list', forward);
    const revise = { ...answer, result: 'to-revise', words: 'Bỏ mục 3' } as const;
    expect(one.try(DESK, 'record-appraisal', { ...revise, words: '' })).toBe('REASON_MISSING');
    one.does(POLICE, 'record-appraisal', revise);
    expect(one.after).toMatchObject({ stage: 'returned', ending: null });
    expect(one.clock('task-submit-again').status).toBe('running');
    one.handedIn({ list: 'to-amend' }).acceptedBy(POLICE).does(POLICE, 'forward-list', forward);
    one.does(DESK, 'record-appraisal', answer);
    expect(one.after).toMatchObject({ stage: 'done', ending: 'on-time' });
    const plain = new TaskPlay().takenUp();
    expect(plain.try(POLICE, 'forward-list', forward)).toBe('NOT_OF_THIS_TASK');
  });
});

describe('lists of two quarters, both on their way', () => {
  const SECOND = '2026-Q2';
  const THIRD = '2026-Q3';
  const both = () => {
    const one = new TaskPlay({}, { nature: NATURES.list, due: QUARTERLY }).takenUp();
    one.handedIn({ list: 'to-amend' }).acceptedBy(POLICE);
    one.waitUntil('2026-07-01T08:00:00.000+07:00');
    return one.handedIn({ list: 'to-amend' }).acceptedBy(POLICE);
  };
  const letter = (number: string) => ({ number, date: on('2026-07-01') });
  const agreed = { result: 'agreed', words: '' } as const;
  const waits = (one: TaskPlay, rule: string) =>
    one.after.clocks
      .filter((clock) => clock.rule === rule && clock.status === 'running')
      .map(({ subject }) => subject);

  test('are forwarded one by one: the clock of the other one runs on', () => {
    const one = both();
    expect(waits(one, 'list-forward')).toEqual([SECOND, THIRD]);
    one.does(POLICE, 'forward-list', { occurrence: THIRD, ...letter('31/CAT') });
    expect(waits(one, 'list-forward')).toEqual([SECOND]);
    expect(waits(one, 'list-appraisal')).toEqual([THIRD]);
    // Whoever names none means the one that waits longest.
    one.does(POLICE, 'forward-list', letter('32/CAT'));
    expect(waits(one, 'list-forward')).toEqual([]);
    expect(waits(one, 'list-appraisal')).toEqual([THIRD, SECOND]);
    expect(one.try(POLICE, 'forward-list', letter('33/CAT'))).toBe('STEP_MISSING');
  });

  test('are appraised one by one, and only the one that is sent back is owed again', () => {
    const one = both();
    for (const id of [SECOND, THIRD]) {
      one.does(POLICE, 'forward-list', { occurrence: id, ...letter(`30/${id}`) });
    }
    const revise = { result: 'to-revise', words: 'Bỏ mục 3' } as const;
    const answer = { occurrence: THIRD, ...letter('9/BCA'), ...revise };
    one.does(DESK, 'record-appraisal', answer);
    expect(waits(one, 'list-appraisal')).toEqual([SECOND]);
    expect(waits(one, 'task-submit-again')).toEqual([THIRD]);
    expect(one.after.list.appraised).toMatchObject({ result: 'to-revise' });
    one.does(DESK, 'record-appraisal', { occurrence: SECOND, ...letter('10/BCA'), ...agreed });
    expect(waits(one, 'list-appraisal')).toEqual([]);
    expect(one.after.occurrences.map(({ status }) => status)).toEqual(['accepted', 'returned']);
    // What was forwarded last is not answered by the letter about another list.
    expect(one.after.list).toMatchObject({
      forwarded: { occurrence: THIRD },
      appraised: { number: '9/BCA' },
    });
  });

  test('are answered only where they were forwarded, and not by who handed them in', () => {
    const one = both().does(POLICE, 'forward-list', { occurrence: THIRD, ...letter('31/CAT') });
    const answer = (occurrence: string) => ({ occurrence, ...letter('9/BCA'), ...agreed });
    expect(one.try(DESK, 'record-appraisal', answer('2026-Q4'))).toBe('UNKNOWN_OCCURRENCE');
    expect(one.try(DESK, 'record-appraisal', answer(SECOND))).toBe('STEP_MISSING');
    expect(one.try(`${OFFICER}:clerk@BCA-A03`, 'record-appraisal', answer(THIRD))).toBe(
      'AUTHOR_CANNOT_DECIDE',
    );
    expect(one.try(DESK, 'record-appraisal', answer(THIRD))).toBe('done');
  });

  test('stand as before in tasks that were kept before it was said which', () => {
    const one = both();
    const at = one.now;
    const { occurrence: _, ...old } = { occurrence: SECOND, by: POLICE, ...letter('30/CAT') };
    const forwarded = { kind: 'list-forwarded', data: { ...old, to: 'BCA-A03' } } as const;
    const { by, number, date } = old;
    const sent = evolveTask(one.after, one.after.id, forwarded, at);
    expect(sent.list).toEqual({ forwarded: { number, date, at }, appraised: null });
    // The answer may come after it began to be kept.
    for (const of of [{}, { occurrence: SECOND }]) {
      const data = { ...of, by, number, date, ...agreed };
      const fact = { kind: 'list-appraised', data } as const;
      expect(evolveTask(sent, sent.id, fact, at).list).toEqual({
        forwarded: { number, date, at },
        appraised: { number, date, ...agreed },
      });
    }
  });
});

describe('a regulation (Lào Cai II.6)', () => {
  test('goes from draft through opinions to issue, and is the product then', () => {
    const window = { kind: 'months', from: '2026-04', to: '2026-05' } as const;
    const one = new TaskPlay({}, { nature: NATURES.regulation, due: window }).takenUp();
    expect(one.clock('task-due').due).toBe('2026-06-01T00:00:00.000+07:00');
    const opinion = { from: 'Sở Tư pháp', text: 'Nhất trí' };
    const issue = { number: '20/QĐ-UBND', date: on('2026-05-04'), document: DOCUMENT };
    const steps = (act: 'record-opinion' | 'issue-regulation' | 'submit-product') => {
      const data = { 'record-opinion': opinion, 'issue-regulation': issue };
      const whole = { ...data, 'submit-product': one.product() };
      const who = act === 'issue-regulation' ? HEAD : OFFICER;
      return [one.try(who, act, whole[act] as never), one.refusal?.params['step']];
    };
    expect(steps('record-opinion')).toEqual(['STEP_MISSING', 'record-draft']);
    expect(steps('issue-regulation')).toEqual(['STEP_MISSING', 'record-draft']);
    expect(steps('submit-product')).toEqual(['STEP_MISSING', 'issue-regulation']);
    one.does(OFFICER, 'record-draft', { document: DOCUMENT });
    expect(steps('issue-regulation')).toEqual(['STEP_MISSING', 'record-opinion']);
    one.does(OFFICER, 'record-opinion', opinion);
    expect(one.try(HEAD, 'issue-regulation', { ...issue, number: '' })).toBe('FIELDS_MISSING');
    one.does(HEAD, 'issue-regulation', issue);
    expect(one.try(HEAD, 'issue-regulation', issue)).toBe('ALREADY_DONE');
    one.handedIn().acceptedBy(POLICE);
    expect(one.after).toMatchObject({
      ...{ stage: 'done', ending: 'on-time' },
      regulation: { issued: { number: '20/QĐ-UBND' } },
    });
    const plain = new TaskPlay().takenUp();
    expect(plain.try(OFFICER, 'record-draft', { document: DOCUMENT })).toBe('NOT_OF_THIS_TASK');
  });
});

test('an exchange of training says who went, who approved it, and with what result', () => {
  const one = new TaskPlay({}, { nature: NATURES.training }).takenUp();
  const exchange = { who: '3 cán bộ', approvedBy: 'Bộ trưởng', result: 'Đã tập huấn' };
  const torn = one.product({ exchange: { ...exchange, result: '' } });
  expect(one.try(OFFICER, 'submit-product', torn)).toBe('FIELDS_MISSING');
  expect(one.try(OFFICER, 'submit-product', one.product())).toBe('FIELDS_MISSING');
  one.handedIn({ exchange });
  expect(one.submitted.submissions[0]?.exchange).toEqual(exchange);
});

describe('the review of phase III (801 II.2.c)', () => {
  const review = () =>
    new TaskPlay(
      { office: 'BCA', owner: 'BCA', reviewer: { office: 'BCA', desk: 'BCA-A03' } },
      { nature: NATURES.review },
    )
      .takenUp()
      .handedIn();
  const accepting = (one: TaskPlay) => {
    const { id, submissions } = one.submitted;
    const checksum = submissions.at(-1)?.checksum ?? '';
    return one.try('head@BCA-A03', 'accept-product', { occurrence: id, checksum });
  };
  const handing = { proposals: ['Bổ sung điều về dữ liệu điện tử'], document: DOCUMENT };

  test('is not accepted before its proposals are handed over, and says so', () => {
    const one = review();
    expect([accepting(one), one.refusal?.params]).toEqual([
      'STEP_MISSING',
      { step: 'hand-over-proposals' },
    ]);
    one.does(DESK, 'hand-over-proposals', handing);
    expect(accepting(one)).toBe('done');
    expect(one.after.stage).toBe('done');
  });

  test('may find that nothing has to change: it says why, and no draft goes over', () => {
    const one = review();
    const none = { proposals: [], document: DOCUMENT };
    const because = { ...none, notNeeded: 'Chưa phát sinh vướng mắc' };
    expect(one.try(DESK, 'hand-over-proposals', none)).toBe('FIELDS_MISSING');
    expect(one.try(DESK, 'hand-over-proposals', { ...none, notNeeded: ' ' })).toBe(
      'REASON_MISSING',
    );
    const both = { ...because, proposals: handing.proposals };
    expect(one.try(DESK, 'hand-over-proposals', both)).toBe('FIELDS_NOT_ALLOWED');
    one.does(DESK, 'hand-over-proposals', because);
    expect(one.after.handedOver).toMatchObject({ proposals: [], notNeeded: because.notNeeded });
    expect(one.lettersOf('proposals-handed-over')).toEqual([]);
    expect(accepting(one)).toBe('done');
  });

  test('asks it only of who leads it, and of each period anew', () => {
    const asked = new TaskPlay({ role: 'asked' }, { nature: NATURES.review });
    asked.does(HEAD, 'answer-invitation', { takesPart: true, words: '' });
    expect(asked.handedIn().acceptedBy(POLICE).after.stage).toBe('done');
    const standing = new TaskPlay({}, { nature: NATURES.review, due: QUARTERLY }).takenUp();
    standing.does(OFFICER, 'hand-over-proposals', handing).handedIn().acceptedBy(POLICE);
    standing.waitUntil('2026-07-01T08:00:00.000+07:00').handedIn();
    const { id: occurrence, submissions } = standing.submitted;
    const checksum = submissions.at(-1)?.checksum ?? '';
    const product = { occurrence, checksum };
    expect(standing.try(POLICE, 'accept-product', product)).toBe('STEP_MISSING');
    standing.does(OFFICER, 'hand-over-proposals', handing);
    expect(standing.try(POLICE, 'accept-product', product)).toBe('done');
  });

  test('does not do for two periods what was handed over for one', () => {
    const quarterly = { nature: NATURES.review, due: QUARTERLY };
    const one = new TaskPlay({}, quarterly).takenUp().handedIn();
    const second = '2026-Q2';
    // Only after the next quarter has begun; what waits longest is meant, however often.
    one.waitUntil('2026-07-05T08:00:00.000+07:00');
    for (const proposals of [['Bổ sung Điều 5'], ['Bổ sung Điều 6']]) {
      one.does(OFFICER, 'hand-over-proposals', { ...handing, proposals });
      expect(one.after.handedOver).toMatchObject({ occurrence: second, proposals });
    }
    one.acceptedBy(POLICE).handedIn();
    const { id: occurrence, submissions } = one.submitted;
    const product = { occurrence, checksum: submissions.at(-1)?.checksum ?? '' };
    expect(one.try(POLICE, 'accept-product', product)).toBe('STEP_MISSING');
    const named = (of: string) => ({ ...handing, occurrence: of });
    expect(one.try(OFFICER, 'hand-over-proposals', named('2030-Q1'))).toBe('UNKNOWN_OCCURRENCE');
    // Nor does it take from a period what was said of it that another one has been spoken of since.
    one.does(OFFICER, 'hand-over-proposals', named(occurrence));
    one.does(OFFICER, 'hand-over-proposals', named(second));
    expect(one.try(POLICE, 'accept-product', product)).toBe('done');
  });

  test('reads a fact from before the period was named as it was read then', () => {
    const one = review();
    const by = { to: 'treaty-change', checksum: '', by: DESK, at: one.now } as const;
    const handedOver: HandedOver = { ...handing, ...by };
    one.after = evolveTask(
      one.after,
      one.after.id,
      { kind: 'proposals-handed-over', data: handedOver },
      one.now,
    );
    expect(one.after.handedOver).toEqual(handedOver);
    expect(accepting(one)).toBe('done');
  });
});

test('the proposals of phase III are handed over to a change of the treaty, as a draft', () => {
  const one = new TaskPlay(
    { office: 'BCA', owner: 'BCA', reviewer: { office: 'BCA', desk: 'BCA-A03' } },
    { nature: NATURES.review },
  ).takenUp();
  const data = { proposals: ['Bổ sung điều về dữ liệu điện tử'], document: DOCUMENT };
  expect(one.try(DESK, 'hand-over-proposals', { ...data, proposals: [] })).toBe('FIELDS_MISSING');
  one.does(DESK, 'hand-over-proposals', data);
  expect(one.after.handedOver).toMatchObject({ to: 'treaty-change', by: DESK });
  expect(one.after.handedOver?.checksum).toMatch(/^[0-9a-f]{64}$/);
  expect(one.lettersOf('proposals-handed-over')).toEqual(['BCA']);
  const plain = new TaskPlay().takenUp();
  expect(plain.try(OFFICER, 'hand-over-proposals', data)).toBe('NOT_OF_THIS_TASK');
});
