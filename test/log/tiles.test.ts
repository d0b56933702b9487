import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeEntries,
  encodeEntries,
  tileLevels,
  tilePath,
  tilesOf,
} from '../../records/log/tiles.ts';

test('a tile lies where the standard puts it', () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1');
  expect(tilePath({ level: 'entries', index: 1_000, width: 7 })).toBe('tile/entries/x001/000.p/7');
});

test('a log of 70,000 entries has the tiles that the standard counts', () => {
  expect(tileLevels(70_000)).toBe(3);
  const widths = (level: number) => [...tilesOf(level, 70_000)].map((tile) => tile.width);
  expect(widths(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
  expect(widths(1)).toEqual([256, 17]);
  expect(widths(2)).toEqual([1]);
  expect([...tilesOf('entries', 70_000)]).toHaveLength(274);
});

test('a log of 256 entries has a full tile and one hash above it; an empty one has none', () => {
  expect([...tilesOf(0, 256), ...tilesOf(1, 256)]).toEqual([
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ]);
  expect(tileLevels(256)).toBe(2);
  expect(tileLevels(0)).toBe(0);
  expect([...tilesOf('entries', 0)]).toEqual([]);
});

test('entries come out of a bundle as they went in', () => {
  const leaves = fc.array(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)));
  fc.assert(
    fc.property(leaves, (entries) => {
      expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
    }),
  );
});

test('a bundle that is cut off anywhere inside an entry is refused', () => {
  const bundle = encodeEntries([Buffer.from('một'), Buffer.from('hai')]);
  const whole = new Set([0, 2 + Buffer.byteLength('một'), bundle.length]);
  for (let length = 0; length <= bundle.length; length += 1) {
    const read = decodeEntries(bundle.subarray(0, length));
    expect(read === null, `${length} bytes`).toBe(!whole.has(length));
  }
});
