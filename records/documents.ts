import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** Bytes in one document at the most: 20 MB. */
export const MOST_BYTES = 20 * 1024 * 1024;

export interface StoredDocument {
  readonly sha256: string;
  readonly size: number;
  /** By content, never by name or by what the sender says. */
  readonly type: string;
}

/** Keeps the bytes of a document under their checksum; the same bytes again change nothing. */
export async function storeDocument(
  db: Queryable,
  bytes: Buffer,
  now: Instant,
): Promise<StoredDocument> {
  if (bytes.length > MOST_BYTES) throw new RangeError(`${bytes.length} bytes`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const type = await typeOf(bytes);
  await db.query(
    `insert into documents (sha256, size, type, bytes, stored_at) values ($1, $2, $3, $4, $5)
     on conflict (sha256) do nothing`,
    [sha256, bytes.length, type, bytes, now],
  );
  return { sha256, size: bytes.length, type };
}

/** The document with that checksum, or null; bytes that do not give it any more are a fault. */
export async function readDocument(
  db: Queryable,
  sha256: string,
): Promise<(StoredDocument & { readonly bytes: Buffer }) | null> {
  const { rows } = await db.query<{ size: number; type: string; bytes: Buffer }>(
    'select size, type, bytes from documents where sha256 = $1',
    [sha256],
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (createHash('sha256').update(row.bytes).digest('hex') !== sha256) {
    throw new Error(`The stored document ${sha256} has other bytes than its checksum says`);
  }
  return { sha256, ...row };
}

async function typeOf(bytes: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return found.mime;
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
