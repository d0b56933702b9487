// A process that sends the letters that are due at each of the given moments, and ends: killed at
// any point and started again, it goes on.
import type { Instant } from '../../domain/time/instant.ts';
import { openDatabase } from '../../records/database.ts';
import { deliverer, quickTransport, testClock } from '../activities/mail-office.ts';

const [databaseUrl = '', mailUrl = '', ...moments] = process.argv.slice(2);
const db = openDatabase(databaseUrl, { connections: 2 });
const transport = quickTransport(mailUrl);
const clock = testClock();
const notices = deliverer(db, transport, clock);
for (const moment of moments) {
  clock.at = moment as Instant;
  await notices.deliverDue();
  await notices.escalateUnseen();
  await notices.deliverDue();
}
transport.close();
await db.close();
