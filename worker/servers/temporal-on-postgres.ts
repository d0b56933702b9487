import { Connection } from '@temporalio/client';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { RunningServer } from './child.ts';
import { serverOf, untilServing } from './child.ts';

export interface TemporalOnPostgres extends RunningServer {
  readonly address: string;
}

const DEPLOY = fileURLToPath(new URL('../../deploy/temporal/', import.meta.url));
const STORES = ['temporal', 'temporal_visibility'];

const LISTENERS = [
  'FRONTEND_GRPC_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
] as const;
type Ports = Readonly<Record<(typeof LISTENERS)[number], string>>;

/**
 * Starts the Temporal server as an office with servers runs it: on PostgreSQL, with the schema and
 * the configuration of deploy/temporal. Makes the stores and the namespace where they are not
 * there; on the same database it goes on where it stopped.
 */
export async function startTemporalOnPostgres(options: {
  readonly binaries: { readonly server: string; readonly sql: string };
  /** A role that may create databases. */
  readonly postgresUrl: string;
  /** For what the server reads and keeps: its password file, its tools, its ports. */
  readonly folder: string;
  readonly namespace: string;
  readonly retentionHours?: number;
  /** Fixed for the life of the stores. */
  readonly shards?: number;
  readonly logFile: string;
}): Promise<TemporalOnPostgres> {
  const { folder, namespace } = options;
  const database = new URL(options.postgresUrl);
  await makeStores(options.postgresUrl);
  const environment = {
    ...process.env,
    ...toolsIn(folder, options.binaries),
    ...(await portsIn(folder)),
    TEMPORAL_SERVER_CONFIG_FILE_PATH: join(DEPLOY, 'server.yaml.tpl'),
    DYNAMIC_CONFIG_FILE_PATH: join(DEPLOY, 'dynamic-config.yaml'),
    TEMPORAL_ALLOW_NO_AUTH: 'true',
    BIND_ON_IP: '127.0.0.1',
    NUM_HISTORY_SHARDS: String(options.shards ?? 4),
    POSTGRES_SEEDS: `${database.hostname}:${database.port || '5432'}`,
    POSTGRES_USER: decodeURIComponent(database.username),
    POSTGRES_PASSWORD_FILE: passwordFile(folder, decodeURIComponent(database.password)),
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: database.hostname,
    SQL_PORT: database.port || '5432',
    SQL_USER: decodeURIComponent(database.username),
  };
  const log = openSync(options.logFile, 'a', 0o600);
  const schema = spawn('sh', [join(DEPLOY, 'schema.sh')], {
    env: environment,
    stdio: ['ignore', log, log],
  });
  const [code] = (await once(schema, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The schema of Temporal was not set up: see ${options.logFile}`);
  const child = spawn(options.binaries.server, ['start'], {
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
  });
  const server = serverOf(child, 'SIGTERM');
  const address = `127.0.0.1:${environment.FRONTEND_GRPC_PORT}`;
  await untilServing('Temporal', server, { logFile: options.logFile, seconds: 60 }, () =>
    hasNamespace(address, namespace, options),
  );
  return { ...server, address };
}

async function makeStores(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const name of STORES) {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
      if (rowCount === 0) await client.query(`create database ${name}`);
    }
  } finally {
    await client.end();
  }
}

/** The schema tool under the name that the image gives it, before everything else on the PATH. */
function toolsIn(folder: string, binaries: { server: string; sql: string }): { PATH: string } {
  const tools = join(folder, 'bin');
  mkdirSync(tools, { recursive: true });
  link(binaries.sql, join(tools, 'temporal-sql-tool'));
  return { PATH: [tools, process.env['PATH'] ?? ''].join(delimiter) };
}

function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function passwordFile(folder: string, password: string): string {
  const file = join(folder, 'temporal-password');
  writeFileSync(file, password, { mode: 0o600 });
  return file;
}

/**
 * A port for each of the server's listeners, the same at every start: to the ring that is kept in
 * the stores, a member at another port is another member, and the dead one is missed for ten
 * seconds.
 */
async function portsIn(folder: string): Promise<Ports> {
  const file = join(folder, 'ports.json');
  if (existsSync(file)) {
    const ports = JSON.parse(readFileSync(file, 'utf8')) as Ports;
    const free = await Promise.all(Object.values(ports).map((port) => isFree(Number(port))));
    if (free.every(Boolean)) return ports;
  }
  const taken = new Set<string>();
  while (taken.size < LISTENERS.length) {
    // Above 32767 the server fails: its stores keep the ports of its members as SMALLINT.
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) taken.add(String(port));
  }
  const numbers = [...taken];
  const ports = Object.fromEntries(LISTENERS.map((name, i) => [name, numbers[i]])) as Ports;
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

/**
 * Whether the server serves the namespace; makes it where it is not there. Throws until it does.
 */
async function hasNamespace(
  address: string,
  namespace: string,
  options: { readonly retentionHours?: number },
): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    const { workflowService } = connection;
    const known = await workflowService.describeNamespace({ namespace }).then(
      () => true,
      () => false,
    );
    if (!known) {
      const seconds = (options.retentionHours ?? 168) * 3_600;
      await workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: seconds as never },
      });
    }
    // A new namespace is in the store at once, but served only when the server has read it again.
    await workflowService.countWorkflowExecutions({ namespace });
    return true;
  } finally {
    await connection.close();
  }
}
