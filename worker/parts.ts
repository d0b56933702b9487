import { Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Engine } from '../client/engine.ts';
import { createEngine } from '../client/engine.ts';
import type { Schedules } from '../client/engine-schedules.ts';
import { createSchedules } from '../client/engine-schedules.ts';
import type { Database } from '../records/database.ts';
import { openDatabase } from '../records/database.ts';
import type { LogSigner } from '../records/log/checkpoint.ts';
import { logSigner } from '../records/log/checkpoint.ts';
import type { BroughtRules } from '../records/rulebook.ts';
import type { StandingAt } from '../records/standing.ts';
import { createStanding } from '../records/standing.ts';
import { loadBrought } from '../rules/load-brought.ts';
import { loadRouting } from '../rules/load-offices.ts';
import { keyPlaces, payloadKeys } from '../config/keys.ts';
import { createDataConverter } from '../secrecy/payload-codec.ts';
import type { DrillClock, SystemClock } from './clock.ts';
import { MACHINE_CLOCK, connectDrill, drillClock } from './clock.ts';
import type { Places } from './places.ts';

/** Everything that the roles of one process share. */
export interface Parts {
  readonly places: Places;
  readonly db: Database;
  readonly brought: BroughtRules;
  readonly standing: StandingAt;
  readonly dataConverter: DataConverter;
  readonly connection: Connection;
  readonly engine: Engine;
  /** By which years of reporting open; there are none in a drill. */
  readonly schedules: Schedules;
  readonly signer: LogSigner;
  readonly clock: SystemClock;
  readonly drill: DrillClock | null;
  readonly log: Logger;
  close(): Promise<void>;
}

/** Opens the shared parts; only a drill needs its engine to be there at once. */
export async function openParts(places: Places, log: Logger): Promise<Parts> {
  const db = openDatabase(places.databaseUrl, { connections: 16 });
  const brought: BroughtRules = loadBrought();
  const keys = keyPlaces(places.keysFolder, process.env);
  const readKeys = () => payloadKeys(keys.payload.path, new Date(), keys.payload);
  // Read again for a key id that is not known: it was added while this process ran.
  const dataConverter = createDataConverter(readKeys(), readKeys);
  const { temporal } = places;
  const { namespace } = temporal;
  const connection = places.drill
    ? await connectDrill(temporal.address)
    : Connection.lazy(temporal.connectionOptions);
  const drill = places.drill ? await drillClock(connection) : null;
  return {
    places,
    db,
    brought,
    standing: createStanding(brought, loadRouting()),
    dataConverter,
    connection,
    engine: createEngine({ connection, namespace, dataConverter }),
    schedules: createSchedules({ connection, namespace, dataConverter }),
    signer: logSigner(keys.log.path, 'ho-mat.local/log', keys.log),
    clock: drill ?? MACHINE_CLOCK,
    drill,
    log,
    async close() {
      await connection.close();
      await db.close();
    },
  };
}
