import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { readOrMakeSecret } from '../../config/secret-file.ts';
import type { RunningServer } from './child.ts';
import { EndedAtOnce, freePort, serverOf, untilServing } from './child.ts';
import type { Identity } from './postgres-programs.ts';
import { postgresIdentity, postgresPrograms } from './postgres-programs.ts';
import { end, folderOf, markOf, pidOf } from './processes.ts';

export interface PostgresServer extends RunningServer {
  /** The role that owns the tables; only migrations use it. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly appPassword: string;
  readonly port: number;
}

/** Settings of the server beside our own, as postgresql.conf has them. */
type Settings = Readonly<Record<string, string | number>>;

interface Secrets {
  readonly owner: string;
  readonly app: string;
}

const DATABASE = 'homat';

/**
 * Starts the embedded PostgreSQL on a folder, which is made at the first start. A server that was
 * left over there by a killed parent is stopped first. Listens on the loopback alone.
 */
export async function startPostgres(
  place: string,
  options: {
    readonly keysFolder: string;
    readonly logFile: string;
    /** The port it had before it was lost; otherwise a free one. */
    readonly port?: number;
    readonly settings?: Settings;
  },
): Promise<PostgresServer> {
  const identity = postgresIdentity();
  const programs = postgresPrograms(identity);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const folder = realpathSync(place);
  const secrets = secretsOf(options.keysFolder);
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(programs, data, secrets, identity);
  await stopLeftOver(data);
  const url = (user: string, password: string, database: string, port: number) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  const { logFile, settings = {} } = options;
  const log = openSync(logFile, 'a', 0o600);
  const { server, port } = await launch(options.port, async (at) => {
    const child = postgres(programs, data, { port: at, ...settings }, identity, log);
    // Fast shutdown: sessions are ended, everything committed is kept.
    const started = serverOf(child, 'SIGINT', 20_000);
    await untilServing('PostgreSQL', started, { logFile, seconds: 60 }, () =>
      answers(url('homat', secrets.owner, 'postgres', at)),
    );
    return started;
  });
  await createDatabase(url('homat', secrets.owner, 'postgres', port));
  return {
    ...server,
    ownerUrl: url('homat', secrets.owner, DATABASE, port),
    appUrl: url('homat_app', secrets.app, DATABASE, port),
    appPassword: secrets.app,
    port,
  };
}

// The processes of a server that was killed need a moment to notice; until then the next one is
// refused by the memory that they hold.
const STARTS = 40;

/**
 * Starts the server, on the port that it had or on a free one; tries again while it ends at once.
 */
async function launch(
  given: number | undefined,
  start: (port: number) => Promise<RunningServer>,
): Promise<{ readonly server: RunningServer; readonly port: number }> {
  for (let tries = 1; ; tries += 1) {
    const port = given ?? (await freePort());
    try {
      return { server: await start(port), port };
    } catch (error) {
      if (!(error instanceof EndedAtOnce) || tries === STARTS) throw error;
    }
    await pause(500);
  }
}

// A program that is not root may not be able to walk the way to its own folder, but it can be put
// there: Linux then lets it name the folder that it is in.
const IN_PLACE = process.platform === 'linux' ? '/proc/self/cwd' : '.';

function postgres(
  programs: string,
  data: string,
  settings: Settings,
  identity: Identity,
  log: number,
): ChildProcess {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...settings,
  };
  return spawn(
    join(programs, 'postgres'),
    ['-D', IN_PLACE, ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...identity, cwd: data, stdio: ['ignore', log, log], detached: true },
  );
}

async function initialise(
  programs: string,
  data: string,
  secrets: Secrets,
  identity: Identity,
): Promise<void> {
  // Made beside its place and moved there whole: a start that was killed leaves nothing half-made.
  const part = `${data}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, `${secrets.owner}\n`, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    chownSync(part, identity.uid, identity.gid);
    chownSync(passwordFile, identity.uid, identity.gid);
  }
  const password = openSync(passwordFile, 'r');
  rmSync(passwordFile);
  const child = spawn(
    join(programs, 'initdb'),
    ['-D', IN_PLACE, '-U', 'homat', '-A', 'scram-sha-256', '--pwfile=/dev/stdin'].concat([
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=vi',
    ]),
    { ...identity, cwd: part, stdio: [password, 'ignore', 'pipe'] },
  );
  closeSync(password);
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`PostgreSQL could not be set up: ${words.trim()}`);
  renameSync(part, data);
}

/** Stops a server whose parent was killed: two on one folder would refuse each other for ever. */
async function stopLeftOver(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = pidOf(readFileSync(file, 'utf8'));
  // The number may be another's by now, even another PostgreSQL's.
  await end(pid, () => pid > 0 && folderOf(pid) === data, 'SIGINT', 20_000);
  // Then the next server must not believe that this one runs.
  if (pid > 0 && markOf(pid) !== '') rmSync(file);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function secretsOf(folder: string): Secrets {
  const secret = () => randomBytes(24).toString('hex');
  const text = readOrMakeSecret(join(folder, 'database.json'), () =>
    JSON.stringify({ owner: secret(), app: secret() }),
  );
  return JSON.parse(text) as Secrets;
}
