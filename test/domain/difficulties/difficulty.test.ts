import { describe, expect, test } from 'vitest';
import { somebody, DIRECTORY } from '../../support/office-play.ts';
import { DIFFICULTY_ACT_KINDS } from '../../../domain/difficulties/acts.ts';
import {
  DIFFICULTY_AUTHORITY,
  mayRaiseDifficulty,
} from '../../../domain/difficulties/authority.ts';
import { difficultyChannel } from '../../../domain/difficulties/channel.ts';
import { raisingRefusal } from '../../../domain/difficulties/decide.ts';
import { difficultyRow, difficultySnapshot } from '../../../domain/difficulties/outcome.ts';
import { DifficultyPlay } from './difficulty-play.ts';

const UNIT = 'CAT-15-PA03';
const OFFICER = `case-officer@${UNIT}`;
const HEAD = `head@${UNIT}`;
const COMMUNE = 'case-officer@UBX-02647';
const REASON = { reason: 'Vượt thẩm quyền' };
const day = (text: string) => DIRECTORY.at(text as never);

test('every act on a difficulty is somebody’s to do', () => {
  expect(Object.keys(DIFFICULTY_AUTHORITY).sort()).toEqual([...DIFFICULTY_ACT_KINDS].sort());
  for (const act of DIFFICULTY_ACT_KINDS) expect(DIFFICULTY_AUTHORITY[act], act).not.toEqual([]);
});

describe('the channel', () => {
  test.each([
    ['UBX-02647', [UNIT, 'CAT-15', 'UBND-15', 'BCA-A03', 'BCA']],
    ['STC-15', [UNIT, 'CAT-15', 'UBND-15', 'BCA-A03', 'BCA']],
    ['TU-15', [UNIT, 'CAT-15', 'UBND-15', 'BCA-A03', 'BCA']],
    [UNIT, ['CAT-15', 'UBND-15', 'BCA-A03', 'BCA']],
    ['CAT-15', ['UBND-15', 'BCA-A03', 'BCA']],
    ['UBND-15', ['BCA-A03', 'BCA']],
    ['BNG', ['BCA-A03', 'BCA']],
    ['DSQ-LAO', ['BCA-A03', 'BCA']],
    ['BCA-A03', ['BCA']],
    ['BCA', []],
  ])('of %s is %j', (office, channel) => {
    expect(difficultyChannel(office, day('2026-05-04'))).toEqual(channel);
  });

  test('of a province that ended in 2025 was its own until then', () => {
    expect(difficultyChannel('CAT-63-10', day('2025-06-30'))).toEqual([
      'UBND-63-10',
      'BCA-A03',
      'BCA',
    ]);
  });
});

describe('raising', () => {
  test('is for whoever works in the office, and for an office with somebody above it', () => {
    const directory = day('2026-05-04');
    const may = (who: string) => mayRaiseDifficulty(somebody(who), 'UBX-02647', directory)?.code;
    expect(may('clerk@UBX-02647')).toBeUndefined();
    expect(may('head@UBX-02647')).toBeUndefined();
    expect(may('inspector@UBX-02647')).toBe('FORBIDDEN');
    expect(may('head@UBX-03006')).toBe('FORBIDDEN');
    const code = (office: string, words = 'Thiếu máy') =>
      raisingRefusal({ office, words }, { directory })?.code;
    expect(code('UBX-02647')).toBeUndefined();
    expect(code('UBX-02647', ' ')).toBe('FIELDS_MISSING');
    expect(code('NOWHERE')).toBe('UNKNOWN_OFFICE');
    expect(code('BCA')).toBe('NO_CHANNEL_ABOVE');
  });
});

