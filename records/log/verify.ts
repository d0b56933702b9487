import type { FaultList, LogFault } from './faults.ts';
import { faultList } from './faults.ts';
import { leafOf } from './leaf.ts';
import type { Node, NodeAt } from './merkle.ts';
import { EMPTY_ROOT, append, leafHash, rootOf } from './merkle.ts';
import { NoteError, openCheckpoint } from './note.ts';
import type { Checkpoint } from './note.ts';
import type { KeptNote, LogBatch, LogEntry, LogSource } from './source.ts';

/** What a verification found; `faults` is empty when everything is right. */
export interface Verdict {
  /** Entries that were gone through. */
  readonly size: number;
  /** The root over them, base64. */
  readonly root: string;
  readonly facts: number;
  /** Signed checkpoints that were held against the entries. */
  readonly checkpoints: number;
  readonly faults: readonly LogFault[];
  /** Faults beyond those listed. */
  readonly more: number;
}

type Signed = Checkpoint & { readonly from: string; readonly isStored: boolean };

/**
 * Goes through a whole log once and holds everything that is stored about it against the entries:
 * each fact has the leaf that its bytes give, no place is missing, the stored hashes are theirs,
 * and the tree had at each checkpoint's size the root that was signed. `kept` are checkpoints from
 * outside: an old one shows a record that was rewritten and signed anew. `verifiers`: the log's
 * public keys, one a line.
 */
export async function verifyLog(
  source: LogSource,
  kept: readonly KeptNote[],
  verifiers: string,
): Promise<Verdict> {
  const faults = faultList();
  const tree = growingTree();
  const open = (notes: readonly KeptNote[], isStored: boolean): Signed[] =>
    notes.flatMap((note) => opened(note, verifiers, isStored, faults));
  let waiting = open(kept, false);
  let facts = 0;
  let checkpoints = 0;
  let signed = 0;

  const holdAgainst = (size: number): void => {
    for (const checkpoint of waiting.filter((c) => c.size === size)) {
      checkpoints += 1;
      if (checkpoint.isStored) signed = size;
      if (!tree.root().equals(checkpoint.root)) {
        faults.add({ fault: 'checkpoint-differs', from: checkpoint.from, size });
      }
    }
    waiting = waiting.filter((c) => c.size !== size);
  };

  let missing: number | null = null;
  for await (const batch of source.batches()) {
    waiting.push(...open(batch.notes, true));
    const stored = storedNodes(batch);
    const due = new Set(waiting.map((c) => c.size));
    if (due.has(tree.size)) holdAgainst(tree.size);
    for (const entry of batch.entries) {
      if (entry.place !== tree.size) break;
      if (entry.fact !== null) facts += 1;
      judgeFact(entry, source.showsFacts, faults);
      for (const node of tree.add(leafHash(entry.leaf))) {
        if (source.keepsLevel(node.level)) stored.hold(node, faults);
      }
      if (due.has(tree.size)) holdAgainst(tree.size);
    }
    const last = batch.entries.at(-1);
    if (last !== undefined && last.place >= tree.size) {
      missing = tree.size;
      break;
    }
    stored.rest(faults);
  }
  if (missing !== null) {
    // What comes behind a gap cannot be judged.
    faults.add({ fault: 'entry-missing', place: missing });
  } else {
    if (signed < tree.size) {
      faults.add({ fault: 'entries-not-signed', size: signed, entries: tree.size });
    }
    for (const { from, size } of waiting) {
      faults.add({ fault: 'checkpoint-ahead', from, size, entries: tree.size });
    }
  }
  const root = tree.root().toString('base64');
  return { size: tree.size, root, facts, checkpoints, faults: faults.shown, more: faults.more };
}

function opened(kept: KeptNote, verifiers: string, isStored: boolean, faults: FaultList): Signed[] {
  try {
    return [{ ...openCheckpoint(kept.note, verifiers), from: kept.from, isStored }];
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    faults.add({ fault: error.fault, from: kept.from });
    return [];
  }
}

function judgeFact(entry: LogEntry, showsFacts: boolean, faults: FaultList): void {
  const { factId: fact, place, contradicted } = entry;
  if (entry.fact === null) {
    if (showsFacts) faults.add({ fault: 'fact-missing', fact, place });
    return;
  }
  const expected = leafOf(fact, entry.fact.body, entry.fact.nonce);
  if (!expected.equals(entry.leaf)) faults.add({ fault: 'fact-changed', fact, place });
  else if (contradicted.length > 0) {
    faults.add({ fault: 'fact-contradicted', fact, columns: contradicted.join(', ') });
  }
}

/** A tree that grows leaf by leaf and remembers its edge only, whatever its size. */
function growingTree() {
  const edge = new Map<string, Buffer>();
  const at: NodeAt = (level, index) => {
    const hash = edge.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`No node ${level}/${index} at the edge`);
    return hash;
  };
  let size = 0;
  return {
    get size() {
      return size;
    },
    root: (): Buffer => (size === 0 ? EMPTY_ROOT : rootOf(size, at)),
    add(hash: Buffer): Node[] {
      const nodes = append(size, [hash], at);
      const top = nodes.at(-1);
      for (const { level, index } of nodes.slice(0, -1)) edge.delete(`${level}/${index - 1}`);
      if (top !== undefined) edge.set(`${top.level}/${top.index}`, top.hash);
      size += 1;
      return nodes;
    },
  };
}

function storedNodes(batch: LogBatch) {
  const stored = new Map(batch.nodes.map((node) => [`${node.level}/${node.index}`, node]));
  return {
    hold({ level, index, hash }: Node, faults: FaultList): void {
      const key = `${level}/${index}`;
      if (stored.get(key)?.hash.equals(hash) !== true) {
        faults.add({ fault: 'node-differs', level, index });
      }
      stored.delete(key);
    },
    /** Hashes that no entry gives. */
    rest(faults: FaultList): void {
      for (const { level, index } of stored.values()) {
        faults.add({ fault: 'node-differs', level, index });
      }
    },
  };
}
