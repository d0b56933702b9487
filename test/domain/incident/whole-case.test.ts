import { expect, test } from 'vitest';
import type { Instant } from '../../../domain/time/instant.ts';
import { plus } from '../../../domain/time/instant.ts';
import { checksum as checksumOf } from '../../../records/checksum.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';

const FINDING = {
  result: 'confirmed-damage',
  causes: ['carelessness'],
  circumstances: 'Để quên ngoài tủ',
  responsible: null,
} as const;

function acknowledged(play: OfficePlay): OfficePlay {
  return play
    .report(`staff@${COMMUNE}`)
    .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null })
    .approves(`head@${COMMUNE}`, 'dispatch')
    .does(`clerk@${COMMUNE}`, 'dispatch', { number: '01/BC-UBND', channel: 'courier' })
    .does(`duty-officer@${POLICE}`, 'acknowledge', {});
}

function toRemedying(play: OfficePlay): OfficePlay {
  return acknowledged(play)
    .does(`case-officer@${COMMUNE}`, 'contain', { what: 'Niêm phong tủ', doneAt: play.now })
    .does(`case-officer@${POLICE}`, 'tell-originator', {
      office: 'UBND-15',
      references: ['reference-1'],
    })
    .does('case-officer@UBND-15', 'assess-damage', { damage: true, text: 'Có' })
    .does(`case-officer@${POLICE}`, 'report-preliminary', { summary: 'Đang xác minh' })
    .does(`case-officer@${POLICE}`, 'propose-finding', FINDING)
    .approves(`head@${POLICE}`, 'finding');
}

test('a lost paper goes from the commune to the provincial police and is closed', () => {
  const play = toRemedying(new OfficePlay());
  expect(play.case.stage).toBe('remedying');
  play
    .does(`case-officer@${POLICE}`, 'plan-remedies', {
      remedies: [
        {
          kind: 'training',
          office: COMMUNE,
          person: 'Người đứng đầu',
          job: 'Tập huấn',
          product: 'Danh sách dự',
          due: '2026-04-01' as never,
        },
      ],
    })
    .does(`case-officer@${COMMUNE}`, 'report-remedy', { remedy: 'remedy-1', result: 'Đã làm' })
    .does(`case-officer@${POLICE}`, 'accept-remedy', { remedy: 'remedy-1' });
  expect(play.case.stage).toBe('closing');
  play
    .does(`case-officer@${POLICE}`, 'propose-closure', { lesson: 'Khóa tủ', summary: 'Xong' })
    .approves(`deputy-head@${POLICE}`, 'closure');
  expect(play.case).toMatchObject({ stage: 'ended', ending: 'closed', lesson: 'Khóa tủ' });
  expect(play.case.clocks.filter((c) => c.status === 'running')).toEqual([]);
});

test('the author of a finding never approves it, whatever the capacity', () => {
  const play = acknowledged(new OfficePlay());
  play.does(`case-officer@${POLICE}`, 'propose-finding', FINDING);
  const author = { ...play.proposal('finding'), person: `case-officer@${POLICE}` };
  const actor = {
    kind: 'person' as const,
    person: author.person,
    name: '',
    office: POLICE,
    capacity: 'head' as const,
    clearance: 'tuyet-mat' as const,
    delegation: null,
  };
  const data = { proposal: author.id, checksum: author.checksum };
  expect(play.try(actor, 'approve', data)).toBe('AUTHOR_CANNOT_DECIDE');
  expect(play.case.stage).toBe('verifying');
});

test('a report that nobody acknowledges goes one office higher each time, to the Ministry', () => {
  const play = new OfficePlay()
    .report(`staff@${COMMUNE}`)
    .does(`case-officer@${COMMUNE}`, 'give-oral-notice', { to: null, override: null });
  const sent = play.now;
  play.waitUntil(plus(sent, 4 * 3_600_000));
  expect(play.case.addressees.map((a) => a.office)).toEqual([POLICE, 'BCA-A03']);
  play.waitUntil(plus(sent, 8 * 3_600_000));
  expect(play.case.addressees.map((a) => a.office)).toEqual([POLICE, 'BCA-A03', 'BCA']);
  const letters = play.notices.length;
  play.waitUntil(plus(sent, 12 * 3_600_000));
  expect(play.notices.length).toBeGreaterThan(letters);
  play.does('duty-officer@BCA-A03', 'acknowledge', {});
  expect(play.case.handling).toBe('BCA-A03');
});

test('a report that implicates the head goes past the office, whose people have no part', () => {
  const play = new OfficePlay().report(`staff@${COMMUNE}`, { bypass: true });
  expect(play.case.receivingOffice).toBe(POLICE);
  const told = play.notices.map((n) => ('office' in n.to ? n.to.office : ''));
  expect(told).not.toContain(COMMUNE);
  expect(play.try(`head@${COMMUNE}`, 'contain', { what: 'x', doneAt: play.now })).toBe('FORBIDDEN');
  play.does(`duty-officer@${POLICE}`, 'acknowledge', {});
  expect(play.case.stage).toBe('verifying');
});

