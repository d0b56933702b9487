import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../domain/errors.ts';
import { LANGUAGES } from '../../locales/index.ts';
import { errorsPage } from '../../scripts/errors-page.ts';

const ROOT = new URL('../../', import.meta.url);
const codes = Object.keys(ERRORS);

describe('the codes of refusals', () => {
  it('are those of docs/errors.md, as the table and the texts say', () => {
    expect(readFileSync(new URL('docs/errors.md', ROOT), 'utf8')).toBe(errorsPage());
  });

  it.each(LANGUAGES)('each have a text in %s, and no text is without a code', (language) => {
    const file = new URL(`locales/${language}/errors.json`, ROOT);
    const keys = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object);
    expect(keys.filter((key) => !key.endsWith('.detail'))).toEqual(codes);
    for (const key of keys) expect(codes).toContain(key.replace(/\.detail$/, ''));
  });

  it('go with a status of the client, or say that it may succeed later', () => {
    for (const [code, { status, retry }] of Object.entries(ERRORS)) {
      expect(retry, code).toBe(status === 429 || status >= 500);
      expect(status, code).toBeGreaterThanOrEqual(400);
    }
  });
});
