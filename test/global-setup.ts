import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../worker/servers/postgres.ts';
import { SERVER_VARIABLE } from './support/database.ts';

/**
 * One PostgreSQL server for all test files of a run, in a folder of its own on a port of its own;
 * every file makes its own database on it. It forgets on a crash, and is the faster for it.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Another project of this run has started it, or somebody has named one.
  if (process.env[SERVER_VARIABLE] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'homat-postgres-'));
  // The server does not run as root and has to get at its own folder.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'keys'), { mode: 0o700 });
  const server = await startPostgres(join(folder, 'server'), {
    keysFolder: join(folder, 'keys'),
    logFile: join(folder, 'postgres.log'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  process.env[SERVER_VARIABLE] = server.ownerUrl;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
