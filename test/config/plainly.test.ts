import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../config/load.ts';
import { LANGUAGES } from '../../locales/index.ts';
import { languageSaid, plainly } from '../../worker/plainly.ts';

/** What goes wrong when something is done for real. */
async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing went wrong');
}

const failed = (start: (fail: (error: Error) => void) => void) =>
  thrownBy(() => new Promise((_, reject) => void start(reject)));

describe('why the product did not start is said plainly', () => {
  it('when its port is taken', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => first.once('listening', resolve));
    const { port } = first.address() as AddressInfo;
    const error = await failed((fail) =>
      createServer().listen(port, '127.0.0.1').on('error', fail),
    );
    first.close();
    for (const language of LANGUAGES) {
      const told = plainly(error, language);
      expect(told).toContain(String(port));
      expect(told).toContain('HOMAT_PORT');
      expect(told).not.toContain('    at ');
    }
  });

  it('when a server does not answer', async () => {
    const error = await failed((fail) => connect(1, '127.0.0.1').on('error', fail));
    expect(plainly(error, 'en')).toMatch(/^127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)\..*URL/);
  });

  it('when its data folder cannot be made', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'homat-plainly-')), 'file');
    writeFileSync(file, '');
    const error = await thrownBy(() => mkdirSync(join(file, 'data'), { recursive: true }));
    expect(plainly(error, 'en')).toMatch(/file.* cannot be used \(ENOTDIR\).*HOMAT_DATA/);
  });

  it('when the database refuses, with its own words', () => {
    const refusal = Object.assign(new Error('password authentication failed'), { code: '28P01' });
    expect(plainly(refusal, 'en')).toContain('password authentication failed (28P01)');
  });

  it('when a setting is wrong, and with the whole stack when nobody foresaw it', () => {
    expect(plainly(new ConfigError(['HOMAT_PORT x']), 'vi')).toBe(
      'Cấu hình chưa đúng: HOMAT_PORT x.',
    );
    expect(plainly(new Error('odd'), 'vi')).toContain('plainly.test.ts');
  });

  it('in the language of the environment, else in Vietnamese', () => {
    expect(languageSaid({ HOMAT_LANG: 'lo' })).toBe('lo');
    expect(languageSaid({ HOMAT_LANG: 'fr' })).toBe('vi');
    expect(languageSaid({})).toBe('vi');
  });
});
