import { describe, expect, test } from 'vitest';
import type { OfficePlay } from '../../support/office-play.ts';
import { REFERENCE } from '../../support/office-play.ts';
import {
  COMMUNE,
  FINDING,
  POLICE,
  acknowledged,
  remedyOf,
  toClosing,
  toRemedying,
  withRemedy,
} from './stations.ts';

const OFFICER = `case-officer@${POLICE}`;
const HEAD = `head@${POLICE}`;
const reason = 'Lý do';
const CLOSURE = { lesson: 'Khóa tủ', summary: 'Xong' };
const NOT_CONFIRMED = { ...FINDING, result: 'not-confirmed' } as const;
const TRANSFER = { channel: 'criminal', body: 'Cơ quan điều tra', reason } as const;

const running = (play: OfficePlay) =>
  play.case.clocks.filter((c) => c.status === 'running').map((c) => c.rule);

describe('a hand-over to the Ministry', () => {
  const asked = () =>
    acknowledged()
      .does(OFFICER, 'propose-hand-over', { to: 'BCA-A03', reason })
      .approves(HEAD, 'hand-over');

  test('changes nothing until the receiver takes it; then the case is theirs', () => {
    const play = asked();
    expect(play.case).toMatchObject({ handling: POLICE, handOverTo: 'BCA-A03' });
    const { due } = play.clock('verify');
    play.does('duty-officer@BCA-A03', 'answer-hand-over', { accept: true, reason: null });
    expect(play.case).toMatchObject({ handling: 'BCA-A03', handOverTo: null });
    expect(play.clock('acknowledge').status).toBe('met');
    expect(play.clock('verify')).toMatchObject({ status: 'running', due });
    expect(play.try(OFFICER, 'propose-finding', FINDING)).toBe('FORBIDDEN');
    play.does('case-officer@BCA-A03', 'propose-finding', FINDING);
  });

  test('is declined with a reason, and the province goes on', () => {
    const play = asked();
    const no = { accept: false, reason: ' ' };
    expect(play.try('head@BCA-A03', 'answer-hand-over', no)).toBe('REASON_MISSING');
    play.does('head@BCA-A03', 'answer-hand-over', { ...no, reason });
    expect(play.case).toMatchObject({ handling: POLICE, handOverTo: null });
    expect(play.lettersOf('hand-over-answered')).toEqual([POLICE]);
    play.does(OFFICER, 'propose-finding', FINDING);
  });

  test('that nobody answers is urged on both sides, and the case stays where it is', () => {
    const play = asked();
    play.waitUntil(play.clock('acknowledge').due);
    expect(play.case.handling).toBe(POLICE);
    expect(play.lettersOf('clock-lapsed')).toEqual(expect.arrayContaining([POLICE, 'BCA-A03']));
    expect(play.case.addressees.map((a) => a.office)).toEqual([POLICE]);
  });

  test('goes only to an office that handles cases, and not to the one it is about', () => {
    const play = acknowledged();
    const to = (office: string) => play.try(OFFICER, 'propose-hand-over', { to: office, reason });
    expect(to('UBND-15')).toBe('UNKNOWN_OFFICE');
    expect(to(POLICE)).toBe('UNKNOWN_OFFICE');
    expect(to('CAT-40')).toBe('done');
    expect(asked().try(OFFICER, 'propose-hand-over', { to: 'CAT-40', reason })).toBe(
      'HAND_OVER_PENDING',
    );
  });
});

describe('a transfer to another channel', () => {
  const transferred = (play: OfficePlay) =>
    play.does(OFFICER, 'propose-transfer', TRANSFER).approves(HEAD, 'transfer');

  test('does not end the case; the written taking over does', () => {
    const play = transferred(acknowledged());
    expect(play.case).toMatchObject({ stage: 'verifying', transfer: { channel: 'criminal' } });
    play.does(OFFICER, 'record-take-over', { letter: '5/CQĐT' });
    expect(play.case).toMatchObject({ stage: 'ended', ending: 'transferred' });
    expect(running(play)).toEqual([]);
  });

  test('ends as transferred also when its own remedies are done first', () => {
    const play = transferred(toRemedying(acknowledged()))
      .does(OFFICER, 'propose-no-remedies', { reason })
      .approves(HEAD, 'no-remedies')
      .does(OFFICER, 'propose-closure', CLOSURE)
      .approves(HEAD, 'closure');
    expect(play.case.ending).toBe('transferred');
  });

  test('is asked for once and taken over once, after it was approved', () => {
    const play = acknowledged();
    expect(play.try(OFFICER, 'record-take-over', { letter: '5' })).toBe('NOT_SIGNED_YET');
    transferred(play);
    expect(play.try(OFFICER, 'propose-transfer', TRANSFER)).toBe('ALREADY_DONE');
    play.does(OFFICER, 'record-take-over', { letter: '5' });
    expect(play.try(OFFICER, 'record-take-over', { letter: '5' })).toBe('CASE_ENDED');
  });
});

