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
  verifyConsistency,
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

test('no path that was changed, shortened or lengthened proves a leaf', () => {
  const hashes = leaves(21);
  const at = treeOf(hashes);
  const root = rootOf(21, at);
  const hash = hashes[13] as Buffer;
  const proof = inclusionProof(13, 21, at);
  expect(verifyInclusion(hash, 13, 21, proof.slice(0, -1), root)).toBe(false);
  expect(verifyInclusion(hash, 13, 21, [...proof, hash], root)).toBe(false);
  expect(verifyInclusion(hash, 21, 21, proof, root)).toBe(false);
  for (const i of proof.keys()) {
    expect(verifyInclusion(hash, 13, 21, proof.with(i, hash), root)).toBe(false);
  }
  expect(() => inclusionProof(21, 21, at)).toThrow(RangeError);
});

test('every earlier state is proved to be the beginning of every later one', () => {
  const at = treeOf(leaves(40));
  const tree = (size: number) => ({ size, root: rootOf(size, at) });
  for (let size = 1; size <= 40; size += 1) {
    for (let first = 1; first <= size; first += 1) {
      const proof = consistencyProof(first, size, at);
      expect(verifyConsistency(tree(first), tree(size), proof), `${first}/${size}`).toBe(true);
    }
  }
});

test('no other beginning is proved, nor by a proof that was changed', () => {
  const at = treeOf(leaves(40));
  const other = leafHash(Buffer.from('another'));
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2, max: 40 })
        .chain((size) =>
          fc.record({ size: fc.constant(size), first: fc.integer({ min: 1, max: size - 1 }) }),
        ),
      ({ size, first }) => {
        const [old, young] = [first, size].map((n) => ({ size: n, root: rootOf(n, at) }));
        if (old === undefined || young === undefined) throw new Error('two trees');
        const proof = consistencyProof(first, size, at);
        expect(verifyConsistency({ ...old, root: other }, young, proof)).toBe(false);
        expect(verifyConsistency(old, { ...young, root: other }, proof)).toBe(false);
        expect(verifyConsistency(old, young, proof.slice(1))).toBe(false);
        expect(verifyConsistency(old, young, [...proof, other])).toBe(false);
        for (const i of proof.keys()) {
          expect(verifyConsistency(old, young, proof.with(i, other))).toBe(false);
        }
        expect(verifyConsistency(young, old, proof)).toBe(false);
      },
    ),
  );
});

test('a consistency proof has no more steps than the tree has levels, and none for itself', () => {
  const at = treeOf(leaves(100));
  expect(consistencyProof(100, 100, at)).toEqual([]);
  for (let first = 1; first < 100; first += 1) {
    expect(consistencyProof(first, 100, at).length).toBeLessThanOrEqual(8);
  }
  expect(() => consistencyProof(101, 100, at)).toThrow(RangeError);
});
