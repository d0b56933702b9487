import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSession, keptSession } from '../../client/cli/places.ts';

const MAIN = fileURLToPath(new URL('../../client/cli/main.ts', import.meta.url));
const URL_1 = 'http://127.0.0.1:1';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homat-places-'));
  vi.stubEnv('HOMAT_CONFIG', folder);
});
afterEach(() => void vi.unstubAllEnvs());

/** Runs the command line against an address where nobody answers. */
function homat(url: string, ...args: string[]) {
  const env = { ...process.env, HOMAT_CONFIG: folder, HOMAT_URL: url, HOMAT_LANG: 'en' };
  return spawnSync(process.execPath, [MAIN, ...args], { env, encoding: 'utf8' });
}

describe('the sessions that the command line keeps', () => {
  it('are kept by address, and forgotten one by one', () => {
    keepSession(URL_1, 'homat_session=a');
    keepSession('http://other', 'homat_session=b');
    keepSession(URL_1, null);
    expect(keptSession(URL_1)).toBeNull();
    expect(keptSession('http://other')).toBe('homat_session=b');
    expect(readdirSync(folder)).toEqual(['session.json']);
  });

  it('that cannot be read are none, and the next sign-in writes them anew', () => {
    for (const broken of ['', '{"http://127', 'null', '[]']) {
      writeFileSync(join(folder, 'session.json'), broken);
      expect(keptSession(URL_1), broken).toBeNull();
      keepSession(URL_1, 'homat_session=a');
      expect(keptSession(URL_1), broken).toBe('homat_session=a');
    }
  });
});

describe('what is wrong with a command line', () => {
  it('an address that is none is said to be none', () => {
    for (const url of ['nonsense', 'ftp://x', 'http://', '127.0.0.1:8010']) {
      const { status, stderr } = homat(url, 'incident', 'list');
      expect(stderr, url).toContain(`HOMAT_URL “${url}” is no address`);
      expect(status, url).toBe(2);
    }
    expect(homat(URL_1, 'incident', 'list').status).toBe(4);
  });

  it('a folder in the place of a file is named', () => {
    const here = join(folder, 'report');
    mkdirSync(here);
    for (const args of [
      ['incident', 'report', here],
      ['incident', 'document', 'SC-2026-000001', here, '--title', 'a', '--place', 'b'],
      ['scenario', 'run', here],
    ]) {
      const { status, stderr } = homat(URL_1, ...args);
      expect(stderr, args[1]).toContain(`${here} cannot be used (it is a folder)`);
      expect(status, args[1]).toBe(2);
    }
  });
});
