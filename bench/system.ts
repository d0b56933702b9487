import { Client, Connection } from '@temporalio/client';
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { Engine } from '../client/engine.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { Database } from '../records/database.ts';
import { migrate } from '../records/migrate.ts';
import type { BroughtRules } from '../records/rulebook.ts';
import type { StandingAt } from '../records/standing.ts';
import { createStanding } from '../records/standing.ts';
import { loadRouting } from '../rules/load-offices.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { openDataFolder } from '../worker/data-folder.ts';
import { openParts } from '../worker/parts.ts';
import type { Places } from '../worker/places.ts';
import { localTemporal } from '../worker/places.ts';
import { seed } from '../worker/seed.ts';
import { startPostgres } from '../worker/servers/postgres.ts';
import { startTemporalDev } from '../worker/servers/temporal-dev.ts';
import type { CarrierStart } from './carrier.ts';
import type { CarrierCounts, ProcessorTime } from './measures.ts';
import { processorTimeOf } from './processor.ts';

const NAMESPACE = 'ho-mat';
const CARRIER = fileURLToPath(new URL('./carrier.ts', import.meta.url));
const BARE = fileURLToPath(new URL('./bare/carrier.ts', import.meta.url));

/** Fresh servers with the whole directory, a process that carries cases, and us as the API. */
export interface BenchSystem {
  readonly db: Database;
  readonly engine: Engine;
  readonly client: Client;
  readonly brought: BroughtRules;
  readonly standing: StandingAt;
  readonly places: Places;
  /** Where the engine's store lies. */
  readonly engineFolder: string;
  counts(): Promise<CarrierCounts>;
  processorTime(): ProcessorTime;
  /** Starts the worker of bare Temporal; the answer stops it. */
  startBare(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** Starts everything in an empty folder; `dated` gives the regimes the dates that are wanted. */
export async function startSystem(
  root: string,
  dated: (rules: readonly RegimeRule[]) => readonly RegimeRule[],
): Promise<BenchSystem> {
  const folder = openDataFolder(root);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const postgres = await startPostgres(folder.postgres, {
      keysFolder: folder.keys,
      logFile: join(folder.logs, 'postgres.log'),
    });
    stops.push(() => postgres.stop());
    const temporal = await startTemporalDev({
      binary: process.env['TEMPORAL_CLI_PATH'] ?? 'temporal',
      folder: folder.temporal,
      namespace: NAMESPACE,
      logFile: join(folder.logs, 'temporal.log'),
    });
    stops.push(() => temporal.stop());
    await migrate(postgres.ownerUrl, postgres.appPassword);
    const places: Places = {
      databaseUrl: postgres.appUrl,
      temporal: localTemporal(temporal.address, NAMESPACE),
      smtpUrl: 'smtp://127.0.0.1:1',
      sinkFolder: folder.mail,
      keysFolder: folder.keys,
      drill: false,
      publicUrl: 'http://127.0.0.1',
    };
    const parts = await openParts(places, pino({ level: 'warn' }));
    stops.push(() => parts.close());
    const now = MACHINE_CLOCK.now();
    await seed(parts.db, { demo: false, dataFolder: root, now });
    const brought = { ...parts.brought, regimes: dated(parts.brought.regimes) };
    const start: CarrierStart = { places, regimes: brought.regimes };
    const carrier = await startCarrier(CARRIER, start);
    stops.push(() => endCarrier(carrier));
    let bare: number | null = null;
    const connection = await Connection.connect({ address: temporal.address });
    stops.push(() => connection.close());
    const { db, engine } = parts;
    return {
      ...{ db, engine, brought, places, stop },
      client: new Client({ connection, namespace: NAMESPACE }),
      standing: createStanding(brought, loadRouting()),
      engineFolder: folder.temporal,
      counts: () => countsOf(carrier),
      async startBare() {
        const { address } = temporal;
        const started = await startCarrier(BARE, { address, namespace: NAMESPACE });
        bare = started.pid ?? null;
        return () => endCarrier(started).finally(() => (bare = null));
      },
      processorTime: () => ({
        worker: processorTimeOf(carrier.pid ?? 0) + (bare === null ? 0 : processorTimeOf(bare)),
        engine: processorTimeOf(temporal.pid),
        database: processorTimeOf(postgres.pid),
        load: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
      }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startCarrier(file: string, start: object): Promise<ChildProcess> {
  const carrier = fork(file, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ready = once(carrier, 'message');
  const ended = once(carrier, 'exit').then(() => {
    throw new Error('The process that carries cases did not start');
  });
  carrier.send(start);
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return carrier;
}

async function endCarrier(carrier: ChildProcess): Promise<void> {
  const ended = once(carrier, 'exit');
  carrier.disconnect();
  await ended;
}

async function countsOf(carrier: ChildProcess): Promise<CarrierCounts> {
  const told = once(carrier, 'message');
  carrier.send('counts');
  const [counts] = (await told) as [CarrierCounts];
  return counts;
}
