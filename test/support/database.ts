import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../records/migrate.ts';

/** The PostgreSQL server of a run: the URL of a role that may create databases. */
export const SERVER_VARIABLE = 'HOMAT_TEST_POSTGRES';

/** An empty database with the product's schema, on the server of the run. */
export interface EmptyDatabase {
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  /** The application's role, as the product itself connects. */
  readonly appUrl: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

const APP_PASSWORD = 'test';
const TEMPLATE = 'homat_template';
const ONE_AT_A_TIME = 801_2025;

/** Makes a database from a template to which the migrations have been applied once. */
export async function testDatabase(): Promise<EmptyDatabase> {
  const server = process.env[SERVER_VARIABLE];
  if (server === undefined) throw new Error(`${SERVER_VARIABLE} is not set: run it with vitest`);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(server, async (admin) => {
    await makeTemplate(server, admin);
    await admin.query(`create database ${name} template ${TEMPLATE}`);
  });
  const ownerUrl = withDatabase(server, name);
  const app = new URL(ownerUrl);
  app.username = 'homat_app';
  app.password = APP_PASSWORD;
  return {
    ownerUrl,
    appUrl: app.href,
    drop: () =>
      asAdmin(server, async (admin) => {
        await admin.query(`drop database ${name} with (force)`);
      }),
  };
}

/** Several test files may want the template at once; the first one makes it. */
async function makeTemplate(server: string, admin: pg.Client): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [ONE_AT_A_TIME]);
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [TEMPLATE]);
  if (rowCount === 0) {
    const part = `${TEMPLATE}_part`;
    await admin.query(`drop database if exists ${part} with (force)`);
    await admin.query(`create database ${part}`);
    await migrate(withDatabase(server, part), APP_PASSWORD);
    await admin.query(`alter database ${part} rename to ${TEMPLATE}`);
  }
  await admin.query('select pg_advisory_unlock($1)', [ONE_AT_A_TIME]);
}

async function asAdmin(server: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
