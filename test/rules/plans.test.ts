import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passagesOf } from '../../domain/plans/passages.ts';
import type { Clear, Plan } from '../../domain/plans/plan.ts';
import { CLEARS, missingClears } from '../../domain/plans/plan.ts';
import { loadOffices } from '../../rules/load-offices.ts';
import { loadPlans, readPlan } from '../../rules/load-plans.ts';
import { broughtPlan, citationsOf, documentOf, unread, wordsAt } from '../support/plans.ts';

const GIVING = {
  '801-qd-ttg-2024': ['II', 'III'],
  'lao-cai-2026': ['II', 'III', 'IV'],
} as const;
const IDS = Object.keys(GIVING) as (keyof typeof GIVING)[];

describe.each(IDS)('the plan %s and its document', (id) => {
  const plan = broughtPlan(id);
  const passages = passagesOf(documentOf(plan));
  const sections = GIVING[id];

  it('quotes word for word, from where it says', () => {
    const cited = [
      ...plan.tasks.flatMap(citationsOf),
      ...plan.noTask.map(({ citation }) => citation),
    ];
    expect(cited.length).toBeGreaterThan(40);
    const wrong = cited.filter((one) => !wordsAt(passages, one).includes(one.quote));
    expect(wrong).toEqual([]);
  });

  it('covers every passage that gives somebody something to do', () => {
    expect(unread(plan, sections)).toEqual([]);
  });

  it('misses the words of any task that is left out', () => {
    for (const task of plan.tasks) {
      // What the missions are asked stands within what the Ministry of Foreign Affairs tells them.
      if (task.id === 'II.2.a-2c') continue;
      const less = { ...plan, tasks: plan.tasks.filter((one) => one !== task) };
      expect(unread(less, sections), task.id).not.toEqual([]);
    }
    for (const passage of plan.noTask.filter(({ reason }) => reason !== 'says-who')) {
      const less = { ...plan, noTask: plan.noTask.filter((one) => one !== passage) };
      expect(unread(less, sections), passage.citation.quote).not.toEqual([]);
    }
  });

  it('makes no task twice out of the same words, and none out of the aims', () => {
    const quotes = plan.tasks.map(({ citation }) => citation.quote);
    expect(new Set(quotes).size).toBe(quotes.length);
    for (const { citation } of plan.tasks) expect(sections).toContain(citation.section);
  });

  it('gives every task its five clears, some of them only proposed', () => {
    for (const task of plan.tasks) {
      expect(missingClears(task, CLEARS), task.id).toEqual([]);
      expect(missingClears(task), task.id).toEqual(
        CLEARS.filter((clear) => task.proposed.includes(clear)),
      );
    }
  });

  it('proposes no due where the document has a date, months or a phase', () => {
    const dated = plan.tasks.filter(({ due }) => due?.kind !== 'standing');
    for (const task of dated.filter(({ proposed }) => proposed.includes('due'))) {
      expect(task.id).toMatch(/^IV\.[23]$/);
    }
  });

  it('names every office that it means, and nobody who never was', () => {
    const known = new Set(loadOffices().rows.map((row) => row.id));
    const meant = [
      ...plan.recipients.flatMap(({ holders }) => holders),
      ...plan.tasks.flatMap((t) => [...t.lead, ...t.coordinating, ...t.asked, ...t.unassigned]),
    ];
    const ids = meant.flatMap((one) => {
      if (one.kind === 'office') return [one.office];
      return one.kind === 'kinds'
        ? [...one.except, ...(one.under === null ? [] : [one.under])]
        : [];
    });
    const offices = [plan.issuedBy, plan.owner, plan.followUp.office, plan.followUp.desk, ...ids];
    expect(offices.filter((office) => !known.has(office))).toEqual([]);
  });

  it('has every line of its recipients, in order', () => {
    const text = documentOf(plan).replace(/\s+/g, ' ');
    const list = text.slice(text.indexOf('Nơi nhận:'));
    let at = 0;
    for (const { quote } of plan.recipients) {
      at = list.indexOf(`- ${quote}`, at);
      expect(at, quote).toBeGreaterThan(0);
    }
    const lines = passages.filter(({ section, dash }) => section === '' && dash !== null);
    const begun = lines.filter(({ begins }) => begins);
    expect(plan.recipients).toHaveLength(begun.length);
  });

  it('is said in three languages, in composed form', () => {
    const texts = [
      plan.title,
      ...plan.phases.map(({ name }) => name),
      ...plan.tasks.flatMap(({ job, product }) => (product === null ? [job] : [job, product])),
    ];
    for (const { vi, en, lo } of texts) {
      for (const text of [vi, en, lo]) expect(text).toBe(text.normalize('NFC'));
      expect(lo, vi).toMatch(/\p{Script=Lao}/u);
      expect(en.replaceAll('QĐ', ''), vi).not.toMatch(/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]/i);
    }
  });
});

