import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';

/** What the reporter got: number and moment, and the words as they were written. */
export interface OwnReport {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: Instant;
  readonly words: string;
}

interface Row {
  id: string;
  number: string;
  received_at: Date;
  words: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COLUMNS = `id, number, received_at, body->'report'->>'words' as words`;

/** The report that a person made, by its id or number; null for anybody else's. */
export async function ownReport(
  db: Queryable,
  person: string,
  idOrNumber: string,
): Promise<OwnReport | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from intake where person_id = $1 and ${columnFor(idOrNumber)} = $2`,
    [person, idOrNumber],
  );
  const row = rows[0];
  return row === undefined ? null : reportFrom(row);
}

/** Whether the key brought a report already, and which request that was. */
export async function intakeByKey(
  db: Queryable,
  person: string,
  key: string,
): Promise<{ readonly requestHash: string; readonly report: OwnReport } | null> {
  const { rows } = await db.query<Row & { request_hash: string }>(
    `select ${COLUMNS}, request_hash from intake where person_id = $1 and idempotency_key = $2`,
    [person, key],
  );
  const row = rows[0];
  return row === undefined ? null : { requestHash: row.request_hash, report: reportFrom(row) };
}

/** The id that a number was given to, also before any process has begun. */
export async function intakeIdOf(db: Queryable, idOrNumber: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select id from intake where ${columnFor(idOrNumber)} = $1`,
    [idOrNumber],
  );
  return rows[0]?.id ?? null;
}

function columnFor(idOrNumber: string): 'id' | 'number' {
  return UUID.test(idOrNumber) ? 'id' : 'number';
}

function reportFrom(row: Row): OwnReport {
  const { id, number, words } = row;
  return { id, number, words, receivedAt: instantFrom(row.received_at) };
}
