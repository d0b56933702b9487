import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CivilDate } from '../../domain/time/instant.ts';
import { weekdayOf } from '../../domain/time/instant.ts';
import { stepText } from '../../locales/derivation.ts';
import { isMessageKey, translate } from '../../locales/index.ts';
import { loadCalendars } from '../../rules/load-calendars.ts';
import { at } from '../domain/time/moments.ts';

const FILES = {
  calendars: new URL('../../rules/calendars/calendars.yaml', import.meta.url),
  days: new URL('../../rules/calendars/calendar-days.csv', import.meta.url),
};
const source = readFileSync(FILES.days, 'utf8');
const facts = readFileSync(FILES.calendars, 'utf8');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'calendars-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): URL {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path);
}

const days = (text: string) => ({ ...FILES, days: written('days.csv', text) });

describe('the calendars', () => {
  const { VN, LA } = loadCalendars();
  const all = [...VN.days.values(), ...LA.days.values()];

  it('know for which years the days off were announced', () => {
    expect([...VN.announcedYears]).toEqual([2024, 2025, 2026]);
    expect([...LA.announcedYears]).toEqual([]);
    expect(VN.weekendBasis).toContain('188/1999');
    expect(LA).not.toHaveProperty('weekendBasis');
  });

  it('say of every day why it differs, and by which document', () => {
    for (const { date, reason, basis, sure, why } of all) {
      expect(
        [reason, basis, sure].every((text) => text.trim() !== ''),
        date,
      ).toBe(true);
      expect(isMessageKey(`derivation.why.${why}`), date).toBe(true);
    }
  });

  it('give the reason of each day in three languages, the Vietnamese as announced', () => {
    for (const { date, status, reason, why = '', exchangedWith } of all) {
      const params = { date, reason, why, ...(exchangedWith ? { exchangedWith } : {}) };
      const rule = status === 'off' ? 'day-off' : 'day-worked';
      const step = { at: at(date), rule, params };
      const [vi, en, lo] = (['vi', 'en', 'lo'] as const).map((lang) => stepText(lang, step));
      expect(new Set([vi, en, lo]).size, date).toBe(3);
      const words = reason.replace(/ \(.*/, '');
      if (exchangedWith === undefined) expect(vi, date).toContain(words);
      else expect(vi, date).toContain(exchangedWith.split('-').reverse().join('/'));
    }
  });

  it('show the words of the announcement for a day that an officer has entered', () => {
    const params = { date: '2027-02-05', reason: 'Nghỉ theo công văn' };
    const step = { at: at('2027-02-05'), rule: 'day-off', params };
    expect(stepText('en', step)).toBe('05/02/2027 is a day off: Nghỉ theo công văn.');
    expect(translate('vi', 'derivation.why.tet')).toBe('Tết Nguyên đán');
  });

  it('swap days in pairs: a weekday off for a Saturday worked, each naming the other', () => {
    const exchanged = all.filter((day) => day.why?.startsWith('exchanged-'));
    expect(exchanged).toHaveLength(8);
    for (const day of exchanged) {
      const other = VN.days.get(day.exchangedWith as CivilDate);
      expect(other?.exchangedWith).toBe(day.date);
      expect(weekdayOf(day.date) === 6).toBe(day.status === 'worked');
      expect(other?.status).not.toBe(day.status);
    }
  });

  it('work on no Saturday or Sunday that was not announced as worked', () => {
    const worked = all.filter((day) => day.status === 'worked').map((day) => day.date);
    expect(worked.sort()).toEqual(['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22']);
  });
});

describe('a faulty file of days', () => {
  const line = source
    .split('\n')
    .indexOf('VN,2026-11-24,off,culture-day,,Ngày Văn hóa Việt Nam,28/2026/QH16 Đ2,sum');

  it.each([
    ['a date that is none', '2026-11-24', '2026-11-31', /date: not a date/],
    ['an unknown status', '2026-11-24,off', '2026-11-24,free', /status/],
    ['a weekday worked in exchange', '2026-11-24,off', '2026-11-24,worked', /only a Saturday/],
    ['no reason', ',,Ngày Văn hóa Việt Nam,', ',,,', /reason_vi/],
    ['no document', '28/2026/QH16 Đ2,sum\nVN,2027-01-01', ',sum\nVN,2027-01-01', /basis/],
    ['an unknown calendar', 'VN,2026-11-24', 'TH,2026-11-24', /calendar/],
    ['an exchange with no date', 'culture-day,,Ngày', 'culture-day,soon,Ngày', /exchanged_with/],
    ['a day twice', 'VN,2026-11-24', 'VN,2026-09-02', /is in line \d+ already/],
  ])('with %s is refused, with file and line', (_what, from, to, field) => {
    expect(source).toContain(from);
    const at = source.indexOf(from, source.indexOf('VN,2026-11-24') - 20);
    const text = source.slice(0, at) + to + source.slice(at + from.length);
    expect(() => loadCalendars(days(text))).toThrow(`days.csv:${line + 1}: `);
    expect(() => loadCalendars(days(text))).toThrow(field);
  });

  it('with a column too few is refused', () => {
    expect(() => loadCalendars(days(source.replace(',culture-day', '')))).toThrow();
  });

  it('is read with a byte-order mark and blank lines', () => {
    const text = `\uFEFF${source.replace('VN,2026-11-24', '\nVN,2026-11-24')}`;
    expect(loadCalendars(days(text)).VN.days.size).toBe(loadCalendars().VN.days.size);
  });
});

describe('a faulty file of calendars', () => {
  it.each([
    ['version: 1', 'version: 0', 7, /VN\.version/],
    ['year: 2024', 'year: soon', 10, /year/],
    ['  announced: []', '  announced: none', 18, /LA\.announced/],
  ])('%s made %s is refused, with file and line', (from, to, line, field) => {
    const calendars = written('calendars.yaml', facts.replace(from, to));
    expect(() => loadCalendars({ ...FILES, calendars })).toThrow(`calendars.yaml:${line}: `);
    expect(() => loadCalendars({ ...FILES, calendars })).toThrow(field);
  });
});
