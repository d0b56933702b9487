import { expect, test } from 'vitest';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';
import { COMMUNE, FINDING, POLICE, acknowledged, exchangedCase, toRemedying } from './stations.ts';

const OFFICER = `case-officer@${POLICE}`;
const HEAD = `head@${POLICE}`;
const CLOSURE = { lesson: 'Khóa tủ', summary: 'Xong' };

test('a changed reference takes an open finding back, and the verifying runs again', () => {
  const play = acknowledged().does(OFFICER, 'propose-finding', FINDING);
  expect(play.clock('approve-finding').status).toBe('running');
  play.does(OFFICER, 'add-reference', { reference: { ...REFERENCE, number: '13' } });
  expect(play.proposal('finding').status).toBe('void');
  expect(play.clock('approve-finding').status).toBe('stopped');
  expect(play.clock('verify')).toMatchObject({ status: 'running', anchor: play.now });
  play.does(OFFICER, 'propose-finding', FINDING).approves(HEAD, 'finding');
  expect(play.case.stage).toBe('remedying');
});

test('a letter that was signed but not sent is void when a reference changes', () => {
  const play = new OfficePlay()
    .report(`staff@${COMMUNE}`)
    .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null })
    .approves(`head@${COMMUNE}`, 'dispatch')
    .does(`case-officer@${COMMUNE}`, 'add-reference', { reference: REFERENCE });
  const dispatch = { number: '1', channel: 'courier' } as const;
  expect(play.try(`clerk@${COMMUNE}`, 'dispatch', dispatch)).toBe('NOT_SIGNED_YET');
  play
    .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null })
    .approves(`head@${COMMUNE}`, 'dispatch')
    .does(`clerk@${COMMUNE}`, 'dispatch', dispatch);
  expect(play.case.addressees.map((a) => a.office)).toEqual([POLICE]);
});

test('the written report after an oral notice may come after the finding is approved', () => {
  const play = new OfficePlay()
    .report(`staff@${COMMUNE}`)
    .does(`case-officer@${COMMUNE}`, 'give-oral-notice', { to: null, override: null })
    .does(`duty-officer@${POLICE}`, 'acknowledge', {})
    .does(OFFICER, 'propose-finding', { ...FINDING, result: 'not-confirmed' })
    .approves(HEAD, 'finding');
  expect(play.try(OFFICER, 'propose-closure', CLOSURE)).toBe('GATE_OPEN');
  play
    .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null })
    .approves(`head@${COMMUNE}`, 'dispatch')
    .does(`clerk@${COMMUNE}`, 'dispatch', { number: '1', channel: 'courier' })
    .does(OFFICER, 'propose-closure', CLOSURE)
    .approves(HEAD, 'closure');
  expect(play.case.ending).toBe('not-confirmed');
});

test('a first account and the telling of nothing fall away with what they were for', () => {
  const play = acknowledged()
    .does(OFFICER, 'propose-finding', { ...FINDING, result: 'not-confirmed' })
    .approves(HEAD, 'finding');
  for (const rule of ['verify', 'preliminary', 'originator-tell', 'contain']) {
    expect(['met', 'stopped'], rule).toContain(play.clock(rule).status);
  }
});

test('the originator of a confirmed case can still be told while it is remedied', () => {
  const play = toRemedying(acknowledged());
  play.does(OFFICER, 'tell-originator', { office: 'UBND-15', references: ['reference-1'] });
  expect(play.clock('originator-tell').status).toBe('met');
  play.does(OFFICER, 'propose-no-remedies', { reason: 'Không cần' }).approves(HEAD, 'no-remedies');
  expect(play.try(OFFICER, 'propose-closure', CLOSURE)).toBe('GATE_OPEN');
});

test('a hand-over that was asked for is answered also when the finding came first', () => {
  const play = acknowledged()
    .does(OFFICER, 'propose-hand-over', { to: 'BCA-A03', reason: 'Liên tỉnh' })
    .approves(HEAD, 'hand-over')
    .does(OFFICER, 'propose-finding', FINDING)
    .approves(HEAD, 'finding')
    .does('duty-officer@BCA-A03', 'answer-hand-over', { accept: true, reason: null });
  expect(play.case).toMatchObject({ handling: 'BCA-A03', handOverTo: null, stage: 'remedying' });
  expect(play.clock('acknowledge').status).toBe('met');
});

test('a hand-over that nobody answered ends with the case and can be asked for again', () => {
  const play = acknowledged()
    .does(OFFICER, 'propose-hand-over', { to: 'BCA-A03', reason: 'Liên tỉnh' })
    .approves(HEAD, 'hand-over')
    .does(HEAD, 'mark-duplicate', { of: 'SC-2026-000009', reason: 'Cùng vụ' })
    .does(HEAD, 'reopen', { reason: 'Không cùng vụ' });
  expect(play.case.handOverTo).toBeNull();
  play.does(OFFICER, 'propose-hand-over', { to: 'BCA-A03', reason: 'Liên tỉnh' });
});

