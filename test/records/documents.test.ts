import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DocumentTooLarge,
  MOST_BYTES,
  readDocument,
  readDocumentOf,
  storeDocument,
  storeDocumentOf,
} from '../../records/documents.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';
import { NOW } from './log-copies.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function count(table: string): Promise<number> {
  const { rows } = await database.db.query<{ n: number }>(`select count(*) as n from ${table}`);
  return rows[0]?.n ?? -1;
}

test('a document is kept under the checksum of its bytes and comes back as it was', async () => {
  const bytes = Buffer.from('Biên bản kiểm kê');
  const stored = await storeDocument(database.db, bytes, NOW);
  expect(stored).toEqual({ sha256: sha256(bytes), size: bytes.length, type: 'text/plain' });
  const found = await readDocument(database.db, stored.sha256);
  expect(found?.bytes.equals(bytes)).toBe(true);
  expect(await readDocument(database.db, sha256(Buffer.from('khác')))).toBeNull();
});

test('the same bytes are kept once, however often and from wherever they come', async () => {
  const bytes = randomBytes(5_000);
  const before = await count('documents');
  await Promise.all(
    Array.from({ length: 8 }, () => storeDocumentOf(database.db, randomUUID(), bytes, NOW)),
  );
  expect(await count('documents')).toBe(before + 1);
});

test('a case gets the bytes that it brought itself, and not by naming a checksum', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const { sha256: sum } = await storeDocumentOf(database.db, mine, Buffer.from('Của tôi'), NOW);
  expect((await readDocumentOf(database.db, mine, sum))?.bytes.toString()).toBe('Của tôi');
  expect(await readDocumentOf(database.db, theirs, sum)).toBeNull();
  await storeDocumentOf(database.db, theirs, Buffer.from('Của tôi'), NOW);
  expect((await readDocumentOf(database.db, theirs, sum))?.bytes.toString()).toBe('Của tôi');
});

test('the type is told by the content alone', async () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const samples: readonly (readonly [Buffer, string])[] = [
    [Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'application/pdf'],
    [Buffer.concat([png, Buffer.alloc(64)]), 'image/png'],
    [Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/plain'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'text/plain'],
    [Buffer.from('Công văn số 12/TM'), 'text/plain'],
    [Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'application/octet-stream'],
    [Buffer.alloc(0), 'text/plain'],
  ];
  for (const [bytes, type] of samples) {
    expect((await storeDocument(database.db, bytes, NOW)).type, bytes.toString()).toBe(type);
  }
});

test('the largest document is kept, and one byte more is refused', async () => {
  const bytes = randomBytes(MOST_BYTES);
  const stored = await storeDocument(database.db, bytes, NOW);
  expect((await readDocument(database.db, stored.sha256))?.bytes.equals(bytes)).toBe(true);
  const more = Buffer.concat([bytes, Buffer.of(0)]);
  await expect(storeDocument(database.db, more, NOW)).rejects.toThrow(DocumentTooLarge);
  await expect(storeDocument(database.db, Buffer.from('abc'), NOW, 2)).rejects.toThrow(/3 bytes/);
  expect(await readDocument(database.db, sha256(more))).toBeNull();
});

test('bytes that were changed behind the product’s back are not handed out', async () => {
  const { sha256: sum } = await storeDocument(database.db, Buffer.from('nguyên bản'), NOW);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`update documents set bytes = 'khác' where sha256 = $1`, [sum]);
  await owner.end();
  await expect(readDocument(database.db, sum)).rejects.toThrow(/other bytes/);
});
