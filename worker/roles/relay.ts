import type { Logger } from 'pino';

/** One piece of the relay's work; it is done again and again, by any number of relays. */
export interface Errand {
  readonly name: string;
  /** Milliseconds between two rounds. */
  readonly every: number;
  /** Milliseconds after a round that failed, when that is sooner. */
  readonly everyAfterFailure?: number;
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
      const { every, everyAfterFailure = every } = errand;
      const pause = failures.has(errand.name) ? everyAfterFailure : every;
      if (!stopping) await interruptible(pause, wakes);
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
