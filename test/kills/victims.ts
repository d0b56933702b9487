import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isRunning, markOf, notePid } from '../../worker/servers/processes.ts';
import type { Edge, PointName, Victim } from './points.ts';

const folderIn = (data: string): string => join(data, 'deaths');

/** Notes which process plays a role, so that whoever arrives at a point can kill it. */
export function noteRole(data: string, role: Victim, pid: number): void {
  mkdirSync(folderIn(data), { recursive: true });
  notePid(join(folderIn(data), `${role}.pid`), pid);
}

/**
 * Orders that a victim dies at a point, the next time that a process arrives there: after those
 * that are still to die at it, for whoever was killed last may be long in coming back.
 */
export function order(data: string, point: PointName, edge: Edge, victim: Victim): void {
  mkdirSync(folderIn(data), { recursive: true });
  const before = readdirSync(folderIn(data)).filter((name) => name.startsWith(`${point}.${edge}.`));
  const file = join(folderIn(data), `${point}.${edge}.${String(before.length).padStart(3, '0')}`);
  writeFileSync(`${file}.part`, victim);
  renameSync(`${file}.part`, file);
}

/** The orders that nobody has carried out, the oldest of each point first. */
export function openOrders(data: string): string[] {
  if (!existsSync(folderIn(data))) return [];
  return readdirSync(folderIn(data))
    .filter((name) => /\.(before|after)\.\d+$/.test(name))
    .sort();
}

/** Carries out what is ordered for a point, once; who was killed, if anybody. */
export function arrive(data: string, point: PointName, edge: Edge): Victim | null {
  const first = openOrders(data).find((name) => name.startsWith(`${point}.${edge}.`));
  if (first === undefined) return null;
  const file = join(folderIn(data), first);
  try {
    // Of several processes that arrive at once one carries it out.
    renameSync(file, `${file}.done`);
  } catch {
    return null;
  }
  const victim = readFileSync(`${file}.done`, 'utf8') as Victim;
  strike(data, victim);
  return victim;
}

/** Kills a victim at once, and waits until it is gone. Whoever kills itself does not return. */
export function strike(data: string, victim: Victim): void {
  const mark = readFileSync(pidFileOf(data, victim), 'utf8').split('\n');
  const pid = Number(mark[0]);
  const all = victim === 'postgres' ? [pid, ...stoppedWithChildren(pid)] : [pid];
  const marks = all.map(markOf);
  for (const one of all) kill(one);
  while (marks.some((one) => one !== '' && isRunning(one))) sleep(5);
}

/** Whether a victim is there to be killed: one that died may not have come back yet. */
export function isUp(data: string, victim: Victim): boolean {
  const file = pidFileOf(data, victim);
  if (!existsSync(file)) return false;
  return markOf(Number(readFileSync(file, 'utf8').split('\n')[0])) !== '';
}

function pidFileOf(data: string, victim: Victim): string {
  if (victim === 'postgres') return join(data, 'postgres', 'data', 'postmaster.pid');
  if (victim === 'temporal') return join(data, 'temporal', 'server.pid');
  return join(folderIn(data), `${victim}.pid`);
}

/** A server process for each connection dies with it, as when the power goes. */
function stoppedWithChildren(pid: number): number[] {
  process.kill(pid, 'SIGSTOP');
  const { stdout } = spawnSync('ps', ['-Ao', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [child = 0, parent] = line.trim().split(/\s+/).map(Number);
    return parent === pid ? [child] : [];
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