describe('Decision 801 as data', () => {
  const plan = broughtPlan('801-qd-ttg-2024');

  it('has its tasks by phase and by what keeps them', () => {
    const of = (phase: string | null) =>
      plan.tasks.filter((task) => task.phase === phase).map(({ id }) => id);
    expect(of('I')).toEqual([
      'II.2.a-1',
      'II.2.a-2a',
      'II.2.a-2b',
      'II.2.a-2c',
      'II.2.a-2d',
      'II.2.a-3',
      'II.2.a-4',
    ]);
    expect(of('II')).toEqual(['II.2.b']);
    expect(of('III')).toEqual(['II.2.c']);
    expect(of(null)).toHaveLength(15);
    expect(keptBy(plan)).toEqual({
      'II.1-2a': 'incident',
      'II.1-2b': 'incident',
      'II.3a': 'yearly-report',
      'II.3b': 'treaty-change',
      'III.3': 'yearly-report',
      'III.4': 'budget',
      'III.5c': 'yearly-report',
    });
  });
});

describe("Lào Cai's plan as data", () => {
  const plan = broughtPlan('lao-cai-2026');

  it('has no number and no day, only its month, and an upper plan that is not held', () => {
    const { number, date, month, upper } = plan;
    expect({ number, date, month }).toEqual({ number: null, date: null, month: '2026-04' });
    expect(upper).toMatchObject({ citation: '452/QĐ-TTg', date: '2026-03-17', plan: null });
  });

  it('has its dates as the document gives them', () => {
    const due = (id: string) => plan.tasks.find((task) => task.id === id)?.due;
    const before = (date: string) => ({ kind: 'date', reading: 'before', date, policy: 'plain' });
    expect(due('II.2')).toEqual(before('2027-03-01'));
    expect(due('II.5')).toEqual(before('2027-01-01'));
    for (const id of ['II.6.a-1', 'II.6.a-2', 'II.6.a-3']) {
      expect(due(id)).toEqual({ kind: 'months', from: '2026-04', to: '2026-05' });
    }
    for (const id of ['II.1.a', 'II.1.b', 'II.3', 'II.4']) {
      expect(due(id)?.kind, id).toBe('standing');
    }
  });

  it('asks for decisions on three matters and AI, forwards lists, follows regulations', () => {
    const nature = (id: string) => plan.tasks.find((task) => task.id === id)?.nature;
    expect(nature('II.4')).toMatchObject({
      subjects: [{ id: 'lan' }, { id: 'once-secret' }, { id: 'once-connected' }, { id: 'ai' }],
    });
    expect(nature('II.5')).toMatchObject({ kind: 'collection', forwardedTo: 'BCA' });
    expect(nature('II.6.a-1')).toEqual({
      kind: 'regulation',
      amends: 'Quyết định số 1951/QĐ-UBND ngày 11/11/2025',
    });
    expect(keptBy(plan)).toEqual({
      'III.2': 'budget',
      'III.3': 'budget',
      'III.4': 'budget',
      'IV-cuoi': 'difficulty',
    });
  });
});

