import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseCounts } from './counting.ts';

/** Milliseconds of processor time by who used them; NaN where the machine does not tell. */
export interface ProcessorTime {
  /** The workers: ours, and that of bare Temporal while it runs. */
  readonly worker: number;
  readonly engine: number;
  readonly database: number;
  /** The people's side: the API's part of an act, and the reading before it. */
  readonly load: number;
}

/** How the process that carries cases is, and what it has done. */
export interface CarrierCounts extends DatabaseCounts {
  /** Bytes; the peaks are since its start. */
  readonly memory: number;
  readonly peakMemory: number;
  /** Processes in its cache. */
  readonly cached: number;
  readonly peakCached: number;
  /** The most that the product lets it keep. */
  readonly mostCached: number;
}

/** The value below which a share of the values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** How long a piece of work takes, in milliseconds, one time after the other. */
export async function timesOf(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken;
}

/** The bytes of all files of a folder. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => {
      return sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0);
    }, 0);
}

export const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** What was used between two moments. */
export function processorSince(before: ProcessorTime, after: ProcessorTime): ProcessorTime {
  return {
    worker: after.worker - before.worker,
    engine: after.engine - before.engine,
    database: after.database - before.database,
    load: after.load - before.load,
  };
}

/** Prints what a stretch of work took of the processors, for each of so many pieces. */
export function processorFigure(used: readonly ProcessorTime[], pieces: number, of = ''): void {
  const each = (who: keyof ProcessorTime) =>
    (used.reduce((sum, one) => sum + one[who], 0) / pieces).toFixed(1);
  figure(
    `  processor ms, worker/engine/database/load${of}`,
    `${each('worker')} / ${each('engine')} / ${each('database')} / ${each('load')}`,
  );
}

/** Prints a figure as a line of the table. */
export function figure(name: string, value: string | number): void {
  const shown = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
  console.log(`${name.padEnd(46)} ${shown}`);
}

/** Runs work over items, so many at once, and says every ten seconds how far it is. */
export async function overAll<T>(
  what: string,
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items].reverse();
  let done = 0;
  const began = Date.now();
  const say = setInterval(() => progress(what, done, items.length, began), 10_000);
  const lane = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      await work(item);
      done += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: width }, lane));
  } finally {
    clearInterval(say);
  }
}

/** Says on the error stream how far something is. */
export function progress(what: string, done: number, all: number, began: number): void {
  const taken = (Date.now() - began) / 1_000;
  const rate = taken > 0 ? (done / taken).toFixed(1) : '–';
  process.stderr.write(`… ${what}: ${done} of ${all} after ${taken.toFixed(0)} s, ${rate}/s\n`);
}
