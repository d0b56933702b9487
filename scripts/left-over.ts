import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** The processes whose command or, on Linux, environment names a folder; not this one. */
export function processesOf(folder: string): readonly Process[] {
  const all = process.platform === 'linux' ? fromProc(folder) : fromPs(folder);
  return all.filter(({ pid }) => pid !== process.pid);
}

/** Ends them: asked first, and killed when they have not gone after three seconds. */
export async function endAll(folder: string): Promise<void> {
  for (const { pid } of processesOf(folder)) send(pid, 'SIGINT');
  for (let waited = 0; waited < 3_000 && processesOf(folder).length > 0; waited += 100) {
    await pause(100);
  }
  for (const { pid } of processesOf(folder)) send(pid, 'SIGKILL');
  await pause(100);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has gone by itself.
  }
}

function fromProc(folder: string): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    const command = readProc(pid, 'cmdline');
    const isOfFolder = command.includes(folder) || readProc(pid, 'environ').includes(folder);
    return isOfFolder ? [{ pid, command }] : [];
  });
}

function readProc(pid: number, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return '';
  }
}

function fromPs(folder: string): Process[] {
  const { stdout } = spawnSync('ps', ['-Ao', 'pid=,command='], { encoding: 'utf8' });
  if (typeof stdout !== 'string') return [];
  return stdout.split('\n').flatMap((line) => {
    const [, pid = '', command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return command.includes(folder) ? [{ pid: Number(pid), command }] : [];
  });
}
