import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOCK_RULES, ruleAt } from '../../domain/clocks/rule.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { loadClockRules } from '../../rules/load-clocks.ts';

const source = readFileSync(new URL('../../rules/clocks/incident.yaml', import.meta.url), 'utf8');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): URL {
  const path = join(folder, 'incident.yaml');
  writeFileSync(path, text);
  return pathToFileURL(path);
}

/** The product's file with one passage of one rule replaced, and the line of that passage. */
function changed(rule: string, from: string, to: string): { file: URL; line: number } {
  const at = source.indexOf(from, source.indexOf(`- id: ${rule}\n`));
  expect(at).toBeGreaterThan(0);
  return {
    file: written(source.slice(0, at) + to + source.slice(at + from.length)),
    line: source.slice(0, at).split('\n').length,
  };
}

describe('the clocks', () => {
  const rules = loadClockRules();

  it.each([
    ['task-take-up', { kind: 'working-days', amount: 5 }],
    ['task-contest', { kind: 'working-days', amount: 5 }],
    ['task-submit-again', { kind: 'working-days', amount: 5 }],
    ['task-review', { kind: 'working-days', amount: 5 }],
    ['list-forward', { kind: 'working-days', amount: 10 }],
    // 2018 law art. 9(3): the number in force has not been read.
    ['list-appraisal', { kind: 'days', amount: 30 }],
    ['plan-decide', { kind: 'working-days', amount: 5 }],
    ['phase-set-end', { kind: 'working-days', amount: 60 }],
    ['difficulty-answer', { kind: 'working-days', amount: 10 }],
    ['difficulty-approve', { kind: 'working-days', amount: 3 }],
  ] as const)('%s of a plan runs %o', (id, spec) => {
    expect(rules.find((rule) => rule.id === id)?.spec).toEqual(spec);
  });

  it.each([
    ['tell-head', { kind: 'at-once', amount: 1 }],
    ['report-to-police', { kind: 'at-once', amount: 24 }],
    ['written-report', { kind: 'working-days', amount: 1 }],
    ['acknowledge', { kind: 'hours', amount: 4 }],
    ['tell-ministry', { kind: 'hours', amount: 4 }],
    ['contain', { kind: 'at-once', amount: 24 }],
    ['preliminary', { kind: 'hours', amount: 24 }],
    ['originator-tell', { kind: 'working-days', amount: 2 }],
    ['originator-answer', { kind: 'working-days', amount: 10 }],
    ['verify', { kind: 'working-days', amount: 15 }],
    ['approve-finding', { kind: 'working-days', amount: 3 }],
    ['remedy', { kind: 'working-days', amount: 30 }],
    ['close', { kind: 'working-days', amount: 5 }],
    ['lao-decide', { kind: 'working-days', amount: 1 }],
    ['lao-first', { kind: 'working-days', amount: 3 }],
    ['lao-second', { kind: 'working-days', amount: 5 }],
    ['lao-answer', { kind: 'days', amount: 15 }],
    ['notice-seen-urgent', { kind: 'hours', amount: 4 }],
    ['notice-seen', { kind: 'working-days', amount: 2 }],
  ] as const)('%s runs %o', (id, spec) => {
    expect(rules.find((rule) => rule.id === id)?.spec).toEqual(spec);
  });

  it('are all there, each with its law, how sure that is, and a name in three languages', () => {
    expect(new Set(rules.map((rule) => rule.id))).toEqual(new Set(CLOCK_RULES));
    for (const { id, name, word, citation, certainty, process } of rules) {
      expect(name.lo, id).toMatch(/\p{Script=Lao}/u);
      expect(new Set([name.vi, name.en, name.lo]).size, id).toBe(3);
      if (word !== null) expect(word.lo, id).toMatch(/\p{Script=Lao}/u);
      expect(citation, id).toMatch(/\S{3}/);
      // No number stands in a law that is in force and was read; days of plans stand in the plans.
      const ofPlans = process === 'task' || process === 'plan' ? ['plan'] : [];
      expect(['old-law', 'set-by-officer', ...ofPlans], id).toContain(certainty);
    }
  });

  it('show the word of the law where a number of ours stands in its place', () => {
    const words = rules.flatMap(({ id, word }) => (word === null ? [] : [[id, word.vi]]));
    expect(Object.fromEntries(words)).toEqual({
      'tell-head': 'ngay',
      'report-to-police': 'kịp thời',
      acknowledge: 'kịp thời',
      'tell-ministry': 'kịp thời',
      contain: 'ngay',
      'occurrence-due': 'thường xuyên',
      'difficulty-answer': 'kịp thời',
    });
  });

  it('count on the Vietnamese calendar, but for the answer of the Lao side', () => {
    expect(rules.filter((rule) => rule.calendar === 'LA').map((rule) => rule.id)).toEqual([
      'lao-answer',
    ]);
  });

  it('that are urgent cannot be put off by an office itself', () => {
    for (const { id, extend, urgent, process } of rules) {
      if (urgent && process === 'incident' && extend !== null) {
        expect(extend.by, id).toBe('superior');
      }
    }
  });
});

