import { readFileSync, readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { NOTICE_KINDS } from '../../domain/notices/notice.ts';
import type { Language } from '../../domain/text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { LANGUAGES, isMessageKey, translate } from '../../locales/index.ts';
import { dueText, momentText } from '../../locales/moment.ts';

const FOLDER = new URL('../../locales/', import.meta.url);

const filesOf = (language: Language): string[] =>
  readdirSync(new URL(`${language}/`, FOLDER)).sort();

const textsOf = (language: Language, file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}/${file}`, FOLDER), 'utf8')) as Record<
    string,
    string
  >;

/** The names of everything a message has filled in, plurals and choices included. */
function placeholdersOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (typeof part === 'object' && part !== null) {
      const { type, value } = part as { type?: number; value?: unknown };
      // 0 is literal text, 7 the # of a plural; the others have a name.
      if (typeof value === 'string' && type !== 0 && type !== 7) names.add(value);
      Object.values(part).forEach(walk);
    }
  };
  walk(new IntlMessageFormat(text, 'vi', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('texts for people', () => {
  it('lie in files of the same names in every language', () => {
    for (const language of LANGUAGES) expect(filesOf(language)).toEqual(filesOf('vi'));
  });

  it.each(filesOf('vi'))('%s has the same keys and placeholders in every language', (file) => {
    const source = textsOf('vi', file);
    expect(Object.keys(source).length).toBeGreaterThan(0);
    for (const language of LANGUAGES) {
      const texts = textsOf(language, file);
      expect(Object.keys(texts), language).toEqual(Object.keys(source));
      for (const [key, text] of Object.entries(texts)) {
        const where = `${language} ${key}`;
        expect(placeholdersOf(text), where).toEqual(placeholdersOf(source[key] ?? ''));
        expect(text.trim(), where).not.toBe('');
        expect(text, where).toBe(text.normalize('NFC'));
      }
    }
  });

  it('are found by a key made at run time, and only when they are there', () => {
    expect(isMessageKey('notices.case-ended.subject')).toBe(true);
    expect(isMessageKey('notices.case-lost.subject')).toBe(false);
    expect(isMessageKey('notices.constructor')).toBe(false);
    expect(isMessageKey('../vi/notices.case-ended.subject')).toBe(false);
    expect(isMessageKey('notices')).toBe(false);
  });

  it('have singular and plural where a language has them', () => {
    expect(translate('en', 'notices.digest.subject', { count: 1 })).toContain('1 notice today');
    expect(translate('en', 'notices.digest.subject', { count: 2 })).toContain('2 notices today');
    expect(translate('vi', 'notices.digest.subject', { count: 2 })).toContain('2 thông báo');
  });
});

describe('letters', () => {
  it.each(NOTICE_KINDS)('of kind %s have one subject and one body', (kind) => {
    for (const language of LANGUAGES) {
      const texts = textsOf(language, 'notices.json');
      expect(placeholdersOf(texts[`${kind}.subject`] ?? '')).toEqual(['number']);
      const allowed = ['number', 'due'];
      const inBody = placeholdersOf(texts[`${kind}.body`] ?? '');
      expect(inBody).toContain('number');
      expect(inBody.filter((name) => !allowed.includes(name))).toEqual([]);
    }
  });

  it('never say what a case is about: no leak, loss, damage, suspicion, level or Lao side', () => {
    const telling: Record<Language, RegExp> = {
      vi: /lộ|mất|thiệt hại|nghi|phía Lào|\bLào\b|tối mật|tuyệt mật|mức độ/iu,
      en: /leak|lost|loss|damage|suspic|lao\b|top secret|\blevel\b/iu,
      lo: /ຮົ່ວ|ເສຍ|ສົງໄສ|ຝ່າຍລາວ|ລະດັບ/u,
    };
    for (const language of LANGUAGES) {
      for (const [key, text] of Object.entries(textsOf(language, 'notices.json'))) {
        expect(text, `${language} ${key}`).not.toMatch(telling[language]);
      }
    }
  });
});

describe('a deadline in words', () => {
  it('that ends with a day is 24:00 of that day, not 00:00 of the next', () => {
    const due = '2026-12-21T00:00:00.000+07:00' as Instant;
    expect(dueText('vi', due)).toBe('24:00 ngày 20/12/2026');
    expect(dueText('en', due)).toBe('24:00 on 20/12/2026');
    expect(dueText('lo', due)).toBe('24:00 ວັນທີ 20/12/2026');
  });

  it('within a day, and any moment, is told to the minute in UTC+7', () => {
    const at = '2026-12-20T15:30:59.999+07:00' as Instant;
    expect(dueText('vi', at)).toBe('15:30 ngày 20/12/2026');
    expect(momentText('vi', '2026-01-01T00:00:00.000+07:00' as Instant)).toBe(
      '00:00 ngày 01/01/2026',
    );
  });
});
