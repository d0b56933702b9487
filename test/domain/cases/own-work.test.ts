import { describe, expect, test } from 'vitest';
import { newestSubmission } from '../../../domain/reporting/process/report.ts';
import { DifficultyPlay } from '../difficulties/difficulty-play.ts';
import { PlanPlay, proposedIn } from '../plans/plan-play.ts';
import {
  COMMUNE_REPORT,
  ESTIMATE,
  FIRST_PART,
  PROVINCE_REPORT,
  ReportPlay,
} from '../reporting/report-play.ts';
import { CHAIRMAN, POLICE, QUARTERLY, TaskPlay } from '../tasks/task-play.ts';

const OWN = 'AUTHOR_CANNOT_DECIDE';
const OPEN = '2026-12-15T00:00:00.000+07:00';

/** The part of the provincial police: they draft it, sign it, and check it for the province. */
const police = () => new ReportPlay({ ...COMMUNE_REPORT, office: 'CAT-15', drafting: 'CAT-15' });
const OFFICER = 'case-officer@CAT-15';
const HEAD = 'head@CAT-15';

describe('whoever has a hand in a report', () => {
  const accepting = (play: ReportPlay, who: string) =>
    play.try(who, 'accept-report', { checksum: newestSubmission(play.report)?.checksum ?? '' });

  test('does not accept it where their office collects its own part: a colleague does', () => {
    const play = police().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    expect(accepting(play, OFFICER)).toBe(OWN);
    expect(accepting(play, HEAD)).toBe(OWN);
    expect(play.report).toMatchObject({ stage: 'submitted', acceptedRevision: null });
    play.acceptedBy(`${OFFICER}/2`);
    expect(play.report).toMatchObject({ stage: 'accepted', acceptedRevision: 1 });
  });

  test('does not send it back either, to change it after its day', () => {
    const play = police().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    const returned = { reasons: [{ part: null, reason: 'Cần bổ sung' }] };
    expect(play.try(OFFICER, 'return-report', returned)).toBe(OWN);
    expect(play.try(HEAD, 'return-report', returned)).toBe(OWN);
    expect(play.try(`${OFFICER}/2`, 'return-report', returned)).toBe('done');
  });

  test('wrote only one part of it, and does not accept it all the same', () => {
    const play = police().filledBy(OFFICER);
    play.does(`${OFFICER}/2`, 'save-part', { part: FIRST_PART, basedOn: 1 });
    play.waitUntil(OPEN).submittedBy(HEAD);
    expect(accepting(play, OFFICER)).toBe(OWN);
    expect(accepting(play, `${OFFICER}/2`)).toBe(OWN);
    expect(accepting(play, `${OFFICER}/3`)).toBe('done');
  });

  test('signed it before it was returned, and does not accept what another one signed then', () => {
    const play = police().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    const reasons = [{ part: null, reason: 'Thiếu số liệu' }];
    play.does('head@UBND-15', 'return-report', { reasons });
    play.submittedBy('deputy-head@CAT-15');
    expect(accepting(play, HEAD)).toBe(OWN);
    expect(accepting(play, 'deputy-head@CAT-15')).toBe(OWN);
    play.acceptedBy('head@UBND-15');
  });

  test('does not accept it in another capacity, as the desk of the Ministry', () => {
    const play = new ReportPlay(PROVINCE_REPORT).filledBy(`lan:${OFFICER}`).waitUntil(OPEN);
    play.does(`minh:${HEAD}`, 'give-opinion', { text: 'Nhất trí' }).submittedBy('head@UBND-15');
    expect(accepting(play, 'lan:case-officer@BCA-A03')).toBe(OWN);
    // Whoever spoke for the drafters is one of them.
    expect(accepting(play, 'minh:head@BCA-A03')).toBe(OWN);
    expect(accepting(play, 'hoa:case-officer@BCA-A03')).toBe('done');
  });

  test('does not advise on it: the finance office reports as well', () => {
    const play = new ReportPlay({ ...ESTIMATE, office: 'STC-15', drafting: 'STC-15' });
    play.filledBy('case-officer@STC-15');
    const laid = { number: '5/BC', on: '2026-06-01' as never, amount: 10 };
    play.waitUntil(OPEN);
    play.does('clerk@STC-15', 'record-council', { step: 'council-opinion', ...laid });
    play.submittedBy('head@STC-15');
    const advice = { text: 'Đồng ý', number: '88/STC', on: '2026-06-02' as never, amount: null };
    expect(play.try('case-officer@STC-15', 'give-advice', advice)).toBe(OWN);
    expect(play.try('head@STC-15', 'give-advice', advice)).toBe(OWN);
    expect(play.try('deputy-head@STC-15', 'give-advice', advice)).toBe('done');
  });
});