describe('a difficulty of a commune', () => {
  test('lies first with the internal political security division, whose clock runs', () => {
    const play = new DifficultyPlay();
    expect(play.after).toMatchObject({ stage: 'raised', holder: UNIT });
    // Ten working days from 4 May 2026, the day itself not counted.
    expect(play.clock('difficulty-answer').due).toBe('2026-05-19T00:00:00.000+07:00');
    expect(play.lettersOf('difficulty-to-answer')).toEqual([UNIT]);
    expect(difficultyRow(play.after)?.state).toBe('unanswered');
  });

  test('is taken up, answered in two persons, and closed by whoever raised it', () => {
    const play = new DifficultyPlay().does(OFFICER, 'take-up-difficulty', {}).answeredBy(UNIT);
    expect(play.after).toMatchObject({
      stage: 'answered',
      answers: [{ office: UNIT, draftedBy: OFFICER, approvedBy: HEAD }],
    });
    expect(play.clock('difficulty-answer').status).toBe('met');
    expect(play.clock('difficulty-approve').status).toBe('met');
    expect(play.lettersOf('difficulty-answered')).toEqual(['UBX-02647']);
    const { difficulty } = difficultySnapshot(play.after, day('2026-05-04')).waits;
    expect(difficulty).toEqual({ wake: null, open: false });
    play.does(COMMUNE, 'close-difficulty', {});
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'answered' });
    expect(difficultyRow(play.after)?.state).toBe('answered');
  });

  test('is not answered by who drafted the answer, nor by another text than was read', () => {
    const play = new DifficultyPlay();
    play.does(HEAD, 'draft-answer', { words: 'Đã bố trí', document: null });
    const checksum = play.after.draft?.checksum ?? '';
    expect(play.try(HEAD, 'approve-answer', { checksum })).toBe('AUTHOR_CANNOT_DECIDE');
    const other = 'deputy-head@CAT-15-PA03';
    expect(play.try(other, 'approve-answer', { checksum: 'x' })).toBe('PROPOSAL_CHANGED');
    expect(play.try(other, 'approve-answer', { checksum })).toBe('done');
    expect(play.after.answers[0]?.signedAs).toBe('KT.');
  });

  test('whose answer is returned is drafted again', () => {
    const play = new DifficultyPlay();
    play.does(OFFICER, 'draft-answer', { words: 'Không có', document: null });
    expect(play.try(HEAD, 'return-answer', { reason: ' ' })).toBe('REASON_MISSING');
    play.does(HEAD, 'return-answer', { reason: 'Chưa có căn cứ' });
    expect(play.after).toMatchObject({ stage: 'in-hand', draft: null });
    expect(play.clock('difficulty-approve').status).toBe('stopped');
    play.answeredBy(UNIT);
    expect(play.after.stage).toBe('answered');
  });

  test('is passed up with a reason, step by step to the Ministry’s leadership', () => {
    const play = new DifficultyPlay();
    expect(play.try(OFFICER, 'pass-up', { reason: '' })).toBe('REASON_MISSING');
    for (const office of [UNIT, 'CAT-15', 'UBND-15', 'BCA-A03']) {
      play.does(`case-officer@${office}`, 'pass-up', REASON);
    }
    expect(play.after.stations.map(({ office, passedUp }) => [office, passedUp?.reason])).toEqual([
      [UNIT, REASON.reason],
      ['CAT-15', REASON.reason],
      ['UBND-15', REASON.reason],
      ['BCA-A03', REASON.reason],
      ['BCA', undefined],
    ]);
    expect(difficultyRow(play.after)?.state).toBe('passed-up');
    expect(play.try('head@BCA', 'pass-up', REASON)).toBe('NO_CHANNEL_ABOVE');
    expect(play.after.stations.at(-1)?.passedUp).toBeNull();
    expect(play.after.clocks.filter((c) => c.status === 'running')).toHaveLength(1);
    play.answeredBy('BCA');
    expect(difficultyRow(play.after)?.state).toBe('answered');
  });

  test('whose answer does not help goes one office higher', () => {
    const play = new DifficultyPlay().answeredBy(UNIT);
    expect(play.try(OFFICER, 'raise-again', { reason: 'Chưa được' })).toBe('FORBIDDEN');
    play.does(COMMUNE, 'raise-again', { reason: 'Chưa được' });
    expect(play.after).toMatchObject({ stage: 'raised', holder: 'CAT-15' });
    play.answeredBy('CAT-15');
    expect(play.after.answers.map(({ office }) => office)).toEqual([UNIT, 'CAT-15']);
  });

  test('can be taken back, and counts nowhere then', () => {
    const play = new DifficultyPlay().does(COMMUNE, 'withdraw-difficulty', { reason: 'Đã xong' });
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'withdrawn' });
    expect(play.running()).toEqual([]);
    expect(difficultyRow(play.after)).toBeNull();
    expect(play.try(COMMUNE, 'withdraw-difficulty', { reason: 'x' })).toBe('CASE_ENDED');
    expect(play.try(OFFICER, 'take-up-difficulty', {})).toBe('CASE_ENDED');
  });

  test('is nobody else’s to answer or to pass up', () => {
    const play = new DifficultyPlay();
    const draft = { words: 'x', document: null };
    expect(play.try('case-officer@CAT-40-PA03', 'draft-answer', draft)).toBe('FORBIDDEN');
    expect(play.try(COMMUNE, 'draft-answer', draft)).toBe('FORBIDDEN');
    expect(play.try(COMMUNE, 'pass-up', REASON)).toBe('FORBIDDEN');
    expect(play.try(COMMUNE, 'close-difficulty', {})).toBe('WRONG_STAGE');
    const torn = { sha256: 'abc', title: 'Công văn' };
    expect(play.try(OFFICER, 'draft-answer', { words: 'x', document: torn })).toBe(
      'DOCUMENT_MISSING',
    );
  });
});

