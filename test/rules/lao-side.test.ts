import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTICE_FIELDS } from '../../domain/lao-side/notice-form.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { loadLaoSideRules, loadReleasability } from '../../rules/load-lao-side.ts';

const source = readFileSync(new URL('../../rules/lao-side.yaml', import.meta.url), 'utf8');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lao-side-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The product's file with one passage replaced. */
function changed(from: string, to: string): URL {
  expect(source).toContain(from);
  const path = join(folder, 'lao-side.yaml');
  writeFileSync(path, source.replace(from, to));
  return pathToFileURL(path);
}

describe('what may be told to the Lao side', () => {
  it('has one rule for every field of both notices', () => {
    expect(Object.keys(loadReleasability()).sort()).toEqual(
      [...NOTICE_FIELDS[1], ...NOTICE_FIELDS[2]].sort(),
    );
  });

  it('lets nothing go freely but that it happened, when, and whom to answer', () => {
    const free = Object.entries(loadReleasability()).filter(([, rule]) => rule === 'free');
    expect(free.map(([field]) => field)).toEqual(['event', 'discovered', 'contact']);
  });

  it('names what may never leave, with its reason, and keeps it out of the form', () => {
    const { never, fields } = loadLaoSideRules();
    expect(never.map((rule) => rule.id)).toContain('secret-content');
    const inForm: string[] = fields.map((rule) => rule.field);
    for (const rule of never) {
      expect(inForm).not.toContain(rule.id);
      expect(rule.reason.vi).not.toBe('');
    }
  });

  it('follows the date: a rule that has ended gives way to the next one', () => {
    const ended = "validFrom: '2024-08-06'\n    validTo: null";
    const row = source.slice(source.indexOf('  - field: event'), source.indexOf('  - field: ref'));
    const before = row.replace(ended, "validFrom: '2024-08-06'\n    validTo: '2027-01-01'");
    const after = row
      .replace(ended, "validFrom: '2027-01-01'\n    validTo: null")
      .replace('rule: free', 'rule: with-approval');
    const file = changed(row, before + after);
    expect(loadReleasability('2026-12-31' as CivilDate, file).event).toBe('free');
    expect(loadReleasability('2027-01-01' as CivilDate, file).event).toBe('with-approval');
    expect(loadReleasability(undefined, file).event).toBe('with-approval');
  });

  it.each([
    ['a rule that is neither free nor with approval', 'rule: free', 'rule: never', /fields\[0\]/],
    ['a field that the form has not', 'field: contact', 'field: dossier', /fields\[4\]\.field/],
    ['a field in the wrong round', 'round: 1', 'round: 2', /event is no field of round 2/],
    ['two rules for one field', 'field: prevention', 'field: result', /no rule for prevention/],
    ['a date that is none', "'2024-08-06'", "'2024-02-30'", /not a date/],
    ['a key nobody knows', 'rule: free', 'rule: free\n    secret: yes', /Unrecognized key/],
  ])('refuses %s and says where', (_what, from, to, words) => {
    expect(() => loadReleasability(undefined, changed(from, to))).toThrow(words);
  });
});
