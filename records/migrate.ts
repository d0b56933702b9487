import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';

const FOLDER = new URL('./sql/', import.meta.url);
const ONE_AT_A_TIME = 801_2024;

/** What the application's own role may do is granted in the migrations; it never owns a table. */
export const APP_ROLE = 'homat_app';

/**
 * Brings a database to the newest schema: each file of `records/sql` once, in order, one
 * transaction each; two at once wait for each other. `appPassword`, when given, lets the
 * application's role sign in with it. Returns the names of what was applied now.
 */
export async function migrate(ownerUrl: string, appPassword?: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ONE_AT_A_TIME]);
    await ensureRole(client, appPassword);
    await client.query(
      `create table if not exists migrations
       (name text primary key, applied_at timestamptz not null default now())`,
    );
    const done = await client.query<{ name: string }>('select name from migrations');
    const known = new Set(done.rows.map((row) => row.name));
    const pending = migrationNames().filter((name) => !known.has(name));
    for (const name of pending) await apply(client, name);
    return pending;
  } finally {
    await client.end();
  }
}

/** The migrations that this version of the product brings, in order. */
export function migrationNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

async function apply(client: pg.Client, name: string): Promise<void> {
  const sql = readFileSync(new URL(name, FOLDER), 'utf8');
  await client.query('begin');
  try {
    await client.query('insert into migrations (name) values ($1)', [name]);
    await client.query(sql);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed: ${String(error)}`, { cause: error });
  }
}

async function ensureRole(client: pg.Client, password: string | undefined): Promise<void> {
  await client.query(
    `do $$ begin create role ${APP_ROLE} login; exception when duplicate_object then null; end $$`,
  );
  if (password !== undefined) {
    await client.query(`alter role ${APP_ROLE} password ${client.escapeLiteral(password)}`);
  }
  await client.query(`grant usage on schema public to ${APP_ROLE}`);
}