describe('a difficulty nobody answers', () => {
  test('is urged, and one office higher each time is told, but never goes up by itself', () => {
    const play = new DifficultyPlay().waitUntil('2026-05-18T23:59:59.000+07:00');
    expect(play.lettersOf('difficulty-urged')).toEqual([]);
    play.waitUntil('2026-05-19T00:00:00.000+07:00');
    expect(play.lettersOf('difficulty-urged')).toEqual([UNIT]);
    expect(play.lettersOf('difficulty-waits')).toEqual(['UBX-02647']);
    expect(play.lettersOf('difficulty-unanswered')).toEqual([]);
    play.waitUntil('2026-07-30T00:00:00.000+07:00');
    expect(play.lettersOf('difficulty-unanswered').slice(0, 5)).toEqual([
      'CAT-15',
      'UBND-15',
      'BCA-A03',
      'BCA',
      'BCA',
    ]);
    expect(play.after.holder).toBe(UNIT);
    play.answeredBy(UNIT);
    expect(play.running()).toEqual([]);
  });

  test('with a draft nobody decides on is put before the head again', () => {
    const play = new DifficultyPlay();
    play.does(OFFICER, 'draft-answer', { words: 'Đã bố trí', document: null });
    play.waitUntil('2026-05-08T00:00:00.000+07:00');
    expect(play.lettersOf('answer-to-approve')).toEqual([UNIT, UNIT]);
  });

  test('and whose desk ended on 1 July 2025 lies with its successor from that day', () => {
    const raised = { office: 'UBND-63-10', raisedBy: 'case-officer@UBND-63-10', about: null };
    const play = new DifficultyPlay(raised, '2025-06-20T08:00:00.000+07:00');
    expect(play.after.holder).toBe('BCA-A03');
    const police = { office: 'CAT-63-10-PA03', raisedBy: 'clerk@CAT-63-10-PA03', about: null };
    const own = new DifficultyPlay(police, '2025-06-20T08:00:00.000+07:00');
    expect(own.after.holder).toBe('CAT-63-10');
    own.waitUntil('2025-07-01T08:00:00.000+07:00').look();
    expect(own.after.holder).toBe('CAT-15');
    expect(own.try('head@CAT-15-PA03', 'withdraw-difficulty', { reason: 'Thôi' })).toBe('done');
  });
});
