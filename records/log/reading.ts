import { appendFileSync, createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Queryable } from '../database.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';
import { latestCheckpoint, nodesAt, treeSize } from './sequence.ts';
import type { LogEntry } from './verify.ts';

const ENTRIES = 'entries.ndjson';
const CHECKPOINT = 'checkpoint';
const BATCH = 1_000;

interface EntryRow {
  place: number;
  fact_id: string;
  leaf: Buffer;
  body: string | null;
  nonce: Buffer | null;
}

/** Every entry of the log, in order, read in batches. */
export async function* entriesOf(db: Queryable): AsyncGenerator<LogEntry> {
  for (let from = 0; ; from += BATCH) {
    const { rows } = await db.query<EntryRow>(
      `select s.place, s.fact_id, l.leaf, f.body, f.nonce
       from log_sequence s join log_leaves l using (fact_id) left join facts f on f.id = s.fact_id
       where s.place >= $1 and s.place < $2 order by s.place`,
      [from, from + BATCH],
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      const fact =
        row.body === null || row.nonce === null ? null : { body: row.body, nonce: row.nonce };
      yield { place: row.place, factId: row.fact_id, leaf: row.leaf, fact };
    }
  }
}

/** Facts that no leaf speaks of: the record was added to behind the log's back. */
export async function factsWithoutLeaf(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select f.id from facts f left join log_leaves l on l.fact_id = f.id
     where l.fact_id is null limit 100`,
  );
  return rows.map((row) => row.id);
}

/** Writes the log into a folder that can be checked without the database. */
export async function exportLog(
  db: Queryable,
  folder: string,
  { facts }: { readonly facts: boolean },
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const note = await latestCheckpoint(db);
  if (note === null) throw new Error('The log has no checkpoint yet');
  const file = join(folder, ENTRIES);
  writeFileSync(file, '');
  let count = 0;
  for await (const entry of entriesOf(db)) {
    const shown = facts && entry.fact !== null;
    appendFileSync(
      file,
      `${JSON.stringify({
        place: entry.place,
        factId: entry.factId,
        leaf: entry.leaf.toString('base64'),
        ...(shown ? { body: entry.fact.body, nonce: entry.fact.nonce.toString('base64') } : {}),
      })}\n`,
    );
    count += 1;
  }
  writeFileSync(join(folder, CHECKPOINT), note);
  return count;
}

/** The entries of an exported folder. */
export async function* exportedEntries(folder: string): AsyncGenerator<LogEntry> {
  for await (const line of createInterface({ input: createReadStream(join(folder, ENTRIES)) })) {
    const row = JSON.parse(line) as Record<string, string> & { place: number };
    const { body, nonce } = row;
    yield {
      place: row.place,
      factId: row['factId'] ?? '',
      leaf: Buffer.from(row['leaf'] ?? '', 'base64'),
      fact:
        body === undefined || nonce === undefined
          ? null
          : { body, nonce: Buffer.from(nonce, 'base64') },
    };
  }
}

/** The checkpoint of an exported folder. */
export function exportedCheckpoint(folder: string): string {
  return readFileSync(join(folder, CHECKPOINT), 'utf8');
}

/** The audit path of a fact against the newest checkpoint; null for a fact without a place. */
export async function proveFact(
  db: Queryable,
  factId: string,
): Promise<{ place: number; size: number; path: string[]; checkpoint: string } | null> {
  const { rows } = await db.query<{ place: number }>(
    'select place from log_sequence where fact_id = $1',
    [factId],
  );
  const place = rows[0]?.place;
  const checkpoint = await latestCheckpoint(db);
  if (place === undefined || checkpoint === null) return null;
  const size = await treeSize(db);
  const at = await nodesAt(
    db,
    wantedBy((node) => inclusionProof(place, size, node)),
  );
  const path = inclusionProof(place, size, at).map((hash) => hash.toString('base64'));
  return { place, size, path, checkpoint };
}

/** The proof that an earlier size is the beginning of the log of today. */
export async function proveConsistency(db: Queryable, first: number): Promise<string[]> {
  const size = await treeSize(db);
  const at = await nodesAt(
    db,
    wantedBy((node) => consistencyProof(first, size, node)),
  );
  return consistencyProof(first, size, at).map((hash) => hash.toString('base64'));
}

/** Which nodes a computation asks for, found by letting it ask. */
function wantedBy(
  compute: (at: (level: number, index: number) => Buffer) => unknown,
): { level: number; index: number }[] {
  const wanted: { level: number; index: number }[] = [];
  compute((level, index) => {
    wanted.push({ level, index });
    return Buffer.alloc(32);
  });
  return wanted;
}
