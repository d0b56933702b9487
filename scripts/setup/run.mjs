// The entry of every npm script. It runs on any Node from 20 with nothing installed, gets what is
// missing, and hands over to the pinned Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { doctor } from './doctor.mjs';
import { ROOT, packages, runtime } from './packages.mjs';
import { say, text } from './say.mjs';
import { temporalCli, timeSkipping } from './temporal.mjs';

const [command = 'up', ...rest] = process.argv.slice(2);

try {
  await main();
} catch (error) {
  say('failed', { what: error.message });
  process.exit(1);
}

async function main() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(text('node-too-old', { have: process.versions.node }));
  }
  if (command === 'doctor') process.exit(doctor());
  await packages();
  if (command === 'packages') return;
  if (command === 'check') return hand([join(ROOT, 'scripts', 'check.ts'), ...rest]);
  if (command === 'homat') return hand([join(ROOT, 'client', 'cli', 'main.ts'), ...rest]);
  const env = {};
  const both = command === 'test' || command === 'servers';
  if (both || process.env.HOMAT_TIME === 'skip') {
    env.HOMAT_TIME_SKIPPING_PATH = await timeSkipping();
  }
  if (both || process.env.HOMAT_TIME !== 'skip') {
    const cli = await temporalCli();
    if (cli !== null) env.TEMPORAL_CLI_PATH = cli;
  }
  if (command === 'servers') return;
  if (command === 'test') return hand([join(ROOT, 'scripts', 'test.ts'), ...rest], env);
  hand([join(ROOT, 'worker', 'main.ts'), command, ...rest], env);
}

/** Runs a file under Node 24 in our place: same streams, same signals, same exit code. */
function hand(args, env = {}) {
  const child = spawn(runtime(), args, { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends SIGINT to the child as well; the others are passed on.
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('error', (error) => {
    say('failed', { what: error.message });
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
