import { describe, expect, it } from 'vitest';
import { planSentence } from '../../../client/api/views/plan-timeline.ts';
import type { PlanFactData, PlanFactKind } from '../../../domain/plans/process/fact.ts';
import type { Language } from '../../../domain/text.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { SAMPLE_CLOCK } from '../../support/fact-samples.ts';
import { OfficePlay } from '../../support/office-play.ts';
import { broughtPlan } from '../../support/plans.ts';

const plan = broughtPlan('801-qd-ttg-2024');
const { rules } = new OfficePlay();
const at = '2026-12-15T09:00:00.000+07:00' as Instant;
const by = '00000000-0000-4000-8000-00000000000a';
const reason = 'Lý do';
const sum = 'a'.repeat(64);
const date = '2029-12-31' as CivilDate;

/** One fact of every kind that a plan can have; a new kind does not compile without its own. */
const FACTS: { readonly [K in PlanFactKind]: PlanFactData[K] } = {
  'plan-loaded': {
    number: 'KH-801-QD-TTG-2024',
    drill: false,
    plan: plan.id,
    edition: 1,
    owner: 'BCA',
    followUp: plan.followUp,
    followsTreaty: true,
    upper: null,
    document: null,
  },
  'clears-confirmed': { by, confirmed: [{ task: 'III.1', clear: 'due', of: sum }] },
  'plan-proposed': {
    id: 'amend-1',
    kind: 'amend',
    edition: 2,
    reason,
    author: by,
    proposedAt: at,
    plan: sum,
    checksum: sum,
    status: 'open',
    decidedBy: null,
    signedAs: null,
    words: null,
  },
  'plan-decided': {
    proposal: 'amend-1',
    by,
    decision: 'returned',
    signedAs: 'none',
    words: reason,
  },
  'plan-adopted': { edition: 1, plan: sum },
  'plan-numbered': { by, number: '801/QĐ-TTg', date },
  'plan-amended': { edition: 2, plan: sum, reason },
  'phases-set': { phases: plan.phases },
  'offices-followed': { on: date, version: 7 },
  'phase-opened': { phase: 'II' },
  'phase-closed': { phase: 'I', leftOpen: [{ task: 'II.2.a-1', offices: ['BCA', 'BNG'] }] },
  'phase-reopened': { phase: 'I', from: '2024-08-06' as CivilDate, to: date },
  'phase-end-set': { by, phase: 'III', to: date, reason },
  'plan-stood-still': { by: 'treaty', reason: 'suspended' },
  'plan-went-on': { by: 'owner', reason },
  'plan-ended': { reason },
  'plan-withdrawn': { by, reason },
  'clock-started': { clock: SAMPLE_CLOCK },
  'clock-met': { clock: 'plan-decide#1' },
  'clock-stopped': { clock: 'phase-closes#1' },
  'clock-lapsed': { clock: 'phase-closes#1', due: at, lapses: 1, now: SAMPLE_CLOCK },
  'clock-changed': { why: 'frozen', reason, before: { due: at }, clock: SAMPLE_CLOCK },
};

function told(kind: PlanFactKind, language: Language, data: unknown = FACTS[kind]): string {
  const names = { offices: {}, people: {} };
  return planSentence(kind, data, { language, plan, names, rules });
}

describe('what happened to a plan is told', () => {
  it.each(Object.keys(FACTS) as PlanFactKind[])('%s, in three languages', (kind) => {
    const sentences = LANGUAGES.map((language) => told(kind, language));
    for (const sentence of sentences) expect(sentence).toMatch(/[.!”"]$|Lý do$/);
    expect(new Set(sentences).size).toBe(3);
  });

  it('with the phases, clears, days and reasons that it is about', () => {
    expect(told('phase-closed', 'vi')).toBe(
      'Giai đoạn I (năm 2024) kết thúc; còn 1 nhiệm vụ dở dang: II.2.a-1 (2).',
    );
    expect(told('phase-closed', 'en', { phase: 'I', leftOpen: [] })).toBe(
      'Phase I (2024) closed; nothing was left open.',
    );
    expect(told('phase-reopened', 'en', { phase: 'I', from: date, to: null })).toBe(
      'Phase I (2024) was opened again, from 31/12/2029, without an end yet.',
    );
    expect(told('clears-confirmed', 'vi')).toContain('III.1 (rõ thời gian hoàn thành)');
    expect(told('phase-end-set', 'vi')).toBe(
      'Ấn định Giai đoạn III (từ sau năm 2027) kết thúc ngày 31/12/2029. Lý do: Lý do',
    );
    expect(told('plan-stood-still', 'en')).toContain('the Agreement is suspended');
    expect(told('plan-proposed', 'en')).toBe(
      'An amendment to version 2 was laid before the owner. Reason: Lý do',
    );
    expect(told('clock-met', 'vi')).toContain('Quyết định về kế hoạch trình');
  });
});
