import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { runtime } from './packages.mjs';
import { say } from './say.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a file under Node 24 in our place: same streams, same signals, same exit code. A `lasting`
 * program hears of it (`disconnect`) when we are killed, and of the end of the npm that started us.
 */
export function hand(args, { env = process.env, lasting = false } = {}) {
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  const stdio = ['inherit', 'inherit', 'inherit', ...(lasting ? ['ipc'] : [])];
  const child = spawn(runtime(), args, { stdio, env });
  // A terminal sends SIGINT to the child as well, which knows that twice at once is once.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  if (lasting && process.env.npm_lifecycle_event) endWithParent(child);
  child.on('error', (error) => {
    say('failed', { what: error.message });
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function endWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 200);
}
