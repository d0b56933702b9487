import type { Database, Queryable } from './database.ts';

/** One connection kept for a piece of work: its advisory locks are gone when it is. */
export interface Session extends Queryable {
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** Calls back at every notification on a channel, until the session ends. */
  listen(channel: string, heard: () => void): Promise<void>;
}

/**
 * Runs work on a connection of its own. Whatever it throws closes the connection, which rolls back
 * what was open and frees what was locked; the throw is passed on.
 */
export async function withSession<T>(
  db: Database,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  const query = client.query.bind(client) as unknown as Queryable['query'];
  let hear: (() => void) | undefined;
  const onNotification = (): void => hear?.();
  // Without a listener a dropped connection would end the process; the next query throws.
  const onError = (): void => hear?.();
  client.on('notification', onNotification);
  client.on('error', onError);
  let broken = true;
  try {
    const result = await work({
      query,
      async transaction(inside) {
        await query('begin');
        const done = await inside({ query });
        await query('commit');
        return done;
      },
      async listen(channel, heard) {
        hear = heard;
        await query(`listen ${channel}`);
      },
    });
    await query('unlisten *');
    await query('select pg_advisory_unlock_all()');
    broken = false;
    return result;
  } finally {
    client.off('notification', onNotification);
    client.off('error', onError);
    client.release(broken);
  }
}
