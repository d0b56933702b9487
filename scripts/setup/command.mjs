import { spawn, spawnSync } from 'node:child_process';
import { say } from './say.mjs';

/** Runs a command to its end; throws with its last words when it fails or takes too long. */
export function run(command, args, { cwd, env, seconds, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'],
      shell: process.platform === 'win32',
    });
    let words = '';
    const keep = (chunk) => {
      words = (words + chunk).slice(-4_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const began = Date.now();
    const beat = setInterval(() => {
      say('still', { seconds: Math.round((Date.now() - began) / 1_000) });
    }, 60_000);
    const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000);
    const done = (error) => {
      clearInterval(beat);
      clearTimeout(limit);
      if (error) reject(error);
      else resolve(words);
    };
    child.on('error', done);
    child.on('exit', (code, signal) => {
      done(
        code === 0 ? null : new Error(`${command} ${args[0] ?? ''} (${code ?? signal}): ${words}`),
      );
    });
  });
}

/** What a command prints when it is there, or null. */
export function ask(command, args) {
  const answer = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 20_000,
    shell: process.platform === 'win32',
  });
  if (answer.error || answer.status !== 0) return null;
  return `${answer.stdout}${answer.stderr}`.trim().split('\n')[0] ?? '';
}
