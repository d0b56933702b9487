import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { loadRegimes } from '../../rules/load-regimes.ts';

const folder = mkdtempSync(join(tmpdir(), 'regimes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a year opens in itself: a day of the year before is refused, with its place', () => {
  const text = readFileSync(new URL('../../rules/regimes/regimes.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'regimes.yaml');
  writeFileSync(file, text.replace("opens: '10-01'", "opens: '-1 10-01'"));
  expect(() => loadRegimes(pathToFileURL(file))).toThrow(/opens.*year in which it opens/s);
  expect(loadRegimes().map(({ id }) => id)).toEqual(['yearly', 'treaties', 'five-yearly']);
});
