import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { REGIMES } from '../../domain/reporting/form.ts';
import { dateIn, hasCycle } from '../../domain/reporting/regime.ts';
import { loadRegimes } from '../../rules/load-regimes.ts';

const folder = mkdtempSync(join(tmpdir(), 'regimes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a year opens in itself: a day of the year before is refused, with its place', () => {
  const text = readFileSync(new URL('../../rules/regimes/regimes.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'regimes.yaml');
  writeFileSync(file, text.replace("opens: '10-01'", "opens: '-1 10-01'"));
  expect(() => loadRegimes(pathToFileURL(file))).toThrow(/opens.*year in which it opens/s);
  expect(loadRegimes().map(({ id }) => id)).toEqual([...REGIMES]);
});

const ruleOf = (id: string) => {
  const rule = loadRegimes().find((one) => one.id === id);
  if (rule === undefined) throw new Error(id);
  return rule;
};

it('phase II is collected in 2025, 2026 and 2027, and in no year before or after', () => {
  const rule = ruleOf('agreement-data');
  const years = [2024, 2025, 2026, 2027, 2028].filter((year) => hasCycle(rule, year));
  expect(years).toEqual([2025, 2026, 2027]);
  expect(rule.addressees.flatMap(({ kinds }) => kinds)).toContain('mission-abroad');
});

it('the estimate is about the next year’s budget, the settlement about the last one’s', () => {
  const [estimate, settlement] = [ruleOf('budget-estimate'), ruleOf('budget-settlement')];
  expect(dateIn(2027, estimate.figures.to)).toBe('2028-12-31');
  // What was estimated in 2027 for 2028 is settled in 2029.
  expect(dateIn(2029, settlement.figures.from)).toBe('2028-01-01');
});

it('days of the budget say by which text they are, or that an officer sets them', () => {
  for (const id of ['budget-estimate', 'budget-settlement']) {
    for (const { due, dueBasis, below, belowBasis } of ruleOf(id).addressees) {
      expect(dueBasis?.certainty).toBe('law');
      // "Trước ngày 10/7", "trước ngày 05/7": the last good day is the one before.
      expect(dueBasis?.citation).toMatch(due.day === '07-09' ? /trước 10\/7/ : /trước 05\/7/);
      expect(belowBasis?.certainty).toBe(below.length === 0 ? undefined : 'set-by-officer');
    }
  }
});

it('a last year before the first, and a day of a year far away, are refused', () => {
  const text = readFileSync(new URL('../../rules/regimes/regimes.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'wrong.yaml');
  writeFileSync(file, text.replace('lastYear: 2027', 'lastYear: 2024'));
  expect(() => loadRegimes(pathToFileURL(file))).toThrow(/last year lies before the first/);
  writeFileSync(file, text.replace("from: '+1 01-01'", "from: '+12 01-01'"));
  expect(() => loadRegimes(pathToFileURL(file))).toThrow(/a day of the year is MM-DD/);
});
