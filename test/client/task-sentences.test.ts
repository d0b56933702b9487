import { describe, expect, it } from 'vitest';
import { difficultySentence } from '../../client/api/views/difficulty-timeline.ts';
import { taskSentence } from '../../client/api/views/task-timeline.ts';
import type { TaskTelling } from '../../client/api/views/task-timeline.ts';
import { planDueText } from '../../client/api/views/plan-due-text.ts';
import { occurrenceWords } from '../../client/api/views/task-words.ts';
import type { ClockFacts } from '../../domain/cases/deciding.ts';
import type { DifficultyFactData } from '../../domain/difficulties/fact.ts';
import type { TaskFactData } from '../../domain/tasks/fact.ts';
import type { Language } from '../../domain/text.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { LANGUAGES } from '../../locales/index.ts';
import { NATURES, OPENED, TERMS } from '../domain/tasks/task-play.ts';
import { SAMPLE_CLOCK } from '../support/fact-samples.ts';
import { OfficePlay } from '../support/office-play.ts';

const { rules } = new OfficePlay();
const at = '2026-12-15T09:00:00.000+07:00' as Instant;
const later = '2026-12-21T00:00:00.000+07:00' as Instant;
const on = '2026-12-15' as CivilDate;
const by = '00000000-0000-4000-8000-00000000000a';
const reason = 'Lý do';
const words = 'Đã thực hiện';
const document = { sha256: 'a'.repeat(64), title: 'Báo cáo' };
const period = { id: '2026-Q4', from: '2026-10-01' as CivilDate, to: '2026-12-31' as CivilDate };

const CLOCKS: ClockFacts = {
  'clock-started': { clock: { ...SAMPLE_CLOCK, id: 'task-due#1' } },
  'clock-met': { clock: 'task-due#1' },
  'clock-stopped': { clock: 'task-due#1' },
  'clock-lapsed': { clock: 'task-due#1', due: later, lapses: 2, now: SAMPLE_CLOCK },
  'clock-changed': {
    ...{ why: 'rehomed', reason: 'UBX-02839 UBX-02647', before: { due: at } },
    clock: { ...SAMPLE_CLOCK, id: 'task-due#1', owner: 'UBX-02647', due: later },
  },
};

/** One fact of every kind that a task can have; a new kind does not compile without its own. */
const TASK_FACTS: TaskFactData = {
  'task-opened': OPENED,
  'task-seen': { by },
  'task-accepted': { by, person: by },
  'task-contested': { by, reason },
  'contest-decided': { by, decision: 're-assigned', words },
  'invitation-answered': { by, takesPart: true, words },
  'person-named': { by, person: by, reason },
  'progress-reported': { by, at, percent: 40, words },
  'contribution-made': { by, document, words },
  'occurrence-opened': { id: '2026-Q4', period },
  'occurrence-missed': { occurrence: '2026-Q4' },
  'occurrence-dropped': { occurrence: '2026-H1' },
  'product-submitted': {
    ...{ occurrence: '2026', revision: 2, document, note: words, exchange: null, list: null },
    ...{ checksum: 'a'.repeat(64), by, at, arrival: 'late' },
  },
  'product-accepted': { by, occurrence: '1' },
  'product-returned': { by, occurrence: '1', reason },
  'task-late': { occurrence: '1', due: later },
  'lateness-lifted': { occurrence: '1', due: later },
  'task-urged': { by, words },
  'task-done': { ending: 'on-time' },
  'task-resumed': {},
  'decision-registered': {
    ...{ id: 'decision-1', subject: 'lan', number: '12/QĐ', date: on, covers: 'Mạng' },
    ...{ reviewOn: on, document, status: 'in-force' },
  },
  'decision-reviewed': { by, decision: 'decision-1', result: 'kept', reviewOn: on, reason },
  'draft-recorded': { ...document, by },
  'opinion-recorded': { by, from: 'Sở Tư pháp', text: words },
  'regulation-issued': { ...document, by, number: '3/QĐ', date: on },
  'list-forwarded': { by, to: 'BCA-A03', number: '5/CV', date: on },
  'list-appraised': { by, number: '6/CV', date: on, result: 'agreed', words },
  'inspection-recorded': { by, on, inspected: 'UBX-02647', findings: words, document: null },
  'commendation-proposed': { by, whom: 'Phòng An ninh', why: reason },
  'proposals-handed-over': {
    ...{ to: 'treaty-change', proposals: ['Sửa Điều 5'], document },
    ...{ checksum: 'a'.repeat(64), by, at },
  },
  'task-carried-over': { edition: 2, changed: ['due', 'product'], terms: TERMS, reason },
  'task-rehomed': { from: 'UBX-02839', to: 'UBX-02647', why: 'succession' },
  'parties-changed': { lead: 'UBX-02647', reviewer: { office: 'CAT-15', desk: 'CAT-15-PA03' } },
  'office-changed': { office: 'UBX-02647', since: on },
  'task-merged': { into: 'NV-LAO-CAI-2026.II.5.UBX-02647' },
  'task-stood-still': { reason },
  'task-went-on': {},
  'task-ended': { ending: 'dropped', reason },
  ...CLOCKS,
};

/** The same of a difficulty. */
const DIFFICULTY_FACTS: DifficultyFactData = {
  'difficulty-raised': {
    ...{ number: 'VM-2026-000001', drill: false, about: null, office: 'UBX-02647' },
    ...{ raisedBy: by, words },
  },
  'difficulty-arrived': { office: 'BCA-A03' },
  'difficulty-taken-up': { by },
  'answer-drafted': { words, document: null, by, checksum: 'a'.repeat(64) },
  'answer-returned': { by, reason },
  'difficulty-answered': {
    ...{ office: 'UBX-02647', words, document: null, draftedBy: by, approvedBy: by },
    ...{ signedAs: 'KT.', at },
  },
  'difficulty-passed-up': { by, reason },
  'difficulty-raised-again': { by, reason },
  'difficulty-rehomed': { from: 'UBX-02839', to: 'UBX-02647' },
  'difficulty-closed': { by },
  'difficulty-withdrawn': { by, reason },
  ...CLOCKS,
};

