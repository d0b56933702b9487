import type { ClockRuleId } from '../../../domain/clocks/rule.ts';
import type { ReportData } from '../../../domain/incident/act.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';

export const COMMUNE = 'UBX-02647';
export const POLICE = 'CAT-15';

export const FINDING = {
  result: 'confirmed-damage',
  causes: ['carelessness'],
  circumstances: 'Để quên ngoài tủ',
  responsible: null,
} as const;

/** A case of a commune, sent in writing to the provincial police. */
export function sent(play = new OfficePlay(), report: Partial<ReportData> = {}): OfficePlay {
  return play
    .report(`staff@${COMMUNE}`, report)
    .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null })
    .approves(`head@${COMMUNE}`, 'dispatch')
    .does(`clerk@${COMMUNE}`, 'dispatch', { number: '01/BC-UBND', channel: 'courier' });
}

/** The same, acknowledged: the provincial police verifies. */
export function acknowledged(play = new OfficePlay(), report: Partial<ReportData> = {}) {
  return sent(play, report).does(`duty-officer@${POLICE}`, 'acknowledge', {});
}

/** The same, with an approved finding: confirmed, with damage. */
export function toRemedying(play: OfficePlay): OfficePlay {
  return play
    .does(`case-officer@${POLICE}`, 'propose-finding', FINDING)
    .approves(`head@${POLICE}`, 'finding');
}

/** A remedy of an office, due on a date. */
export function remedyOf(office: string, due = '2026-04-01') {
  return {
    kind: 'training' as const,
    office,
    person: 'Người đứng đầu',
    job: 'Tập huấn',
    product: 'Danh sách dự',
    due: due as never,
  };
}

/** Remedying with one remedy for the commune. */
export function withRemedy(play = new OfficePlay()): OfficePlay {
  const remedies = [remedyOf(COMMUNE)];
  return toRemedying(acknowledged(play)).does(`case-officer@${POLICE}`, 'plan-remedies', {
    remedies,
  });
}

/** Nothing confirmed: the closing. */
export function toClosing(play = new OfficePlay()): OfficePlay {
  return acknowledged(play)
    .does(`case-officer@${POLICE}`, 'propose-finding', { ...FINDING, result: 'not-confirmed' })
    .approves(`head@${POLICE}`, 'finding');
}

/** Lao papers at risk in a provincial police office; the Ministry handles the case. */
export function exchangedCase(play = new OfficePlay()): OfficePlay {
  return play
    .report('staff@CAT-40', {
      kind: 'at-risk',
      references: [{ ...REFERENCE, origin: 'lao', exchange: 'received' }],
    })
    .does('case-officer@CAT-40', 'propose-dispatch', { to: null, override: null })
    .approves('head@CAT-40', 'dispatch')
    .does('clerk@CAT-40', 'dispatch', { number: '02', channel: 'security-channel' })
    .does('duty-officer@BCA-A03', 'acknowledge', {});
}

/** The same case with no other clock, so that every letter comes from this one. */
export function alone(play: OfficePlay, rule: ClockRuleId): OfficePlay {
  play.incident = { ...play.case, clocks: play.case.clocks.filter((c) => c.rule === rule) };
  return play;
}
