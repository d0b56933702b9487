import type { Logger } from 'pino';
import type { Engine } from '../../client/engine.ts';
import type { Database } from '../../records/database.ts';
import { leftBehind } from '../../records/intake.ts';
import { SECOND, plus } from '../../domain/time/instant.ts';
import type { SystemClock } from '../clock.ts';

/** One piece of the relay's work; it is done again and again, by any number of relays. */
export interface Errand {
  readonly name: string;
  /** Milliseconds between two rounds. */
  readonly every: number;
  run(): Promise<void>;
}

/** What runs beside the engine: each errand in its own rhythm, a failed one again next time. */
export function startRelay(
  errands: readonly Errand[],
  log: Logger,
): { stop(): Promise<void>; readonly healthy: () => boolean } {
  let stopping = false;
  const failures = new Map<string, number>();
  const wakes = new Set<() => void>();
  const rounds = errands.map(async (errand) => {
    while (!stopping) {
      try {
        await errand.run();
        failures.delete(errand.name);
      } catch (error) {
        const times = (failures.get(errand.name) ?? 0) + 1;
        failures.set(errand.name, times);
        if (times === 1 || times % 60 === 0) log.warn({ err: error, errand: errand.name }, 'relay');
      }
      if (!stopping) await interruptible(errand.every, wakes);
    }
  });
  return {
    healthy: () => [...failures.values()].every((times) => times < 10),
    async stop() {
      stopping = true;
      wakes.forEach((wake) => wake());
      await Promise.all(rounds);
    },
  };
}

// A receipt younger than this is being started by the API that gave it.
const GRACE = 5 * SECOND;

/** Starts the processes of reports that came in while the engine was away. */
export function startLeftBehind(db: Database, engine: Engine, clock: SystemClock): Errand {
  return {
    name: 'reports left behind',
    every: 2 * SECOND,
    async run() {
      const ids = await leftBehind(db, plus(clock.now(), -GRACE));
      for (const id of ids) await engine.begin(id);
    },
  };
}

async function interruptible(ms: number, wakes: Set<() => void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      wakes.delete(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    wakes.add(done);
  });
}
