import { Client, Connection } from '@temporalio/client';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import type { DemoAccount } from '../../client/cli/places.ts';
import type { Engine } from '../../client/engine.ts';
import { createEngine } from '../../client/engine.ts';
import { keyPlaces, payloadKeys } from '../../config/keys.ts';
import type { Database } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import { migrate } from '../../records/migrate.ts';
import { createDataConverter } from '../../secrecy/payload-codec.ts';
import { openDataFolder } from '../../worker/data-folder.ts';
import { freePort } from '../../worker/servers/child.ts';
import { keepRunning } from '../../worker/servers/keep-running.ts';
import { startPostgres } from '../../worker/servers/postgres.ts';
import { startTemporalDev } from '../../worker/servers/temporal-dev.ts';
import type { MailServer } from '../activities/mail-server.ts';
import { startMailServer } from '../activities/mail-server.ts';
import { RoleProcess } from './role-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAMESPACE = 'ho-mat';

/** An office with servers: every role and server is a process that can be killed alone. */
export interface Office {
  readonly data: string;
  readonly url: string;
  readonly databaseUrl: string;
  /** A connection of the test's own; like everybody's it breaks when the database is killed. */
  readonly db: Database;
  /** The engine as the API has it, for people whom nothing but their patience disturbs. */
  readonly engine: Engine;
  readonly client: Client;
  readonly mail: MailServer;
  readonly accounts: readonly DemoAccount[];
  readonly roles: readonly RoleProcess[];
  stop(): Promise<void>;
}

/** Starts everything; whatever is killed is started again, by the product or as by systemd. */
export async function openOffice(): Promise<Office> {
  const root = mkdtempSync(join(tmpdir(), 'homat-kills-'));
  chmodSync(root, 0o711);
  const folder = openDataFolder(join(root, 'data'));
  const log = pino({ level: 'silent' });
  const inLogs = (name: string): string => join(folder.logs, `${name}.log`);
  const [postgres, temporal, mail, port] = await Promise.all([
    keepRunning(
      'PostgreSQL',
      (at) =>
        startPostgres(folder.postgres, {
          keysFolder: folder.keys,
          logFile: inLogs('postgres'),
          ...(at === undefined ? {} : { port: at }),
        }),
      log,
    ),
    keepRunning(
      'Temporal',
      (at) =>
        startTemporalDev({
          binary: impatientTemporal(root),
          folder: folder.temporal,
          namespace: NAMESPACE,
          logFile: inLogs('temporal'),
          ...(at === undefined ? {} : { port: at }),
        }),
      log,
    ),
    startMailServer(),
    freePort(),
  ]);
  const { ownerUrl, appUrl, appPassword } = postgres.first;
  await migrate(ownerUrl, appPassword);
  const environment = {
    ...process.env,
    HOMAT_DATA: folder.root,
    HOMAT_PORT: String(port),
    HOMAT_SMTP_URL: mail.url,
    DATABASE_URL: appUrl,
    HOMAT_DATABASE_OWNER_URL: ownerUrl,
    TEMPORAL_ADDRESS: temporal.first.address,
    TEMPORAL_NAMESPACE: NAMESPACE,
  };
  seedDirectory(environment);
  const roles = (['api', 'worker', 'relay'] as const).map(
    (role) => new RoleProcess(role, folder.root, environment),
  );
  await Promise.all(roles.map((role) => role.start()));
  const db = openDatabase(appUrl, { connections: 2 });
  const { payload } = keyPlaces(folder.keys, process.env);
  const connection = Connection.lazy({ address: temporal.first.address });
  const parts = {
    connection,
    namespace: NAMESPACE,
    dataConverter: createDataConverter(payloadKeys(payload.path, new Date(), payload)),
  };
  return {
    data: folder.root,
    url: `http://127.0.0.1:${port}`,
    databaseUrl: appUrl,
    db,
    engine: createEngine(parts),
    client: new Client(parts),
    mail,
    accounts: JSON.parse(readFileSync(join(folder.root, 'demo-accounts.json'), 'utf8')),
    roles,
    async stop() {
      await connection.close();
      await db.close();
      await Promise.all(roles.map((role) => role.stop()));
      await Promise.all([mail.stop(), temporal.stop(), postgres.stop()]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function seedDirectory(env: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(process.execPath, ['worker/main.ts', 'migrate'], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The directory could not be made: ${stderr}`);
}

/**
 * The same server, which gives the work of a killed worker to the next one after two seconds
 * instead of ten: this test kills often.
 */
function impatientTemporal(folder: string): string {
  const binary = process.env['TEMPORAL_CLI_PATH'];
  if (binary === undefined) throw new Error('TEMPORAL_CLI_PATH is not set: run npm test');
  const script = join(folder, 'temporal');
  const settings = `--dynamic-config-value 'history.defaultWorkflowTaskTimeout="2s"'`;
  writeFileSync(
    script,
    `#!/bin/sh\nif [ "$1" = server ]; then exec '${binary}' "$@" ${settings}; fi\n` +
      `exec '${binary}' "$@"\n`,
    { mode: 0o755 },
  );
  return script;
}
