import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Instant } from '../../domain/time/instant.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import type { FactActor } from '../../records/facts.ts';
import { appendFacts } from '../../records/facts.ts';
import { logSigner } from '../../records/log/checkpoint.ts';
import type { LogSigner } from '../../records/log/note.ts';
import { startTestDatabase } from '../support/postgres.ts';

/** The instant at which everything in these tests happens. */
export const NOW: Instant = instantOf(Date.parse('2026-03-02T02:00:00Z'));

/** A database of its own, with the owner's hand over it. */
export interface Copy {
  readonly db: Database;
  readonly url: string;
  /** What the owner of the database does to it, past every rule that keeps tables together. */
  tamper(sql: string, values?: readonly unknown[]): Promise<void>;
}

/** A record that was kept for a while, of which each test gets a copy to spoil. */
export interface KeptRecord {
  readonly signer: LogSigner;
  readonly folder: string;
  /** The owner's and the application's URLs of the record itself. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  copy<T>(work: (copy: Copy) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

const OFFICER: FactActor = {
  kind: 'person',
  person: randomUUID(),
  name: 'Nguyễn Văn Đức',
  office: 'cong-an-tinh-lao-cai',
  capacity: 'security-officer',
  delegation: null,
};

/** Adds facts in one transaction, as an act does; returns their ids. */
export async function addFacts(
  db: Database,
  stream: string,
  count: number,
  what: (index: number) => unknown = (index) => ({ what: `Việc ${index}` }),
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const { rows } = await db.query<{ last: number }>(
    'select coalesce(max(seq), 0) as last from facts where stream = $1',
    [stream],
  );
  const last = rows[0]?.last ?? 0;
  await db.transaction((tx) =>
    appendFacts(
      tx,
      ids.map((id, index) => ({
        id,
        stream,
        seq: last + index + 1,
        kind: 'contained',
        happenedAt: NOW,
        recordedAt: NOW,
        actor: index % 2 === 0 ? OFFICER : { kind: 'process' },
        basis: null,
        data: what(index),
      })),
    ),
  );
  return ids;
}

/** Keeps a record as `fill` says, then hands out copies of it. */
export async function keepRecord(
  fill: (db: Database, signer: LogSigner) => Promise<void>,
): Promise<KeptRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'homat-log-'));
  const signer = logSigner(join(folder, 'log.json'), 'ho-mat.example/test');
  const database = await startTestDatabase();
  const original = new URL(database.ownerUrl.replace(/\?.*/, '')).pathname.slice(1);
  const at = (url: string, name: string) => url.replace(`/${original}`, `/${name}`);
  try {
    // A pool of its own: a database is copied only while nobody is connected to it.
    const db = openDatabase(database.appUrl);
    await fill(db, signer).finally(() => db.close());
  } catch (error) {
    await database.stop();
    throw error;
  }
  return {
    signer,
    folder,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    async copy(work) {
      const name = `copy_${randomUUID().replaceAll('-', '')}`;
      await run(at(database.ownerUrl, 'postgres'), `create database ${name} template ${original}`);
      const db = openDatabase(at(database.appUrl, name));
      try {
        return await work({
          db,
          url: at(database.appUrl, name),
          tamper: (sql, values) =>
            run(at(database.ownerUrl, name), sql, values, 'set session_replication_role = replica'),
        });
      } finally {
        await db.close();
      }
    },
    async stop() {
      await database.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function run(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
  before?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (before !== undefined) await client.query(before);
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}