describe('a rule of a date', () => {
  const newer = source.replace(
    /(- id: verify\n {2}version: 1[\s\S]*?validTo: )null/,
    (whole, head: string) =>
      `${head}'2027-01-01'\n\n${whole
        .replace('version: 1', 'version: 2')
        .replace('amount: 15', 'amount: 20')
        .replace('2024-08-06', '2027-01-01')}`,
  );

  it.each([
    ['2024-08-05', undefined],
    ['2024-08-06', 1],
    ['2026-12-31', 1],
    ['2027-01-01', 2],
    ['2040-01-01', 2],
  ])('on %s is version %s', (date, version) => {
    const rules = loadClockRules(written(newer));
    expect(ruleAt(rules, 'verify', date as CivilDate)?.version).toBe(version);
  });
});

describe('a faulty file', () => {
  it.each([
    ['a number that is none', 'verify', 'amount: 15', 'amount: many', /spec\.amount/],
    ['half a working day', 'verify', 'amount: 15', 'amount: 1.5', /spec\.amount/],
    ['no time at all', 'acknowledge', 'amount: 4', 'amount: 0', /spec\.amount/],
    ['too long a time', 'close', 'amount: 5', 'amount: 20000', /spec\.amount/],
    ['an unknown kind', 'verify', 'kind: working-days', 'kind: weeks', /spec/],
    ['an unknown clock', 'close', 'close', 'shut', /id/],
    ['an unknown field', 'verify', 'urgent: false', 'urgent: false\n  loud: true', /loud/],
    ['an unknown calendar', 'lao-answer', 'calendar: LA', 'calendar: TH', /calendar/],
    ['no Lao name', 'verify', '    lo: ກວດສອບ ຢັ້ງຢືນ\n', '', /name\.lo/],
    ['a date that is none', 'verify', "'2024-08-06'", "'2024-02-30'", /validFrom/],
    ['an end before the beginning', 'verify', 'validTo: null', "validTo: '2020-01-01'", /validTo/],
    [
      'a repetition on a fixed date',
      'verify',
      'repeat: { kind: working-days, amount: 5 }',
      "repeat: { kind: by-date, date: '2026-12-20', policy: plain }",
      /repeat/,
    ],
    ['a warning without days', 'verify', 'days: 1', 'days: 0', /warn/],
  ])('with %s is refused, with file, line and field', (_what, rule, from, to, field) => {
    const { file, line } = changed(rule, from, to);
    const near = [line - 2, line - 1, line, line + 1]
      .map((n) => `incident\\.yaml:${n}: `)
      .join('|');
    expect(() => loadClockRules(file)).toThrow(new RegExp(near));
    expect(() => loadClockRules(file)).toThrow(field);
  });

  it('that is no YAML is refused with the line', () => {
    const { file, line } = changed('verify', 'urgent: false', 'urgent: [false');
    const near = `(${line}|${line + 1}|${line + 2})`;
    expect(() => loadClockRules(file)).toThrow(new RegExp(`incident\\.yaml:${near}: `));
  });

  it('that leaves out a clock is refused by its name', () => {
    const without = source.replace(/- id: notice-seen\n[\s\S]*$/, '');
    expect(() => loadClockRules(written(without))).toThrow(/:\d+: no rule for notice-seen/);
  });

  it('that has two rules for one day, or an old version after a new one, is refused', () => {
    const again = `${source}\n${/- id: close\n[\s\S]*?validTo: null\n/.exec(source)?.[0] ?? ''}`;
    expect(() => loadClockRules(written(again))).toThrow('close needs a higher version');
    const second = again.replace(/version: 1(?![\s\S]*version: 1)/, 'version: 2');
    expect(() => loadClockRules(written(second))).toThrow('close is valid twice on some day');
  });
});