describe('the end and the way back', () => {
  const duplicate = () =>
    acknowledged().does(HEAD, 'mark-duplicate', { of: 'SC-2026-000009', reason });

  test('the same incident as another case ends as its duplicate, open proposals with it', () => {
    const play = acknowledged()
      .does(OFFICER, 'propose-finding', FINDING)
      .does(HEAD, 'mark-duplicate', { of: 'SC-2026-000009', reason });
    expect(play.case).toMatchObject({ ending: 'duplicate', duplicateOf: 'SC-2026-000009' });
    expect(play.proposal('finding').status).toBe('void');
    expect(running(play)).toEqual([]);
    const own = { of: play.case.number, reason };
    expect(acknowledged().try(HEAD, 'mark-duplicate', own)).toBe('UNKNOWN_CASE');
  });

  test('a case is reopened by the head who closed it, with a reason, and begins to verify', () => {
    const play = duplicate();
    expect(play.try(`deputy-head@${POLICE}`, 'reopen', { reason })).toBe('FORBIDDEN');
    expect(play.try('head@BCA-A03', 'reopen', { reason })).toBe('FORBIDDEN');
    expect(play.try(HEAD, 'reopen', { reason: '' })).toBe('REASON_MISSING');
    const facts = play.facts.length;
    play.now = '2026-06-01T09:00:00.000+07:00' as never;
    play.does(HEAD, 'reopen', { reason });
    expect(play.case).toMatchObject({ stage: 'verifying', ending: null, reopened: 1 });
    expect(play.facts.length).toBeGreaterThan(facts);
    expect(play.clock('verify')).toMatchObject({ status: 'running', anchor: play.now, lapses: 0 });
    expect(play.lettersOf('case-reopened')).toEqual([POLICE, `staff@${COMMUNE}`]);
  });

  test('after the end only what keeps the record right is still done', () => {
    const play = duplicate();
    const doneAt = play.now;
    expect(play.try(OFFICER, 'contain', { what: 'x', doneAt })).toBe('CASE_ENDED');
    expect(play.try(OFFICER, 'propose-finding', FINDING)).toBe('CASE_ENDED');
    const words = { field: 'words', value: 'Đúng hơn', reason } as const;
    expect(play.try(OFFICER, 'correct', words)).toBe('done');
    expect(play.try(OFFICER, 'link-case', { number: 'SC-2026-000002' })).toBe('done');
  });
});

describe('what keeps the case right', () => {
  test('a reference of a higher level tells the heads that readers are lost', () => {
    const play = acknowledged();
    play.does(OFFICER, 'add-reference', { reference: REFERENCE });
    expect(play.lettersOf('access-lost')).toEqual([]);
    play.does(OFFICER, 'add-reference', { reference: { ...REFERENCE, level: 'toi-mat' } });
    expect(play.lettersOf('access-lost')).toEqual([POLICE]);
  });

  test('nothing was discovered before the time of anybody alive', () => {
    for (const value of ['0001-01-01T00:00:00+07:00', '1899-12-31T23:59:00+07:00']) {
      const corrected = { field: 'discoveredAt', value, reason } as const;
      expect(acknowledged().try(OFFICER, 'correct', corrected)).toBe('INVALID_FIELD');
    }
  });
});

describe('what is returned', () => {
  test('a finding goes back to be verified, by a new clock, and the next may be approved', () => {
    const play = acknowledged().does(OFFICER, 'propose-finding', FINDING);
    const { id: proposal } = play.proposal('finding');
    play.does(HEAD, 'return', { proposal, reason, to: null });
    expect(play.clock('approve-finding').status).toBe('stopped');
    expect(play.clock('verify')).toMatchObject({ id: 'verify#2', status: 'running' });
    expect(play.lettersOf('proposal-returned')).toEqual([OFFICER, POLICE]);
    toRemedying(play);
    expect(play.case.finding?.proposal).toBe('finding-2');
  });

  const closure = () => toClosing().does(OFFICER, 'propose-closure', CLOSURE);

  test.each([
    ['closing', 'closing', 'running'],
    [null, 'closing', 'running'],
    ['remedying', 'remedying', 'stopped'],
  ] as const)('a closure returned to %s leaves the case %s', (to, stage, close) => {
    const play = closure();
    play.does(HEAD, 'return', { proposal: play.proposal('closure').id, reason, to });
    expect(play.case.stage).toBe(stage);
    expect(play.clock('close').status).toBe(close);
  });

  test('a closure is not proposed, and not approved, while something bars it', () => {
    const play = closure();
    play.does(OFFICER, 'tell-originator', { office: 'UBND-15', references: ['reference-1'] });
    const { id: proposal, checksum } = play.proposal('closure');
    expect(play.try(HEAD, 'approve', { proposal, checksum })).toBe('GATE_OPEN');
    expect(play.proposal('closure').status).toBe('open');
    play
      .does('head@UBND-15', 'assess-damage', { damage: false, text: 'Không' })
      .does(HEAD, 'approve', { proposal, checksum });
    expect(play.case.ending).toBe('not-confirmed');
  });

  test('a closure without a lesson is no closure', () => {
    const empty = { ...CLOSURE, lesson: ' ' };
    expect(toClosing().try(OFFICER, 'propose-closure', empty)).toBe('FIELDS_MISSING');
  });
});