describe('whoever has a hand in a product of a task', () => {
  const accepting = (play: TaskPlay, who: string) => {
    const { id, submissions } = play.submitted;
    const checksum = submissions.at(-1)?.checksum ?? '';
    return play.try(who, 'accept-product', { occurrence: id, checksum });
  };
  const standing = () =>
    new TaskPlay({ office: 'UBX-02647' }, { due: QUARTERLY }).does(
      'head@UBX-02647',
      'accept-task',
      { person: 'case-officer@UBX-02647' },
    );

  test('does not accept it in the capacity of who follows it up', () => {
    const play = standing();
    play.does('lan:case-officer@UBX-02647', 'submit-product', play.product());
    expect(accepting(play, 'lan:head@CAT-15')).toBe(OWN);
    expect(accepting(play, 'minh:head@CAT-15')).toBe('done');
  });

  test('handed it in before it was returned, and does not accept what a colleague did then', () => {
    const play = standing();
    play.does('lan:case-officer@UBX-02647', 'submit-product', play.product());
    play.returnedBy(POLICE);
    play.does('minh:case-officer@UBX-02647', 'submit-product', play.product());
    expect(accepting(play, 'lan:head@CAT-15')).toBe(OWN);
    expect(accepting(play, POLICE)).toBe('done');
  });

  test('was named to do it, and neither accepts it nor sends it back', () => {
    const play = new TaskPlay({ office: 'UBX-02647' });
    play.staff = new Set(['lan']);
    play.does('head@UBX-02647', 'accept-task', { person: 'lan' });
    play.does('case-officer@UBX-02647', 'submit-product', play.product());
    const back = { occurrence: play.submitted.id, reason: 'Cần bổ sung' };
    expect(play.try('lan:head@CAT-15', 'return-product', back)).toBe(OWN);
    expect(accepting(play, 'lan:head@CAT-15')).toBe(OWN);
  });

  test('may accept the one of another period', () => {
    const play = standing();
    play.does('lan:case-officer@UBX-02647', 'submit-product', play.product());
    play.acceptedBy(POLICE).waitUntil('2026-07-01T08:00:00.000+07:00');
    play.does('minh:case-officer@UBX-02647', 'submit-product', play.product());
    expect(accepting(play, 'lan:head@CAT-15')).toBe('done');
  });
});

describe('whoever raised a difficulty', () => {
  const UNIT = 'CAT-15-PA03';
  const answer = { words: 'Đã bố trí', document: null };
  const approving = (play: DifficultyPlay, who: string) =>
    play.try(who, 'approve-answer', { checksum: play.after.draft?.checksum ?? '' });

  test('does not answer it one desk higher, though they hold a capacity there', () => {
    const play = new DifficultyPlay({ raisedBy: 'lan' });
    play.does(`case-officer@${UNIT}`, 'draft-answer', answer);
    expect(approving(play, `lan:head@${UNIT}`)).toBe(OWN);
    expect(play.after.stage).toBe('drafted');
    expect(approving(play, `minh:head@${UNIT}`)).toBe('done');
  });

  test('again, as somebody else of the same office, does not answer it either', () => {
    const play = new DifficultyPlay().answeredBy(UNIT);
    play.does('lan:case-officer@UBX-02647', 'raise-again', { reason: 'Chưa được' });
    play.does('case-officer@CAT-15', 'draft-answer', answer);
    expect(approving(play, 'lan:head@CAT-15')).toBe(OWN);
    expect(approving(play, 'head@CAT-15')).toBe('done');
  });

  test('is not told by who wrote or approved the answer that it is enough', () => {
    const play = new DifficultyPlay();
    play.does(`lan:case-officer@${UNIT}`, 'draft-answer', answer);
    approving(play, `minh:head@${UNIT}`);
    expect(play.try('lan:case-officer@UBX-02647', 'close-difficulty', {})).toBe(OWN);
    expect(play.try('minh:head@UBX-02647', 'close-difficulty', {})).toBe(OWN);
    expect(play.try('case-officer@UBX-02647', 'close-difficulty', {})).toBe('done');
  });
});

test('whoever proposed a plan for who follows it up does not approve it as its owner', () => {
  const play = new PlanPlay();
  play.does(CHAIRMAN, 'confirm-clears', proposedIn(play.data));
  const { plan } = proposedIn(play.data);
  play.does(`lan:case-officer@${play.after.followUp.desk}`, 'propose-adoption', { plan });
  const { id: proposal = '', checksum = '' } = play.after.proposals.at(-1) ?? {};
  const lan = `lan:${CHAIRMAN}`;
  expect(play.try(lan, 'approve-plan', { proposal, checksum })).toBe(OWN);
  expect(play.try(lan, 'return-plan', { proposal, reason: 'Chưa rõ' })).toBe(OWN);
  expect(play.try(CHAIRMAN, 'approve-plan', { proposal, checksum })).toBe('done');
});
