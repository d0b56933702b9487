import { openCheckpoint } from './checkpoint.ts';
import { leafOf } from './leaf.ts';
import type { NodeAt } from './merkle.ts';
import { append, leafHash, rootOf } from './merkle.ts';

/** One line of the log as it is read from the database or from an export. */
export interface LogEntry {
  readonly place: number;
  readonly factId: string;
  readonly leaf: Buffer;
  /** The fact and its nonce; null in an export that shows no facts. */
  readonly fact: { readonly body: string; readonly nonce: Buffer } | null;
}

/** What a verification found; `faults` is empty when everything is right. */
export interface Verdict {
  readonly size: number;
  readonly root: string;
  readonly facts: number;
  readonly faults: readonly string[];
}

/**
 * Goes through the whole log: every fact has the leaf that its bytes give, the places are without
 * gaps, and the tree has the root that each checkpoint signed. An old checkpoint, kept outside, shows
 * a record that was rewritten and signed anew.
 */
export async function verifyLog(
  entries: AsyncIterable<LogEntry>,
  checkpoints: readonly { readonly note: string; readonly from: string }[],
  verifier: string,
): Promise<Verdict> {
  const faults: string[] = [];
  const nodes = new Map<string, Buffer>();
  const at: NodeAt = (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`${level}/${index}`);
    return hash;
  };
  let size = 0;
  let facts = 0;
  for await (const entry of entries) {
    if (entry.place !== size) faults.push(`place ${size} is missing`);
    if (entry.fact !== null) {
      facts += 1;
      const expected = leafOf(entry.factId, entry.fact.body, entry.fact.nonce);
      if (!expected.equals(entry.leaf)) faults.push(`fact ${entry.factId} was changed`);
    }
    for (const node of append(size, [leafHash(entry.leaf)], at)) {
      nodes.set(`${node.level}/${node.index}`, node.hash);
    }
    size += 1;
  }
  for (const { note, from } of checkpoints) faults.push(...held(note, from, verifier, size, at));
  return { size, root: rootOf(size, at).toString('base64'), facts, faults };
}

function held(note: string, from: string, verifier: string, size: number, at: NodeAt): string[] {
  try {
    const checkpoint = openCheckpoint(note, verifier);
    if (checkpoint.size > size) {
      return [`${from}: it speaks of ${checkpoint.size} entries, the log has ${size}`];
    }
    if (!rootOf(checkpoint.size, at).equals(checkpoint.root)) {
      return [`${from}: the first ${checkpoint.size} entries are not those that were signed`];
    }
    return [];
  } catch (error) {
    return [`${from}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
