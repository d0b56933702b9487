// The files of a log as C2SP tlog-tiles lays them out, so that tools that know nothing of us can
// read them: https://c2sp.org/tlog-tiles

/** Hashes or entries in a full tile. */
export const TILE_WIDTH = 256;

/** Levels of the tree that one level of tiles spans. */
export const TILE_HEIGHT = 8;

/** Leaves under one hash of a tile at a level. */
const span = (level: number): number => TILE_WIDTH ** level;

/** One tile: its level (`entries` for the leaves' own bytes), its index, and how much it holds. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256; below 256 it is a partial tile. */
  readonly width: number;
}

/** Where a tile lies: `tile/0/x001/x234/067`, `tile/entries/000.p/23`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g) ?? [];
  const place = parts.map((part, i) => (i < parts.length - 1 ? `x${part}` : part)).join('/');
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** The tiles of a level in a log of a size, from left to right; only the last can be partial. */
export function* tilesOf(level: number | 'entries', size: number): Generator<Tile> {
  const hashes = Math.floor(size / span(level === 'entries' ? 0 : level));
  for (let index = 0; index * TILE_WIDTH < hashes; index += 1) {
    yield { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
  }
}

/** How many levels of tiles a log of a size has. */
export function tileLevels(size: number): number {
  let levels = 0;
  while (span(levels) <= size) levels += 1;
  return levels;
}

/** Entries one after the other, each with its length before it (uint16, big-endian). */
export function encodeEntries(leaves: readonly Buffer[]): Buffer {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(leaf.length);
      return [length, leaf];
    }),
  );
}

/** The entries of a bundle; null when its lengths do not add up. */
export function decodeEntries(bundle: Buffer): Buffer[] | null {
  const leaves: Buffer[] = [];
  let from = 0;
  while (from < bundle.length) {
    if (from + 2 > bundle.length) return null;
    const to = from + 2 + bundle.readUInt16BE(from);
    if (to > bundle.length) return null;
    leaves.push(bundle.subarray(from + 2, to));
    from = to;
  }
  return leaves;
}
