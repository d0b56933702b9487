import type { Database } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import { setup } from '../global-setup.ts';
import { SERVER_VARIABLE, testDatabase } from './database.ts';

/** A real database with the product's schema, for one test file. */
export interface TestDatabase {
  /** The application's role, as the product itself connects. */
  readonly db: Database;
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}

/** Makes a database on the server of the run; outside of one, on a server of its own. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const stopServer = await setup();
  const { drop, ...urls } = await testDatabase();
  const db = openDatabase(urls.appUrl);
  return {
    ...urls,
    db,
    async stop() {
      await db.close();
      await drop();
      if (stopServer === undefined) return;
      Reflect.deleteProperty(process.env, SERVER_VARIABLE);
      await stopServer();
    },
  };
}
