import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Which process: its number and, on a second line, when it began, since numbers are given again.
 * Empty for a process that is not there.
 */
export function markOf(pid: number): string {
  const began = beginOf(pid);
  return began === '' ? '' : `${pid}\n${began}`;
}

/** Whether the very process that a mark was made of is still there. */
export function isRunning(mark: string): boolean {
  const pid = pidOf(mark);
  return pid > 0 && markOf(pid) === mark;
}

/** The number in a mark; 0 where there is none. */
export function pidOf(mark: string): number {
  const pid = Number.parseInt(mark, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : 0;
}

/** The folder that a process works in; empty when it is not there or not ours to ask. */
export function folderOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`);
    const { stdout } = spawnSync('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn'], UTF8);
    return /^n(.*)$/m.exec(stdout ?? '')?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Notes a server in a file, so that the next start can end it if nobody else does. */
export function notePid(file: string, pid: number): void {
  writeFileSync(file, markOf(pid), { mode: 0o600 });
}

/** Ends the server that a file names, if its parent was killed and it is still there. */
export async function endLeftOver(file: string, patience = 5_000): Promise<void> {
  if (!existsSync(file)) return;
  const mark = readFileSync(file, 'utf8');
  await end(pidOf(mark), () => isRunning(mark), 'SIGTERM', patience);
  rmSync(file, { force: true });
}

/** Asks a process to end and waits for it; after `patience` milliseconds it is killed. */
export async function end(
  pid: number,
  isThere: () => boolean,
  politely: NodeJS.Signals,
  patience: number,
): Promise<void> {
  if (!isThere()) return;
  process.kill(pid, politely);
  for (let waited = 0; waited < patience && isThere(); waited += 50) await pause(50);
  if (isThere()) process.kill(pid, 'SIGKILL');
  for (let waited = 0; waited < 5_000 && isThere(); waited += 50) await pause(50);
}

function beginOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'lstart');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold blanks and brackets; what follows it does not.
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? '' : (rest[18] ?? '');
  } catch {
    return '';
  }
}

const UTF8 = { encoding: 'utf8' } as const;

function ps(pid: number, column: string): string {
  const { stdout } = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], UTF8);
  return typeof stdout === 'string' ? stdout.trim() : '';
}
