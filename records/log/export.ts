import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Queryable } from '../database.ts';
import { readCheckpoint } from './note.ts';
import { latestCheckpoint } from './sequence.ts';
import { TILE_HEIGHT, encodeEntries, tileLevels, tilePath, tilesOf } from './tiles.ts';
import type { Tile } from './tiles.ts';

/** The facts of an export that shows them, one JSON text a line, in the order of the log. */
export const FACTS_FILE = 'facts.ndjson';

/** The signed state of the log that an export holds. */
export const CHECKPOINT_FILE = 'checkpoint';

/**
 * Writes the log as its newest checkpoint signs it into a folder: the checkpoint, the tiles of
 * hashes, the bundles of entries (C2SP tlog-tiles), and with `facts` the facts and their nonces as
 * well. Entries show nothing of the facts. An earlier export in the folder is brought up to date.
 * Returns the number of entries, or null when the log has no checkpoint yet.
 */
export async function exportLog(
  db: Queryable,
  folder: string,
  { facts }: { readonly facts: boolean },
): Promise<number | null> {
  const note = await latestCheckpoint(db);
  if (note === null) return null;
  const { size } = readCheckpoint(note);
  mkdirSync(folder, { recursive: true });
  for (let level = 0; level < tileLevels(size); level += 1) {
    for (const tile of tilesOf(level, size)) {
      writeTile(folder, tile, Buffer.concat(await hashesOf(db, level, tile)));
    }
  }
  for (const tile of tilesOf('entries', size)) {
    writeTile(folder, tile, encodeEntries(await leavesOf(db, tile)));
  }
  rmSync(join(folder, FACTS_FILE), { force: true });
  if (facts) await writeFacts(db, folder, size);
  // Last: a folder with a checkpoint has everything that the checkpoint speaks of.
  writeFileSync(join(folder, CHECKPOINT_FILE), note);
  return size;
}

function writeTile(folder: string, tile: Tile, bytes: Buffer): void {
  const file = join(folder, tilePath(tile));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

async function hashesOf(db: Queryable, level: number, { index, width }: Tile): Promise<Buffer[]> {
  const from = index * 2 ** TILE_HEIGHT;
  const { rows } = await db.query<{ hash: Buffer }>(
    `select hash from log_nodes where level = $1 and index >= $2 and index < $3 order by index`,
    [level * TILE_HEIGHT, from, from + width],
  );
  return rows.map((row) => row.hash);
}

async function leavesOf(db: Queryable, { index, width }: Tile): Promise<Buffer[]> {
  const from = index * 2 ** TILE_HEIGHT;
  const { rows } = await db.query<{ leaf: Buffer }>(
    `select l.leaf from log_sequence s join log_leaves l using (fact_id)
     where s.place >= $1 and s.place < $2 order by s.place`,
    [from, from + width],
  );
  return rows.map((row) => row.leaf);
}

async function writeFacts(db: Queryable, folder: string, size: number): Promise<void> {
  // What is shown here is the record itself.
  const handle = openSync(join(folder, FACTS_FILE), 'wx', 0o600);
  try {
    for (const { index, width } of tilesOf('entries', size)) {
      const from = index * 2 ** TILE_HEIGHT;
      const { rows } = await db.query<{ place: number; body: string; nonce: Buffer }>(
        `select s.place, f.body, f.nonce from log_sequence s join facts f on f.id = s.fact_id
         where s.place >= $1 and s.place < $2 order by s.place`,
        [from, from + width],
      );
      const lines = rows.map(({ place, body, nonce }) =>
        JSON.stringify({ place, nonce: nonce.toString('base64'), body }),
      );
      writeSync(handle, lines.map((line) => `${line}\n`).join(''));
    }
  } finally {
    closeSync(handle);
  }
}
