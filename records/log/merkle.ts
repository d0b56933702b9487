import { createHash } from 'node:crypto';

/** SHA-256(0x00 || leaf), RFC 6962 section 2.1. */
export function leafHash(leaf: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
}

/** SHA-256(0x01 || left || right), RFC 6962 section 2.1. */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The hash of the empty tree. */
export const EMPTY_ROOT = createHash('sha256').digest();

/**
 * Gives the hash of the whole subtree at a level and index: 2^level leaves from index × 2^level.
 */
export type NodeAt = (level: number, index: number) => Buffer;

/** A subtree that is stored whole. */
export interface Node {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

/** The subtrees that become whole when leaves are added behind `size` of them. */
export function append(size: number, leaves: readonly Buffer[], known: NodeAt): Node[] {
  const fresh = new Map<string, Buffer>();
  const nodes: Node[] = [];
  const at: NodeAt = (level, index) => fresh.get(`${level}/${index}`) ?? known(level, index);
  leaves.forEach((hash, offset) => {
    let node: Node = { level: 0, index: size + offset, hash };
    for (;;) {
      nodes.push(node);
      fresh.set(`${node.level}/${node.index}`, node.hash);
      if (node.index % 2 === 0) break;
      const left = at(node.level, node.index - 1);
      node = {
        level: node.level + 1,
        index: (node.index - 1) / 2,
        hash: nodeHash(left, node.hash),
      };
    }
  });
  return nodes;
}

/** The nodes whose hashes make the root of a tree of that size, from left to right. */
export function peaks(size: number): { level: number; index: number }[] {
  const found: { level: number; index: number }[] = [];
  let from = 0;
  for (let level = 52; level >= 0; level -= 1) {
    const width = 2 ** level;
    if (size - from >= width) {
      found.push({ level, index: from / width });
      from += width;
    }
  }
  return found;
}

/** The Merkle tree hash of the first `size` leaves. */
export function rootOf(size: number, at: NodeAt): Buffer {
  return size === 0 ? EMPTY_ROOT : rangeHash(0, size, at);
}

/** The audit path of a leaf (RFC 6962 section 2.1.1). */
export function inclusionProof(index: number, size: number, at: NodeAt): Buffer[] {
  if (index < 0 || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  return path(index, 0, size, at);
}

/** The proof that a tree of `first` leaves is the beginning of one of `size` (section 2.1.2). */
export function consistencyProof(first: number, size: number, at: NodeAt): Buffer[] {
  if (first < 1 || first > size) throw new RangeError(`No tree of ${first} within ${size}`);
  return first === size ? [] : subProof(first, 0, size, true, at);
}

/** Whether an audit path leads from a leaf's hash to a root. */
export function verifyInclusion(
  hash: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  if (index >= size) return false;
  let node = index;
  let last = size - 1;
  let result = hash;
  for (const step of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      result = nodeHash(step, result);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      result = nodeHash(result, step);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && result.equals(root);
}

/** Whether a proof shows that the tree with the first root is the beginning of the other's. */
export function verifyConsistency(
  first: { readonly size: number; readonly root: Buffer },
  second: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (first.size < 1 || first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root);
  let node = first.size - 1;
  let last = second.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  // A whole subtree is its own beginning: its root is known already.
  const steps = node === 0 ? [first.root, ...proof] : [...proof];
  const [start, ...rest] = steps;
  if (start === undefined) return false;
  let old = start;
  let young = start;
  for (const step of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = nodeHash(step, old);
      young = nodeHash(step, young);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      young = nodeHash(young, step);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && old.equals(first.root) && young.equals(second.root);
}

function path(index: number, from: number, to: number, at: NodeAt): Buffer[] {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return index < middle
    ? [...path(index, from, middle, at), rangeHash(middle, to, at)]
    : [...path(index, middle, to, at), rangeHash(from, middle, at)];
}

function subProof(first: number, from: number, to: number, whole: boolean, at: NodeAt): Buffer[] {
  if (first === to) return whole ? [] : [rangeHash(from, to, at)];
  const middle = from + split(to - from);
  return first <= middle
    ? [...subProof(first, from, middle, whole, at), rangeHash(middle, to, at)]
    : [...subProof(first, middle, to, false, at), rangeHash(from, middle, at)];
}

function rangeHash(from: number, to: number, at: NodeAt): Buffer {
  const width = to - from;
  const level = Math.log2(width);
  if (Number.isInteger(level) && from % width === 0) return at(level, from / width);
  const middle = from + split(width);
  return nodeHash(rangeHash(from, middle, at), rangeHash(middle, to, at));
}

/** The largest power of two that is smaller than n. */
function split(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
