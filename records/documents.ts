import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** Bytes in one document at the most: 20 MB. */
export const MOST_BYTES = 20 * 1024 * 1024;

export interface StoredDocument {
  readonly sha256: string;
  readonly size: number;
  /** By content, never by name or by what the sender says; only to be told, never to be obeyed. */
  readonly type: string;
}

/** More bytes than a document may have. */
export class DocumentTooLarge extends RangeError {
  constructor(size: number, most: number) {
    super(`${size} bytes; at the most ${most}`);
    this.name = 'DocumentTooLarge';
  }
}

/**
 * Keeps the bytes of a document under their checksum; the same bytes again change nothing. Throws
 * `DocumentTooLarge`.
 */
export async function storeDocument(
  db: Queryable,
  bytes: Buffer,
  now: Instant,
  most = MOST_BYTES,
): Promise<StoredDocument> {
  if (bytes.length > most) throw new DocumentTooLarge(bytes.length, most);
  const sha256 = checksumOf(bytes);
  const type = await typeOf(bytes);
  await db.query(
    `insert into documents (sha256, size, type, bytes, stored_at) values ($1, $2, $3, $4, $5)
     on conflict (sha256) do nothing`,
    [sha256, bytes.length, type, bytes, now],
  );
  return { sha256, size: bytes.length, type };
}

/** Keeps a document that a case brings; from then on the case's readers may have its bytes. */
export async function storeDocumentOf(
  db: Queryable,
  caseId: string,
  bytes: Buffer,
  now: Instant,
  most = MOST_BYTES,
): Promise<StoredDocument> {
  const stored = await storeDocument(db, bytes, now, most);
  await db.query(
    `insert into document_cases (sha256, case_id, brought_at) values ($1, $2, $3)
     on conflict do nothing`,
    [stored.sha256, caseId, now],
  );
  return stored;
}

/**
 * The document with that checksum, or null. Throws when the stored bytes do not give the checksum
 * any more: better no document than another one.
 */
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
  if (checksumOf(row.bytes) !== sha256) {
    throw new Error(`The stored document ${sha256} has other bytes than its checksum says`);
  }
  return { sha256, ...row };
}

/**
 * The document, when the case itself brought these bytes; null as well for bytes that only another
 * case brought, so that a checksum copied from somewhere opens nothing.
 */
export async function readDocumentOf(
  db: Queryable,
  caseId: string,
  sha256: string,
): Promise<(StoredDocument & { readonly bytes: Buffer }) | null> {
  const { rows } = await db.query('select from document_cases where sha256 = $1 and case_id = $2', [
    sha256,
    caseId,
  ]);
  return rows.length === 0 ? null : readDocument(db, sha256);
}

function checksumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function typeOf(bytes: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return found.mime;
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

/** Text has no zero byte and is UTF-8; whatever markup is in it stays plain text. */
function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
