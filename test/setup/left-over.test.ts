import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endAll, processesOf } from '../../scripts/left-over.ts';

/** A server that outlives whoever started it. */
function server(environment: NodeJS.ProcessEnv, ...words: string[]) {
  const script = `process.on('SIGINT', () => process.env.STUBBORN || process.exit());
    setInterval(() => {}, 1_000); console.log('here');`;
  return spawn(process.execPath, ['-e', script, ...words], {
    detached: true,
    env: { PATH: '/nowhere', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('whatever a run has started can be told and ended, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'homat-run-'));
  const ours = [
    server({ TMPDIR: folder }),
    server({ PATH: join(folder, 'bin'), STUBBORN: '1' }),
    server({}, join(folder, 'data')),
  ];
  const another = server({ TMPDIR: `${tmpdir()}/homat-another` });
  await Promise.all([...ours, another].map((child) => once(child.stdout, 'data')));
  const pids = (of: readonly { readonly pid?: number | undefined }[]) =>
    of.map(({ pid }) => pid).sort();
  expect(pids(processesOf(folder))).toEqual(pids(ours));
  await endAll(folder);
  expect(processesOf(folder)).toEqual([]);
  expect(another.exitCode).toBeNull();
  another.kill();
});
