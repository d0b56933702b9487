import { readFileSync, readdirSync } from 'node:fs';

// Linux counts processor time in hundredths of a second, whatever the machine.
const TICK = 10;

/**
 * Milliseconds of processor time of a process, of its children and of those that have ended; NaN
 * where there is no /proc.
 */
export function processorTimeOf(pid: number): number {
  try {
    const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? statOf(name) : []));
    const own = all.filter((one) => one.pid === pid || one.parent === pid);
    return own.reduce((sum, { ticks }) => sum + ticks, 0) * TICK;
  } catch {
    return NaN;
  }
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

function statOf(name: string): Stat[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (field: number) => Number(fields[field - 3] ?? 0);
    return [{ pid: Number(name), parent: at(4), ticks: at(14) + at(15) + at(16) + at(17) }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
