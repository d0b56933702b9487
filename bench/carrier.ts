// The product's worker of cases and what runs beside the engine, in a process of its own: so that
// its memory, its cache and its transactions are its own in the figures.
import { NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { tellToLook } from '../client/tell-to-look.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import { sequence } from '../records/log/sequence.ts';
import { createStanding } from '../records/standing.ts';
import { loadRouting } from '../rules/load-offices.ts';
import { openParts } from '../worker/parts.ts';
import type { Places } from '../worker/places.ts';
import { bundleWorkflows, createCaseWorker } from '../worker/roles/case-worker.ts';
import { startRelay } from '../worker/roles/relay.ts';
import { counted } from './counting.ts';
import type { CarrierCounts } from './measures.ts';

/** What the carrier is given to begin with. */
export interface CarrierStart {
  readonly places: Places;
  readonly regimes: readonly RegimeRule[];
}

const quiet = () => undefined;
const log = pino({ level: 'warn' });
const loud = (message: string, meta?: object) => log.warn({ engine: meta }, message);
Runtime.install({
  shutdownSignals: [],
  logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: loud, error: loud },
});

process.once('message', (start: CarrierStart) => void carry(start));

async function carry({ places, regimes }: CarrierStart): Promise<void> {
  const parts = await openParts(places, log);
  const { db, counts } = counted(parts.db);
  const { namespace, connectionOptions } = places.temporal;
  const connection = await NativeConnection.connect(connectionOptions as never);
  const worker = await createCaseWorker({
    connection,
    namespace,
    db,
    standing: createStanding({ ...parts.brought, regimes }, loadRouting()),
    bundle: await bundleWorkflows(parts.dataConverter),
    dataConverter: parts.dataConverter,
  });
  const relay = startRelay(
    [
      { name: 'looks', every: 2_000, run: () => tellToLook(parts, parts.clock.now()) },
      {
        name: 'places in the log',
        every: 1_000,
        async run() {
          while ((await sequence(parts.db, parts.signer, parts.clock.now())) > 0);
        },
      },
    ],
    log,
  );
  const running = worker.run();
  let [peakMemory, peakCached] = [0, 0];
  const watch = setInterval(() => {
    peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
    peakCached = Math.max(peakCached, worker.getStatus().numCachedWorkflows);
  }, 50);
  process.on('message', (asked) => {
    if (asked !== 'counts') return;
    const { numCachedWorkflows: cached } = worker.getStatus();
    const most = worker.options.maxCachedWorkflows;
    const memory = process.memoryUsage.rss();
    const told: CarrierCounts = {
      ...{ memory, peakMemory, cached, peakCached, mostCached: most },
      ...counts(),
    };
    process.send?.(told);
  });
  process.once('disconnect', () => {
    clearInterval(watch);
    worker.shutdown();
    void running
      .then(() => relay.stop())
      .then(() => connection.close())
      .then(() => parts.close())
      .finally(() => process.exit(0));
  });
  process.send?.('ready');
}
