import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NodeAt } from '../../records/log/merkle.ts';
import {
  EMPTY_ROOT,
  append,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyInclusion,
} from '../../records/log/merkle.ts';

// The inputs and roots that certificate transparency implementations test themselves against.
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOT_OF_ONE = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
const ROOT_OF_EIGHT = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328';

/** The tree as RFC 6962 defines it, computed anew from all leaves. */
function slowRoot(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return EMPTY_ROOT;
  if (hashes.length === 1) return hashes[0] as Buffer;
  let middle = 1;
  while (middle * 2 < hashes.length) middle *= 2;
  return nodeHash(slowRoot(hashes.slice(0, middle)), slowRoot(hashes.slice(middle)));
}

function treeOf(hashes: readonly Buffer[], steps: readonly number[] = [1]): NodeAt {
  const nodes = new Map<string, Buffer>();
  const at: NodeAt = (level, index) => nodes.get(`${level}/${index}`) as Buffer;
  for (let size = 0, i = 0; size < hashes.length; i += 1) {
    const step = steps[i % steps.length] ?? 1;
    for (const node of append(size, hashes.slice(size, size + step), at)) {
      nodes.set(`${node.level}/${node.index}`, node.hash);
    }
    size = Math.min(size + step, hashes.length);
  }
  return at;
}

const leaves = (n: number) => Array.from({ length: n }, (_, i) => leafHash(Buffer.from(`${i}`)));

test('the roots are those of certificate transparency', () => {
  const hashes = INPUTS.map(leafHash);
  expect(rootOf(1, treeOf(hashes)).toString('hex')).toBe(ROOT_OF_ONE);
  expect(rootOf(8, treeOf(hashes)).toString('hex')).toBe(ROOT_OF_EIGHT);
});

test('however the leaves came, in ones or in batches, the root of every size is the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      (size, steps) => {
        const hashes = leaves(size);
        const at = treeOf(hashes, steps);
        for (let n = 1; n <= size; n += 1) {
          expect(rootOf(n, at).equals(slowRoot(hashes.slice(0, n)))).toBe(true);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('every leaf can be proved, and no other leaf by the same path', () => {
  for (let size = 1; size <= 33; size += 1) {
    const hashes = leaves(size);
    const at = treeOf(hashes);
    const root = rootOf(size, at);
    hashes.forEach((hash, index) => {
      const proof = inclusionProof(index, size, at);
      expect(verifyInclusion(hash, index, size, proof, root)).toBe(true);
      const other = leafHash(Buffer.from('another'));
      expect(verifyInclusion(other, index, size, proof, root)).toBe(false);
    });
  }
});

test('a consistency proof has no more steps than the tree has levels, and none for itself', () => {
  const at = treeOf(leaves(100));
  expect(consistencyProof(100, 100, at)).toEqual([]);
  for (let first = 1; first < 100; first += 1) {
    expect(consistencyProof(first, 100, at).length).toBeLessThanOrEqual(8);
  }
  expect(() => consistencyProof(101, 100, at)).toThrow(RangeError);
});
