import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../deploy/make-secrets.sh', import.meta.url));

/** An office's own copy of `deploy/`, and a machine with some programs and no others. */
function office(): { run: (path?: string) => number | null; secrets: string; bare: string } {
  const folder = mkdtempSync(join(tmpdir(), 'homat-secrets-'));
  const bare = join(folder, 'bin');
  mkdirSync(bare);
  for (const name of ['sh', 'mkdir', 'chmod', 'cat', 'dirname', 'sed', 'tr']) {
    const found = ['/usr/bin', '/bin'].map((f) => join(f, name)).find((f) => existsSync(f));
    if (found !== undefined) symlinkSync(found, join(bare, name));
  }
  copyFileSync(SCRIPT, join(folder, 'make-secrets.sh'));
  const run = (path = process.env['PATH'] ?? '') =>
    spawnSync('/bin/sh', [join(folder, 'make-secrets.sh'), 'homat.example', 'smtp://mail'], {
      env: { PATH: path },
    }).status;
  return { run, secrets: join(folder, 'secrets'), bare };
}

const contents = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

test('secrets are made once, behind a door of their own', () => {
  const { run, secrets } = office();
  expect(run()).toBe(0);
  const made = contents(secrets);
  expect(made.map(([name]) => name)).toContain('postgres-password');
  for (const [name, text] of made) expect(text.length, name).toBeGreaterThan(10);
  expect(statSync(secrets).mode & 0o777).toBe(0o700);
  expect(run()).toBe(0);
  expect(contents(secrets)).toEqual(made);
});

test('a machine without openssl gets no empty password', () => {
  const { run, secrets, bare } = office();
  expect(run(bare)).not.toBe(0);
  expect(existsSync(secrets) ? contents(secrets).filter(([, text]) => text === '') : []).toEqual(
    [],
  );
  expect(run()).toBe(0);
  for (const [name, text] of contents(secrets)) expect(text.length, name).toBeGreaterThan(10);
});