test('a reopened case asks the Ministry again what it had not decided, and can be closed', () => {
  const play = exchangedCase()
    .does('head@BCA-A03', 'mark-duplicate', { of: 'SC-2026-000009', reason: 'Cùng vụ' })
    .does('head@BCA-A03', 'reopen', { reason: 'Không cùng vụ' });
  expect(play.clock('lao-decide').status).toBe('running');
  play
    .does('case-officer@BCA-A03', 'propose-lao-decision', {
      decision: 'not-needed',
      reason: 'Không phải tin của Lào',
    })
    .approves('head@BCA', 'lao-decision')
    .does('case-officer@BCA-A03', 'propose-finding', { ...FINDING, result: 'not-confirmed' })
    .approves('head@BCA-A03', 'finding')
    .does('case-officer@BCA-A03', 'propose-closure', CLOSURE)
    .approves('head@BCA-A03', 'closure');
  expect(play.case.ending).toBe('not-confirmed');
});

test('a reopened case that the Ministry had not taken note of is told to it again', () => {
  const play = acknowledged(new OfficePlay(), { references: [{ ...REFERENCE, origin: 'lao' }] });
  expect(play.case.handling).toBe(POLICE);
  expect(play.clock('tell-ministry').status).toBe('running');
  play
    .does(HEAD, 'mark-duplicate', { of: 'SC-2026-000009', reason: 'Cùng vụ' })
    .does(HEAD, 'reopen', { reason: 'Không cùng vụ' });
  expect(play.clock('tell-ministry').status).toBe('running');
  play.does('duty-officer@BCA-A03', 'acknowledge', {});
  expect(play.clock('lao-decide').status).toBe('running');
});

test('a question about the Lao side that is open when a case ends is void with it', () => {
  const play = exchangedCase()
    .does('case-officer@BCA-A03', 'propose-lao-decision', { decision: 'not-yet', reason: 'Chờ' })
    .does('head@BCA-A03', 'mark-duplicate', { of: 'SC-2026-000009', reason: 'Cùng vụ' });
  const { id: proposal, checksum, status } = play.proposal('lao-decision');
  expect(status).toBe('void');
  expect(play.try('head@BCA', 'approve', { proposal, checksum })).toBe('PROPOSAL_NOT_OPEN');
  expect(play.case.clocks.filter((c) => c.status === 'running')).toEqual([]);
});

test('a transferred case is not taken over before the Ministry has decided on the Lao side', () => {
  const play = exchangedCase()
    .does('case-officer@BCA-A03', 'propose-transfer', {
      channel: 'criminal',
      body: 'Cơ quan điều tra',
      reason: 'Dấu hiệu tội phạm',
    })
    .approves('head@BCA-A03', 'transfer');
  const letter = { letter: '5/CQĐT' };
  expect(play.try('clerk@BCA-A03', 'record-take-over', letter)).toBe('GATE_OPEN');
  play
    .does('case-officer@BCA-A03', 'propose-lao-decision', { decision: 'needed', reason: 'Của Lào' })
    .approves('head@BCA', 'lao-decision')
    .does('clerk@BCA-A03', 'record-take-over', letter);
  expect(play.case.ending).toBe('transferred');
  // The branch outlives the case: both rounds have still to be sent.
  expect(play.case.lao.rounds.map((r) => r.stage)).toEqual(['drafting', 'drafting']);
  expect(play.clock('lao-first').status).toBe('running');
});

test.each([
  ['propose-no-remedies', {}],
  ['propose-transfer', { channel: 'criminal', body: 'x' }],
] as const)('"%s" says why, in words', (kind, data) => {
  const play = toRemedying(acknowledged());
  expect(play.try(OFFICER, kind, { ...data, reason: ' ' } as never)).toBe('REASON_MISSING');
  expect(play.try(OFFICER, kind, { ...data, reason: 'Vì sao' } as never)).toBe('done');
});

test.each([
  ['kind', 'leaked'],
  ['discoveredAt', '2026-03-01T08:00:00+07:00'],
] as const)(
  'a corrected %s takes an approved finding back; better words do not',
  (field, value) => {
    const play = toRemedying(acknowledged());
    play.does(OFFICER, 'correct', { field: 'words', value: 'Rõ hơn', reason: 'Lỗi chính tả' });
    expect(play.case.finding).not.toBeNull();
    play.does(OFFICER, 'correct', { field, value, reason: 'Xác định lại' });
    expect(play.case).toMatchObject({ stage: 'verifying', finding: null });
    expect(play.proposal('finding').status).toBe('void');
    expect(play.lettersOf('proposal-voided')).toContain(POLICE);
  },
);
