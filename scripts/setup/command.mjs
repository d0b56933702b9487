import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say.mjs';

const running = new Set();

// Only a shell finds the `.cmd` files that these are on Windows.
const needsShell = (command) => process.platform === 'win32' && ['npm', 'mvn'].includes(command);

/**
 * Runs a command to its end and gives what it printed. Throws with its last words when it fails,
 * takes longer than `seconds`, or, with `growing`, when that folder has not grown for so long.
 */
export function run(command, args, { cwd, env, seconds, show = false, growing } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'],
      shell: needsShell(command),
    });
    running.add(child);
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
    const watch = growing && whileGrowing(growing, () => child.kill('SIGKILL'));
    const done = (error) => {
      running.delete(child);
      clearInterval(beat);
      clearTimeout(limit);
      clearInterval(watch);
      if (error) reject(error);
      else resolve(words);
    };
    child.on('error', done);
    child.on('close', (code, signal) => {
      if (code === 0) return done(null);
      done(new Error(`${command} ${args[0] ?? ''} (${code ?? signal}): ${words.trim()}`));
    });
  });
}

/** Ends the commands that run now: the set-up itself is asked to stop. */
export function endCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/** What a command prints first when it is there, or null. */
export function ask(command, args) {
  const answer = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 20_000,
    shell: needsShell(command),
  });
  if (answer.error || answer.status !== 0) return null;
  return `${answer.stdout}${answer.stderr}`.trim().split('\n')[0] ?? '';
}

function whileGrowing({ folder, seconds }, stop) {
  let size = -1;
  let grown = Date.now();
  return setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) grown = Date.now();
    size = now;
    if (Date.now() - grown > seconds * 1_000) stop();
  }, 500);
}

function sizeOf(folder) {
  let sum = 0;
  for (const name of readdirSync(folder)) {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    sum += stat?.isFile() ? stat.size : 0;
  }
  return sum;
}
