import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { dataFolderOf } from '../config/data-folder.ts';
import type { Config } from '../config/schema.ts';
import { migrate } from '../records/migrate.ts';
import { rebuildEngine } from '../client/rebuild.ts';
import { MACHINE_CLOCK } from './clock.ts';
import { lockDataFolder, openDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { startMailSink } from './mail-sink.ts';
import { openParts } from './parts.ts';
import { localTemporal, publicUrlOf, temporalFromEnvironment } from './places.ts';
import type { Places } from './places.ts';
import { seed } from './seed.ts';
import { ROLES, serve, tellWhere } from './serve.ts';
import { freePort } from './servers/child.ts';
import { keepRunning } from './servers/keep-running.ts';
import { startPostgres } from './servers/postgres.ts';
import { startTemporalDev } from './servers/temporal-dev.ts';
import { startTimeSkipping } from './servers/time-skipping.ts';

/** Everything of one office on one machine, running. */
export interface Up {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts what is not given from outside, in order, and stops it in the opposite one. */
export async function up(config: Config, log: Logger): Promise<Up> {
  const folder = openDataFolder(dataFolderOf(process.env));
  const lock = await lockDataFolder(folder.root);
  const stops: (() => Promise<void>)[] = [async () => lock.release()];
  const stop = async (): Promise<void> => {
    lock.leaving();
    for (const one of stops.splice(0).reverse()) {
      await one().catch((error: unknown) => log.error({ err: error }, 'while stopping'));
    }
  };
  try {
    const [database, temporal, smtpUrl] = await Promise.all([
      startDatabase(config, folder, log, stops),
      startEngine(config, folder, log, stops),
      startMail(config, folder, stops),
    ]);
    const port = config.port === 0 ? await freePort() : config.port;
    const places: Places = {
      databaseUrl: database.appUrl,
      temporal: temporal.temporal,
      smtpUrl,
      sinkFolder: config.smtpUrl === null ? folder.mail : null,
      keysFolder: folder.keys,
      drill: config.time === 'skip',
      publicUrl: publicUrlOf(config, port),
    };
    const parts = await openParts(places, log);
    stops.push(() => parts.close());
    const now = (parts.drill ?? MACHINE_CLOCK).now();
    await seed(parts.db, { demo: config.demo, dataFolder: folder.root, now });
    if (temporal.fresh) {
      await rebuildEngine(parts.db, parts.engine);
      temporal.noteFilled();
    }
    const served = await serve(parts, { ...config, port }, ROLES);
    stops.push(() => served.stop());
    const url = publicUrlOf(config, port);
    tellWhere(folder.root, `http://${config.host}:${port}`);
    stops.push(async () => rmSync(join(folder.root, 'running.json'), { force: true }));
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(
  config: Config,
  folder: DataFolder,
  log: Logger,
  stops: (() => Promise<void>)[],
): Promise<{ appUrl: string }> {
  if (config.databaseUrl !== null) {
    await migrate(config.databaseOwnerUrl ?? config.databaseUrl);
    return { appUrl: config.databaseUrl };
  }
  const logFile = join(folder.logs, 'postgres.log');
  const { first, stop } = await keepRunning(
    'PostgreSQL',
    (port) =>
      startPostgres(folder.postgres, {
        keysFolder: folder.keys,
        logFile,
        ...(port === undefined ? {} : { port }),
      }),
    log,
  );
  stops.push(stop);
  await migrate(first.ownerUrl, first.appPassword);
  return first;
}

async function startEngine(
  config: Config,
  folder: DataFolder,
  log: Logger,
  stops: (() => Promise<void>)[],
): Promise<{ temporal: Places['temporal']; fresh: boolean; noteFilled(): void }> {
  const logFile = join(folder.logs, 'temporal.log');
  const noteFilled = (): void => undefined;
  if (config.time === 'skip') {
    const binary = given('HOMAT_TIME_SKIPPING_PATH');
    const server = await startTimeSkipping({ binary, logFile, folder: folder.temporal });
    stops.push(() => server.stop());
    // It keeps nothing: a drill that goes on begins again from the record.
    return { temporal: localTemporal(server.address, 'default'), fresh: true, noteFilled };
  }
  if (process.env['TEMPORAL_ADDRESS'] !== undefined) {
    return { temporal: temporalFromEnvironment(), fresh: false, noteFilled };
  }
  const binary = given('TEMPORAL_CLI_PATH');
  const namespace = 'ho-mat';
  const { first, stop } = await keepRunning(
    'Temporal',
    (port) =>
      startTemporalDev({
        binary,
        folder: folder.temporal,
        namespace,
        logFile,
        ...(port === undefined ? {} : { port }),
      }),
    log,
  );
  stops.push(stop);
  return { ...first, temporal: localTemporal(first.address, namespace) };
}

async function startMail(
  config: Config,
  folder: DataFolder,
  stops: (() => Promise<void>)[],
): Promise<string> {
  if (config.smtpUrl !== null) return config.smtpUrl;
  const sink = await startMailSink(folder.mail);
  stops.push(() => sink.stop());
  return sink.url;
}

function given(variable: string): string {
  const path = process.env[variable];
  if (path === undefined) throw new Error(`${variable} is not set; start with npm run up`);
  return path;
}