test('a changed reference voids the approved finding, visibly, and verifying begins again', () => {
  const play = toRemedying(new OfficePlay());
  const finding = play.proposal('finding').id;
  play.does(`head@${POLICE}`, 'change-level', {
    reference: 'reference-1',
    level: 'toi-mat',
    reason: 'Xác định lại',
  });
  expect(play.case.stage).toBe('verifying');
  expect(play.case.finding).toBeNull();
  expect(play.case.proposals.find((p) => p.id === finding)?.status).toBe('void');
  expect(play.clock('verify').status).toBe('running');
});

const FIRST = {
  event: { vi: 'a', lo: 'ກ' },
  reference: { vi: 'a', lo: 'ກ' },
  discovered: { vi: 'a', lo: 'ກ' },
  firstMeasures: { vi: 'a', lo: 'ກ' },
  contact: { vi: 'a', lo: 'ກ' },
};
const SECOND = {
  circumstances: { vi: 'a', lo: 'ກ' },
  damage: { vi: 'a', lo: 'ກ' },
  measures: { vi: 'a', lo: 'ກ' },
  result: { vi: 'a', lo: 'ກ' },
  prevention: { vi: 'a', lo: 'ກ' },
};

function sendToLaoSide(play: OfficePlay, round: 1 | 2): OfficePlay {
  const form = round === 1 ? FIRST : SECOND;
  play.does('case-officer@BCA-A03', 'draft-lao-notice', { round, form });
  const { id, checksum: sum } = play.proposal('lao-notice');
  return play
    .does('case-officer@BCA-A03/2', 'check-releasability', {
      proposal: id,
      checksum: sum,
      fields: Object.entries(form).map(([field, value]) => ({
        field: field as never,
        released: true,
        sha256: checksumOf(value),
      })),
    })
    .approves('head@BCA', 'lao-notice')
    .does('clerk@BCA-A03', 'dispatch-to-lao-side', {
      proposal: id,
      number: `0${round}/BCA`,
      channel: 'diplomatic-channel',
      courier: 'Giao liên',
      seal: `N${round}`,
      sha256: 'a'.repeat(64),
    })
    .does('clerk@BCA-A03', 'record-lao-receipt', { round, receivedAt: play.now })
    .does('clerk@BCA-A03', 'record-lao-answer', { round, text: 'Đã nhận', at: play.now });
}

function exchanged(): OfficePlay {
  const play = new OfficePlay().report('staff@CAT-40', {
    kind: 'at-risk',
    references: [{ ...REFERENCE, origin: 'lao', exchange: 'received' }],
  });
  return play
    .does('case-officer@CAT-40', 'give-oral-notice', { to: null, override: null })
    .does('duty-officer@BCA-A03', 'acknowledge', {})
    .does('case-officer@BCA-A03', 'propose-lao-decision', {
      decision: 'needed',
      reason: 'Tin của Lào',
    })
    .approves('head@BCA', 'lao-decision');
}

test('exchanged documents at risk: the Ministry tells the Lao side twice before it closes', () => {
  const play = sendToLaoSide(exchanged(), 1);
  expect(play.case.lao.rounds[0].stage).toBe('settled');
  play
    .does('case-officer@CAT-40', 'propose-dispatch', { to: null, override: null })
    .approves('head@CAT-40', 'dispatch')
    .does('clerk@CAT-40', 'dispatch', { number: '02', channel: 'security-channel' })
    .does('case-officer@BCA-A03', 'propose-finding', { ...FINDING, result: 'confirmed-no-damage' })
    .approves('head@BCA-A03', 'finding')
    .does('case-officer@BCA-A03', 'propose-no-remedies', { reason: 'Không cần' })
    .approves('head@BCA-A03', 'no-remedies');
  const closure = { lesson: 'x', summary: 'y' };
  expect(play.try('case-officer@BCA-A03', 'propose-closure', closure)).toBe('GATE_OPEN');
  sendToLaoSide(play, 2)
    .does('case-officer@BCA-A03', 'propose-closure', closure)
    .approves('head@BCA-A03', 'closure');
  expect(play.case.ending).toBe('closed');
});

test('while the Agreement is suspended the Lao clocks stand still, then go on', () => {
  const play = exchanged();
  const { due } = play.clock('lao-first');
  play.treaty = 'suspended';
  play.does('case-officer@BCA-A03', 'add-document', {
    kind: 'minutes',
    title: 'Biên bản',
    sha256: 'b'.repeat(64),
    place: 'Tủ 1',
  });
  expect(play.clock('lao-first').status).toBe('frozen');
  play.waitHours(24 * 30);
  expect(play.clock('lao-first').lapses).toBe(0);
  play.treaty = 'in-force';
  play.try('case-officer@BCA-A03', 'link-case', { number: 'SC-2026-000009' });
  const resumed = play.clock('lao-first');
  expect(resumed.status).toBe('running');
  expect(resumed.due > due).toBe(true);
  expect(resumed.due > (play.now as Instant)).toBe(true);
});
