import type { Node } from './merkle.ts';

/** One entry of the log as it is read from the database or from an export. */
export interface LogEntry {
  readonly place: number;
  readonly factId: string;
  readonly leaf: Buffer;
  /** The fact and its nonce; null where it is not there. */
  readonly fact: { readonly body: string; readonly nonce: Buffer } | null;
  /** What stands beside the fact and says something else than the fact, by name. */
  readonly contradicted: readonly string[];
}

/** A signed note, and where it came from. */
export interface KeptNote {
  readonly note: string;
  readonly from: string;
}

/** A run of entries, with what is stored about them. */
export interface LogBatch {
  readonly entries: readonly LogEntry[];
  /** The stored nodes that become whole with one of these entries. */
  readonly nodes: readonly Node[];
  /** The checkpoints whose last entry is among these. */
  readonly notes: readonly KeptNote[];
}

/** The whole log, from the first entry to the last. */
export interface LogSource {
  /** Whether every entry has to come with its fact. */
  readonly showsFacts: boolean;
  /** Whether nodes of this level are stored. */
  keepsLevel(level: number): boolean;
  batches(): AsyncIterable<LogBatch>;
}

/** The id of the fact that a leaf speaks of; empty for bytes that are no leaf of ours. */
export function factIdOf(leaf: Buffer): string {
  return /^homat-fact-v1\n([0-9a-f-]{36})\n/.exec(leaf.toString('utf8'))?.[1] ?? '';
}
