import pg from 'pg';

/** What a query function needs: a pool, or the client of a transaction. */
export interface Queryable {
  query<R = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}

export interface DatabaseOptions {
  /** Connections of this process; local activities take no more slots than this. */
  readonly connections?: number;
  readonly applicationName?: string;
}

/** A pool of connections with the time limits that keep a hung statement from holding a case. */
export interface Database extends Queryable {
  readonly pool: pg.Pool;
  readonly connections: number;
  /** Runs `work` in one transaction; every throw rolls back and is passed on. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const LIMITS = '-c lock_timeout=2000 -c statement_timeout=3000 -c timezone=UTC';

// Sums and counts are far below 2^53, and JSON has no bigint.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens a pool on a PostgreSQL URL; nothing is connected before the first query. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const connections = options.connections ?? 10;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: LIMITS,
    application_name: options.applicationName ?? 'ho-mat',
    connectionTimeoutMillis: 3_000,
  });
  // A connection that the server drops is replaced: an idle one at the next query; of one in use,
  // the work that it carries fails. Without listeners the drop would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    pool,
    connections,
    query: pool.query.bind(pool) as unknown as Queryable['query'],
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client as unknown as Queryable);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((e: unknown) => {
      broken = e instanceof Error ? e : new Error(String(e));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