describe('joint verification', () => {
  const asked = () =>
    acknowledged()
      .does(OFFICER, 'propose-joint-verification', { offices: ['UBND-15', 'CAT-40'] })
      .approves(HEAD, 'joint-verification');

  test('asks each office, which accepts or says why not, once', () => {
    const play = asked();
    expect(play.lettersOf('participation-asked')).toEqual(['UBND-15', 'CAT-40']);
    play.does('head@UBND-15', 'answer-participation', { accept: true, reason: null });
    const no = { accept: false, reason: null };
    expect(play.try('head@CAT-40', 'answer-participation', no)).toBe('REASON_MISSING');
    play.does('head@CAT-40', 'answer-participation', { ...no, reason });
    expect(play.case.participants).toEqual([
      { office: 'UBND-15', answer: 'accepted', reason: null },
      { office: 'CAT-40', answer: 'declined', reason },
    ]);
    const again = play.try('head@CAT-40', 'answer-participation', { accept: true, reason: null });
    expect(again).toBe('PARTICIPATION_ANSWERED');
  });

  test('asks nobody twice, nor the office that handles the case', () => {
    const play = asked();
    const ask = (...offices: string[]) =>
      play.try(OFFICER, 'propose-joint-verification', { offices });
    expect(ask('UBND-15')).toBe('ALREADY_DONE');
    expect(ask(POLICE)).toBe('ALREADY_DONE');
    expect(ask()).toBe('FIELDS_MISSING');
    expect(ask('KHÔNG-CÓ')).toBe('UNKNOWN_OFFICE');
  });

  test('that was not confirmed in the end tells everybody who knew of the suspicion', () => {
    const play = asked().does(OFFICER, 'propose-finding', NOT_CONFIRMED).approves(HEAD, 'finding');
    expect(play.lettersOf('suspicion-not-confirmed').toSorted()).toEqual(
      [COMMUNE, POLICE, 'UBND-15', 'CAT-40', `staff@${COMMUNE}`].toSorted(),
    );
  });
});

describe('a remedy', () => {
  test('is an order inside the police and a recommendation to all others', () => {
    const play = toRemedying(acknowledged()).does(OFFICER, 'plan-remedies', {
      remedies: [remedyOf(COMMUNE), remedyOf(`${POLICE}-PA03`), remedyOf('UBND-15')],
    });
    expect(play.case.remedies.map((r) => r.mode)).toEqual([
      'recommendation',
      'order',
      'recommendation',
    ]);
  });

  test('is reported, returned with a reason, reported again and accepted', () => {
    const play = withRemedy();
    const remedy = 'remedy-1';
    expect(play.try(OFFICER, 'accept-remedy', { remedy })).toBe('REMEDY_NOT_REPORTED');
    play.does(`head@${COMMUNE}`, 'report-remedy', { remedy, result: 'Đã làm' });
    expect(play.try(OFFICER, 'return-remedy', { remedy, reason: ' ' })).toBe('REASON_MISSING');
    play.does(OFFICER, 'return-remedy', { remedy, reason });
    play
      .does(`head@${COMMUNE}`, 'report-remedy', { remedy, result: 'Đã làm đủ' })
      .does(OFFICER, 'accept-remedy', { remedy });
    expect(play.case).toMatchObject({ stage: 'closing', remedies: [{ status: 'accepted' }] });
  });

  test('can be closed as outstanding with a named office that follows it, by approval', () => {
    const play = withRemedy()
      .does(OFFICER, 'propose-remedy-outstanding', {
        remedy: 'remedy-1',
        followUp: 'UBND-15',
        reason,
      })
      .approves(HEAD, 'remedy-outstanding');
    expect(play.case).toMatchObject({
      stage: 'closing',
      remedies: [{ status: 'outstanding', followUp: 'UBND-15' }],
    });
    expect(play.clock('remedy').status).toBe('met');
    expect(play.lettersOf('remedy-assigned')).toEqual([COMMUNE, 'UBND-15']);
  });

  test.each(['person', 'job', 'product'] as const)('without its %s is none', (clear) => {
    const play = toRemedying(acknowledged());
    const remedies = [{ ...remedyOf(COMMUNE), [clear]: ' ' }];
    expect(play.try(OFFICER, 'plan-remedies', { remedies })).toBe('FIVE_CLEARS_MISSING');
  });
});
