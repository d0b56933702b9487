import { describe, expect, test } from 'vitest';
import type { TaskActData } from '../../../domain/tasks/act.ts';
import { taskIsOpen } from '../../../domain/tasks/outcome.ts';
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
    one.does(OFFICER, 'register-decision', decision('lan', '40/QĐ-UBND'));
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
    expect(one.try(HEAD, 'review-decision', revoked)).toBe('UNKNOWN_DECISION');
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
    expect(one.try(POLICE, 'forward-list', forward)).toBe('STEP_MISSING');
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
