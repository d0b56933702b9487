import { afterAll, beforeAll, expect, it } from 'vitest';
import { isDatabaseDown } from '../../client/api/errors-out.ts';
import type { Queryable } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import { withSession } from '../../records/session.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

/** Ends the connection that a piece of work runs on, as a server does that goes down. */
async function lose(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
  const other = openDatabase(test.ownerUrl, { connections: 1 });
  await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await other.close();
  // The loss is heard while nothing is asked: there is no statement that it could fail.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

it('a connection lost in the middle fails the transaction, and never the process', async () => {
  const { db } = test;
  const lost = db.transaction(async (tx) => {
    await lose(tx);
    await tx.query('select');
  });
  // Whoever asked hears that the database is away, not of a fault.
  await expect(lost).rejects.toSatisfy(isDatabaseDown);
  await expect(db.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
});

it('a connection lost in the middle ends a session, and never the process', async () => {
  const lost = withSession(test.db, async (session) => {
    await lose(session);
    await session.query('select');
  });
  await expect(lost).rejects.toSatisfy(isDatabaseDown);
});
