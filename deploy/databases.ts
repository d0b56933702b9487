// One-shot job before everything else: the roles and databases of an installation on one PostgreSQL
// server. A second run changes nothing but the passwords, to what the secrets say now.
import pg from 'pg';

const RECORD = 'homat';
const STORES = ['temporal', 'temporal_visibility'];

const ownerUrl = given('HOMAT_DATABASE_OWNER_URL');
const appPassword = decodeURIComponent(new URL(given('DATABASE_URL')).password);
const temporalPassword = given('TEMPORAL_DATABASE_PASSWORD');

const client = new pg.Client({ connectionString: ownerUrl });
await client.connect();
try {
  await role('homat_app', appPassword);
  await role('temporal', temporalPassword);
  await database(RECORD, client.user ?? 'homat');
  for (const name of STORES) await database(name, 'temporal');
  // Neither role sees the other's database; the record is open to the application alone.
  await client.query(`revoke all on database ${RECORD} from public`);
  await client.query(`grant connect on database ${RECORD} to homat_app`);
  for (const name of STORES) await client.query(`revoke all on database ${name} from public`);
  console.log('databases ready');
} finally {
  await client.end();
}

async function role(name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
  if (rowCount === 0) await client.query(`create role ${name} login`);
  await client.query(`alter role ${name} password ${client.escapeLiteral(password)}`);
}

async function database(name: string, owner: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount !== 0) return;
  await client.query(`create database ${name} owner ${client.escapeIdentifier(owner)}`);
}

function given(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new Error(`${variable} is not set`);
  return value;
}
