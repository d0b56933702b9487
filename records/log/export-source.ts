import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CHECKPOINT_FILE, FACTS_FILE } from './export.ts';
import type { Node } from './merkle.ts';
import { readCheckpoint } from './note.ts';
import type { LogBatch, LogEntry, LogSource } from './source.ts';
import { factIdOf } from './source.ts';
import { TILE_HEIGHT, TILE_WIDTH, decodeEntries, tilePath, tilesOf } from './tiles.ts';

const factSchema = z.object({
  place: z.number().int().nonnegative(),
  nonce: z.base64(),
  body: z.string(),
});

type ExportedFact = z.infer<typeof factSchema>;

const HASH_LENGTH = 32;

/**
 * The log as it lies in an exported folder. Its size is what its checkpoint says; throws
 * `NoteError` when that is none, and when there is no checkpoint at all.
 */
export function exportSource(folder: string): LogSource {
  const note = readFileSync(join(folder, CHECKPOINT_FILE), 'utf8');
  const { size } = readCheckpoint(note);
  const factsFile = join(folder, FACTS_FILE);
  const showsFacts = existsSync(factsFile);
  return {
    showsFacts,
    keepsLevel: (level) => level % TILE_HEIGHT === 0,
    async *batches(): AsyncGenerator<LogBatch> {
      const facts = showsFacts ? factsByPlace(factsFile) : null;
      const nodes = nodeReader(folder, size);
      for (const tile of tilesOf('entries', size)) {
        const leaves = decodeEntries(readTile(folder, tile)) ?? [];
        const from = tile.index * TILE_WIDTH;
        const entries: LogEntry[] = [];
        for (const [offset, leaf] of leaves.entries()) {
          const fact = (await facts?.(from + offset)) ?? null;
          entries.push(entryOf(from + offset, leaf, fact));
        }
        const to = from + tile.width;
        const isLast = to === size;
        const notes = isLast ? [{ note, from: CHECKPOINT_FILE }] : [];
        yield { entries, nodes: nodes(from, to), notes };
      }
      if (size === 0) yield { entries: [], nodes: [], notes: [{ note, from: CHECKPOINT_FILE }] };
    },
  };
}

function entryOf(place: number, leaf: Buffer, fact: ExportedFact | null): LogEntry {
  return {
    place,
    factId: factIdOf(leaf),
    leaf,
    fact: fact === null ? null : { body: fact.body, nonce: Buffer.from(fact.nonce, 'base64') },
    contradicted: [],
  };
}

/** Hands out the facts of a file in the order of their places; null where there is none. */
function factsByPlace(file: string): (place: number) => Promise<ExportedFact | null> {
  const lines = createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]();
  let next: ExportedFact | null | undefined;
  const advance = async (): Promise<ExportedFact | null> => {
    const { done, value } = await lines.next();
    return done === true ? null : parseFact(value);
  };
  return async (place) => {
    next ??= await advance();
    if (next === null || next.place !== place) return null;
    const found = next;
    next = undefined;
    return found;
  };
}

/** A line that cannot be read stands for no fact: the entry that it belongs to is found without. */
function parseFact(line: string): ExportedFact | null {
  try {
    return factSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The hashes of tiles whose last leaf is among the entries of a run; each file is read once. */
function nodeReader(folder: string, size: number): (from: number, to: number) => Node[] {
  const last = new Map<number, { readonly index: number; readonly bytes: Buffer }>();
  const tileAt = (level: number, index: number): Buffer => {
    const known = last.get(level);
    if (known?.index === index) return known.bytes;
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    const width = Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH);
    const bytes = readTile(folder, { level, index, width });
    last.set(level, { index, bytes });
    return bytes;
  };
  return (from, to) => {
    const nodes: Node[] = [];
    for (let level = 0; TILE_WIDTH ** level <= to; level += 1) {
      const span = TILE_WIDTH ** level;
      for (let i = Math.floor(from / span); i < Math.floor(to / span); i += 1) {
        const start = (i % TILE_WIDTH) * HASH_LENGTH;
        const bytes = tileAt(level, Math.floor(i / TILE_WIDTH));
        const hash = bytes.subarray(start, start + HASH_LENGTH);
        nodes.push({ level: level * TILE_HEIGHT, index: i, hash });
      }
    }
    return nodes;
  };
}

/** A tile's bytes; nothing when it is not there, so that its first entry is found missing. */
function readTile(folder: string, tile: Parameters<typeof tilePath>[0]): Buffer {
  const file = join(folder, tilePath(tile));
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}
