import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import { createDeliverNotices } from '../../activities/deliver-notices.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import { openMailTransport } from '../../activities/mail/transport.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { createStanding } from '../../records/standing.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { MONDAY, fillOfficeOfNotices, nobodyHolds } from '../records/notices-office.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';
import type { MailServer } from './mail-server.ts';
import { startMailServer } from './mail-server.ts';

/** A clock that a test sets. */
export interface TestClock {
  at: Instant;
  now(): Instant;
}

export function testClock(at: Instant = MONDAY): TestClock {
  return {
    at,
    now() {
      return this.at;
    },
  };
}

/** A way to a server that gives up soon. */
export function quickTransport(url: string): MailTransport {
  return openMailTransport({
    url,
    from: 'ho-mat@homat.example',
    connectWithin: 500,
    answerWithin: 500,
  });
}

/** A deliverer with the product's own rules. */
export function deliverer(
  db: Database,
  transport: MailTransport,
  clock: TestClock,
): DeliverNotices {
  const brought = loadBrought();
  const link = ({ number }: { readonly number: string | null }) => `http://noi.bo/${number}`;
  return createDeliverNotices({
    db,
    transport,
    clock,
    standing: createStanding(brought, []),
    link,
  });
}

/** What a test of letters works with; `database` is there for the whole file, the rest per test. */
export interface MailPost {
  readonly database: TestDatabase;
  readonly db: Database;
  readonly server: MailServer;
  readonly transport: MailTransport;
  readonly clock: TestClock;
  readonly notices: DeliverNotices;
}

/** Sets a post office up for the tests of a file, with a mail server of its own for each test. */
export function mailPost(): { readonly now: () => MailPost } {
  let database: TestDatabase;
  let post: MailPost | null = null;
  beforeAll(async () => {
    database = await startTestDatabase();
    await fillOfficeOfNotices(database.db);
  });
  beforeEach(async () => {
    const { db } = database;
    const server = await startMailServer();
    const transport = quickTransport(server.url);
    const clock = testClock();
    const notices = deliverer(db, transport, clock);
    post = { database, db, server, transport, clock, notices };
  });
  afterEach(async () => {
    post?.transport.close();
    await post?.server.stop();
    await nobodyHolds(database.ownerUrl);
    const forgotten = `update notices set state = 'dropped', next_attempt = null, seen_due = null`;
    await database.db.query(forgotten);
  });
  afterAll(() => database.stop());
  return {
    now() {
      if (post === null) throw new Error('There is a post office only within a test');
      return post;
    },
  };
}
