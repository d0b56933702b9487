// `npm test`: every test, or those that the arguments name (as vitest takes them).
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAll, processesOf } from './left-over.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIMIT = 45 * 60_000;
const PATIENCE = 10_000;

// All that a run makes lies in one folder, whose name stands in the environment or the command of
// everything that it starts: so whatever it leaves behind, however it ends, can be told and ended.
const folder = mkdtempSync(join(tmpdir(), 'homat-test-'));
// PostgreSQL does not run as root and has to get at its own folder in there.
chmodSync(folder, 0o711);

const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
});
let asked: NodeJS.Signals | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked ??= signal;
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), PATIENCE).unref();
  });
}
const limit = setTimeout(() => {
  console.error(`The tests were not done after ${LIMIT / 60_000} minutes.`);
  child.kill('SIGKILL');
}, LIMIT);

child.on('exit', (code, signal) => {
  clearTimeout(limit);
  void cleanUp().finally(() => {
    const ended = asked ?? signal;
    process.exit(ended === null ? (code ?? 1) : 128 + constants.signals[ended]);
  });
});

async function cleanUp(): Promise<void> {
  const left = processesOf(folder);
  // A run that was broken off has no time to stop its servers; any other one should have.
  if (asked === null) for (const { pid, command } of left) console.error(`left: ${pid} ${command}`);
  await endAll(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