describe('the loader of plans', () => {
  const text = readFileSync(
    new URL('../../rules/plans/lao-cai-2026.yaml', import.meta.url),
    'utf8',
  );
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plans-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Loads the plan with one passage replaced; gives what is said, and the passage's line. */
  function complaint(from: string, to: string): { said: string; line: number } {
    const at = text.indexOf(from);
    expect(at, from).toBeGreaterThan(0);
    const file = join(folder, 'plan.yaml');
    writeFileSync(file, text.slice(0, at) + to + text.slice(at + from.length));
    const line = text.slice(0, at).split('\n').length;
    try {
      readPlan(pathToFileURL(file));
    } catch (error) {
      return { said: (error as Error).message, line };
    }
    throw new Error('nothing was said');
  }

  it.each([
    ['id: II.1.b', 'id: II.1.a', 'tasks.1.id: two tasks II.1.a'],
    ['lead: [so-van-hoa]', 'lead: [so-y-te]', 'tasks.1.lead: no body so-y-te'],
    ['at: II.1.b\n', 'at: 2b\n', 'tasks.1.at: not an address'],
    ["date: '2027-03-01'", "date: '2027-02-30'", 'tasks.2.due'],
    ['kinds: [department]', 'kinds: [school]', 'bodies.so-ban-nganh'],
    ["date: '2026-03-17'", 'date: 2026', 'upper.date'],
    ['nature: { kind: plain }', 'nature: { kind: simple }', 'tasks.0.nature'],
    ['owner: UBND-15', 'owner: UBND-15\nowned: x', 'owned: Unrecognized'],
    ['lead: [so-van-hoa]', 'lead: [constructor]', 'tasks.1.lead: no body constructor'],
    ['number: null', 'number: "1\\0"', 'number: holds characters'],
    ['number: null', 'number: "1\\u202e"', 'number: holds characters'],
    ['number: null', 'number: "1\\u2066"', 'number: holds characters'],
    ['number: null', 'number: "1\\ud800"', 'number: holds characters'],
    ['number: null', 'number: "1\\u009b2J"', 'number: holds characters'],
    ['number: null', `number: "${'1'.repeat(101)}"`, 'number: Too big'],
    ['upper:\n', 'upper:\n  "a\\0": 1\n', 'upper: holds characters'],
    ['id: lao-cai-2026', `id: ${'a'.repeat(91)}`, 'id: Too big'],
    ['id: II.1.b', `id: ${'a'.repeat(61)}`, 'tasks.1.id: Too big'],
    ['version: 1', 'version: 100001', 'version: Too big'],
    ['owner: UBND-15', `owner: ${'A'.repeat(41)}`, 'owner: Too big'],
    ['source: ', `source: ${'a'.repeat(4_001)}`, 'source: too long'],
    ['month: 2026-04', 'month: 0001-04', 'month: not a month'],
    ["date: '2027-03-01'", "date: '9999-03-01'", 'tasks.2.due'],
    ["date: '2026-03-17'", "date: '0001-03-17'", 'upper.date'],
  ])('says of %j the file, line and field', (from, to, said) => {
    const told = complaint(from, to);
    expect(told.said).toContain(said);
    const lines = [...told.said.matchAll(/plan\.yaml:(\d+):/g)].map(([, line]) => Number(line));
    const nearest = Math.min(...lines.map((line) => Math.abs(line - told.line)));
    expect(nearest, told.said).toBeLessThanOrEqual(1);
  });

  it('loads a task that lacks a clear, and says which', () => {
    const file = join(folder, 'plan.yaml');
    const from = "due: { kind: date, reading: before, date: '2027-03-01', policy: plain }";
    writeFileSync(file, text.replace(from, 'due: null'));
    const task = readPlan(pathToFileURL(file)).tasks.find(({ id }) => id === 'II.2');
    expect(task && missingClears(task)).toEqual<Clear[]>(['due', 'product']);
  });

  it('brings the two plans of the product', () => {
    expect(loadPlans().map(({ id, version }) => [id, version])).toEqual([
      ['801-qd-ttg-2024', 1],
      ['lao-cai-2026', 1],
    ]);
  });
});

describe('what the plans have collected by reports', () => {
  it('is named by its duty to report: the money, phase II, the yearly report', () => {
    expect(collectedBy(broughtPlan('801-qd-ttg-2024'))).toEqual({
      'II.2.b': ['agreement-data'],
      'II.3a': ['yearly'],
      'III.3': ['yearly'],
      'III.4': ['budget-estimate'],
      'III.5c': ['yearly'],
    });
    expect(collectedBy(broughtPlan('lao-cai-2026'))).toEqual({
      'III.2': ['budget-estimate'],
      'III.3': ['budget-estimate', 'budget-settlement'],
      'III.4': ['budget-estimate'],
    });
  });
});

function collectedBy(plan: Plan): Record<string, readonly string[]> {
  return Object.fromEntries(
    plan.tasks.flatMap(({ id, nature }) =>
      'regimes' in nature && nature.regimes !== undefined ? [[id, nature.regimes]] : [],
    ),
  );
}

function keptBy(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    plan.tasks.flatMap(({ id, nature }) =>
      nature.kind === 'kept-by' ? [[id, nature.process]] : [],
    ),
  );
}
