import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Machine, ROOT } from './machine.ts';

const RUN = join(ROOT, 'scripts', 'setup', 'run.mjs');

test('the doctor says what is there, what is missing and what that would cost', async () => {
  const machine = new Machine();
  machine.program('npm', 'echo 11.0.0');
  machine.program('go', 'echo go version go1.26.8 linux/amd64');
  const { code, out } = await machine.node([RUN, 'doctor'], {
    HOMAT_DATA: join(machine.folder, 'data'),
  });
  expect(code).toBe(0);
  for (const line of [
    '✓ npm: 11.0.0',
    `✓ npm packages: ${join(ROOT, 'node_modules')}`,
    '– Temporal server: a download is tried (60 MB), else built with Go: about 8 minutes',
    '– Time-skipping server (drills, tests): a download is tried; on a closed network Java and',
    '✓ Go: go version go1.26.8',
    '– Maven: only for drills and tests',
    `✓ Cache of servers: ${machine.cache}`,
    `✓ Data folder: ${join(machine.folder, 'data')} (made at the first run)`,
    '✓ Running: no',
    '`npm run up` has yet to get what is marked',
  ]) {
    expect(out).toContain(line);
  }
  // It only looks: nothing was made, fetched or built.
  expect(readdirSync(machine.folder)).toEqual(['bin']);
});

test('the doctor finds what is there, in Vietnamese as well', async () => {
  const machine = new Machine();
  machine.program('npm', 'echo 11.0.0');
  const { out } = await machine.node([RUN, 'doctor'], {
    HOMAT_LANG: 'vi',
    TEMPORAL_CLI_PATH: '/opt/temporal',
    HOMAT_TIME_SKIPPING_PATH: '/opt/test-server',
  });
  expect(out).toContain('✓ Máy chủ Temporal: /opt/temporal');
  expect(out).toContain('✓ Máy chủ tua thời gian (diễn tập, kiểm thử): /opt/test-server');
  expect(out).toContain('Đủ để chạy `npm run up`.');
});