function telling(language: Language): TaskTelling {
  const commune = { vi: 'UBND phường', en: 'Ward committee', lo: 'ຄະນະກຳມະການ' };
  const names = { offices: { 'UBX-02647': commune }, people: { [by]: 'Nguyễn Văn A' } };
  const task = { terms: { ...TERMS, nature: NATURES.decisions }, decisions: [] };
  return { language, names, rules, task };
}

const task = (language: Language, kind: keyof TaskFactData, data: unknown = TASK_FACTS[kind]) =>
  taskSentence(kind, data, telling(language));
const difficulty = (language: Language, kind: keyof DifficultyFactData) =>
  difficultySentence(kind, DIFFICULTY_FACTS[kind], telling(language));

function expectSentences(texts: readonly string[]): void {
  for (const text of texts) {
    expect(text).toMatch(/\S.*[.?!…\p{L}]/u);
    expect(text).not.toMatch(/[{}]|undefined|null/);
  }
  expect(new Set(texts).size).toBe(LANGUAGES.length);
}

describe('the story of a task', () => {
  it.each(Object.keys(TASK_FACTS) as (keyof TaskFactData)[])('tells of %s', (kind) => {
    expectSentences(LANGUAGES.map((language) => task(language, kind)));
  });

  it('names people, offices, periods and days as people do', () => {
    expect(task('vi', 'task-accepted')).toContain('Nguyễn Văn A');
    expect(task('vi', 'occurrence-opened')).toContain('quý 4/2026, từ 01/10/2026 đến 31/12/2026');
    expect(task('vi', 'occurrence-dropped')).toContain('6 tháng đầu năm 2026');
    expect(task('vi', 'product-submitted')).toContain('năm 2026, lần 2, trễ hạn');
    expect(task('vi', 'decision-registered')).toContain('Mạng LAN độc lập');
    expect(task('vi', 'task-rehomed')).toContain('UBND phường (kế thừa)');
    expect(task('vi', 'task-late')).toContain('24:00 ngày 20/12/2026');
    expect(task('vi', 'clock-changed')).toContain('từ nay là của UBND phường');
  });

  it('leaves out what nobody said', () => {
    const plain = { by, at, percent: null, words };
    expect(task('en', 'progress-reported', plain)).toBe(`Progress: ${words}`);
    const ended = { ending: 'no-heir', reason: null };
    expect(task('en', 'task-ended', ended)).toBe('Ended: no heir.');
    const none = { ...TASK_FACTS['proposals-handed-over'], proposals: [], notNeeded: 'Not yet' };
    expect(task('en', 'proposals-handed-over', none)).toBe(
      'No change of the Agreement proposed (“Báo cáo”): Not yet',
    );
    expectSentences(LANGUAGES.map((language) => task(language, 'proposals-handed-over', none)));
    const accepted = { lead: null, reviewer: { office: 'UBX-02647', desk: 'UBX-02647' } };
    expect(task('en', 'parties-changed', accepted)).toBe('Accepted by Ward committee from now on.');
    const endless = { occurrence: '1', due: null };
    expect(task('vi', 'lateness-lifted', endless)).toContain('thời hạn được bãi bỏ');
    const opened = { id: '1', period: null };
    expect(task('en', 'occurrence-opened', opened)).toBe('Due to be handed in: product 1.');
  });
});

describe('the story of a difficulty', () => {
  it.each(Object.keys(DIFFICULTY_FACTS) as (keyof DifficultyFactData)[])('tells of %s', (kind) => {
    expectSentences(LANGUAGES.map((language) => difficulty(language, kind)));
  });
});

describe('when a task is due, in words', () => {
  const phases = [{ id: 'I', name: TERMS.job, from: on, to: null }];
  const due = (value: (typeof TERMS)['due'], phase: string | null = null) =>
    planDueText({ phases }, { due: value, phase }, 'vi');

  it('is as the plan says it', () => {
    expect(due(TERMS.due)).toBe('trước ngày 01/03/2027');
    const date = { kind: 'date', reading: 'by', date: on, policy: 'plain' } as const;
    expect(due(date)).toBe('chậm nhất ngày 15/12/2026');
    expect(due({ kind: 'months', from: '2026-04', to: '2026-05' })).toBe(
      'từ tháng 04/2026 đến tháng 05/2026',
    );
    expect(due({ kind: 'months', from: '2026-04', to: '2026-04' })).toBe('trong tháng 04/2026');
    const every = { unit: 'half-year', certainty: 'plan' } as const;
    expect(due({ kind: 'standing', every })).toBe('thường xuyên, nửa năm một lần');
    expect(due({ kind: 'standing', every: null })).toBe('thường xuyên, khi phát sinh');
    expect(due({ kind: 'phase', every: null }, 'I')).toBe(`trong ${TERMS.job.vi}`);
    expect(due({ kind: 'phase', every }, 'I')).toBe(`trong ${TERMS.job.vi}, nửa năm một lần`);
    expect(due(null)).toBeNull();
  });

  it('calls what is due by its period', () => {
    const named = ['2026-Q3', '2026-H2', '2026', '1'].map((id) => occurrenceWords('en', id));
    expect(named).toEqual(['quarter 3 of 2026', 'second half of 2026', '2026', 'product 1']);
  });
});
