import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planFaults } from '../../../client/plans/fault-words.ts';
import { parsePlan } from '../../../rules/load-plans.ts';

const TEXT = readFileSync(
  new URL('../../../examples/communes/xa-bac-ha.yaml', import.meta.url),
  'utf8',
);

/** What is said of the plan with one passage replaced. */
function said(from: string | RegExp, to: string, language: 'vi' | 'en' | 'lo' = 'vi'): string {
  const changed = TEXT.replace(from, to);
  expect(changed).not.toBe(TEXT);
  try {
    parsePlan(changed);
  } catch (error) {
    return planFaults((error as Error).message.split('\n'), language).join('\n');
  }
  throw new Error('nothing was said');
}

describe('what is wrong with a plan’s text is told in the language of who wrote it', () => {
  it.each([
    [/lead: \[.+\]/, 'lead: [khong-co]', /^yaml:\d+: tasks\.0\.lead: không có cơ quan “khong-co”/],
    ['owner: UBX', 'owner: ubx', /^yaml:\d+: owner: không đúng dạng, ví dụ CAT-15$/],
    ['version: 1', 'version: một', /^yaml:\d+: version: giá trị không hợp lệ$/],
    ['version: 1', 'version: 1000000', /^yaml:\d+: version: ngoài giới hạn cho phép$/],
    ['title:', 'tittle:', /title: còn thiếu\nyaml:\d+: tittle: không có mục này trong mẫu$/],
    ['id: xa', 'id: [xa', /^yaml:\d+: không đúng cú pháp YAML$/],
    [TEXT, '', /^yaml:1: giá trị không hợp lệ$/],
  ])('%s → %s', (from, to, words) => {
    expect(said(from, to)).toMatch(words);
    for (const language of ['vi', 'lo'] as const) {
      expect(said(from, to, language)).not.toMatch(/Invalid|expected|there is|received/);
    }
  });
});
