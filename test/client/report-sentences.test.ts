import { describe, expect, it } from 'vitest';
import type { ReportTelling } from '../../client/api/views/report-timeline.ts';
import { reportSentence } from '../../client/api/views/report-timeline.ts';
import type { ReportFactData, ReportFactKind } from '../../domain/reporting/process/fact.ts';
import type { Submission } from '../../domain/reporting/process/report.ts';
import type { Language } from '../../domain/text.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { LANGUAGES } from '../../locales/index.ts';
import { SAMPLE_CLOCK } from '../support/fact-samples.ts';
import { OfficePlay } from '../support/office-play.ts';

const { rules } = new OfficePlay();
const form = rules.forms.find(({ id }) => id === 'yearly-secrets');
const at = '2026-12-15T09:00:00.000+07:00' as Instant;
const later = '2026-12-21T00:00:00.000+07:00' as Instant;
const person = '00000000-0000-4000-8000-00000000000a';
const reason = 'Lý do';
const saved = {
  version: 3,
  filling: { part: 'situation', figures: {}, narratives: {}, explanations: {} },
  by: person,
  at,
};
const late = {
  askedBy: person,
  reason,
  until: later,
  answer: 'permitted',
  answeredBy: person,
  words: 'Đồng ý',
} as const;
const submitted: Submission = {
  revision: 2,
  filling: { form: { form: 'yearly-secrets', version: 1 }, scope: 'office', nil: false, parts: [] },
  checksum: 'a'.repeat(64),
  differences: [],
  by: person,
  office: 'UBX-02647',
  signedAs: 'TM.',
  at,
  arrival: 'on-time',
};

/** One fact of every kind that a report can have; a new kind does not compile without its own. */
const FACTS: { readonly [K in ReportFactKind]: ReportFactData[K] } = {
  'report-opened': {
    number: 'BCN-2026.UBX-02647',
    drill: false,
    cycle: { id: person, regime: 'yearly', year: 2026 },
    form: { form: 'yearly-secrets', version: 1 },
    dates: {
      from: '2025-12-15' as CivilDate,
      to: '2026-12-14' as CivilDate,
      submitFrom: at,
      dueDate: '2026-12-16' as CivilDate,
    },
    office: 'UBX-02647',
    scope: 'office',
    drafting: 'UBX-02647',
    predecessors: [],
    collector: null,
    addressees: [],
  },
  'report-assigned': { person },
  'part-saved': saved,
  'figures-consolidated': {
    from: { at, received: ['UBX-02647'], notReceived: [], checksums: {}, mismatches: 2 },
    parts: [saved],
  },
  'opinion-given': { by: person, text: 'Đề nghị ký' },
  'council-recorded': {
    step: 'council-opinion',
    number: '3/TB-HĐND',
    on: '2026-06-10' as CivilDate,
    amount: 120_000_000,
    by: person,
    at,
  },
  'advice-given': {
    revision: 1,
    text: 'Đề nghị tiếp nhận',
    number: '45/STC',
    on: '2026-06-20' as CivilDate,
    amount: null,
    by: person,
    at,
  },
  'report-submitted': submitted,
  'report-returned': { by: person, reasons: [{ part: 'situation', reason }] },
  'report-accepted': { by: person, revision: 2 },
  'late-asked': late,
  'late-answered': late,
  'report-not-received': { due: later },
  'report-closed': {},
  'supplement-begun': { by: person, reason },
  'report-dispatched': { number: '12/BC', channel: 'Bưu điện', to: 'Thủ tướng Chính phủ', at },
  'report-stage-entered': { stage: 'drafting' },
  'report-cancelled': { reason },
  'clock-started': { clock: SAMPLE_CLOCK },
  'clock-met': { clock: 'report-due#1' },
  'clock-stopped': { clock: 'report-due#1' },
  'clock-lapsed': { clock: 'report-due#1', due: later, lapses: 2, now: SAMPLE_CLOCK },
  'clock-changed': { why: 'extended', reason, before: { due: at }, clock: SAMPLE_CLOCK },
};

function told(language: Language, kind: ReportFactKind, data: unknown = FACTS[kind]): string {
  if (form === undefined) throw new Error('There is no form');
  const commune = { vi: 'UBND phường', en: 'Ward committee', lo: 'ຄະນະກຳມະການ' };
  const names = { offices: { 'UBX-02647': commune }, people: { [person]: 'Nguyễn Văn A' } };
  const telling: ReportTelling = { language, form, names, rules };
  return reportSentence(kind, data, telling);
}

describe('the story of a report', () => {
  it.each(Object.keys(FACTS) as ReportFactKind[])('tells of %s in every language', (kind) => {
    const texts = LANGUAGES.map((language) => told(language, kind));
    for (const text of texts) {
      expect(text).toMatch(/\S.*[.?!…\p{L}]/u);
      expect(text).not.toMatch(/[{}]|undefined|null/);
    }
    expect(new Set(texts).size).toBe(LANGUAGES.length);
  });

  it('names people, parts and days as people do', () => {
    expect(told('vi', 'report-assigned')).toContain('Nguyễn Văn A');
    expect(told('vi', 'part-saved')).toContain('I. Tình hình');
    expect(told('vi', 'late-asked')).toContain('24:00 ngày 20/12/2026');
    expect(told('vi', 'report-returned')).toMatch(/I\. .*: Lý do/);
    expect(told('vi', 'report-stage-entered')).toContain('đang soạn thảo');
  });

  it('says what was answered, and that there was nothing to report', () => {
    const refused = told('en', 'late-answered', { ...late, answer: 'refused' });
    expect(refused).toContain('refused');
    expect(told('en', 'late-answered')).toContain('permitted, until 24:00 on 20/12/2026');
    const nil = { ...submitted, filling: { ...submitted.filling, nil: true } };
    expect(told('en', 'report-submitted', nil)).toContain('A nil report');
    expect(told('en', 'report-submitted')).not.toContain('nil');
  });
});
