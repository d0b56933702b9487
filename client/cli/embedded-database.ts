import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The line of a running server's postmaster.pid that holds its port.
const PORT_LINE = 3;

/**
 * The application's URL of the embedded database that runs on a data folder; undefined when none
 * runs there or its files are not the caller's to read.
 */
export function embeddedDatabaseUrl(folder: string): string | undefined {
  const secrets = join(folder, 'keys', 'database.json');
  const running = join(folder, 'postgres', 'data', 'postmaster.pid');
  if (!existsSync(secrets) || !existsSync(running)) return undefined;
  const port = readFileSync(running, 'utf8').split('\n')[PORT_LINE]?.trim() ?? '';
  const { app } = JSON.parse(readFileSync(secrets, 'utf8')) as { readonly app: string };
  return /^\d+$/.test(port) ? `postgresql://homat_app:${app}@127.0.0.1:${port}/homat` : undefined;
}
