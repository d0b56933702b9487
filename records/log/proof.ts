import type { Queryable } from '../database.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';
import { withStoredNodes } from './nodes.ts';
import { readCheckpoint } from './note.ts';
import { latestCheckpoint } from './sequence.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** That a fact stands in the log, for somebody who has nothing but the log's key. */
export interface FactProof {
  readonly factId: string;
  readonly place: number;
  /** The size of the log at the checkpoint. */
  readonly size: number;
  readonly leaf: Buffer;
  /** The audit path from the leaf to the root of the checkpoint (RFC 6962 section 2.1.1). */
  readonly path: readonly Buffer[];
  readonly checkpoint: string;
}

/**
 * Proves a fact against the newest checkpoint. `unknown`: there is no such fact; `waiting`: the
 * fact was recorded a moment ago and has no place yet.
 */
export async function proveFact(
  db: Queryable,
  factId: string,
): Promise<FactProof | 'unknown' | 'waiting'> {
  if (!UUID.test(factId)) return 'unknown';
  const { rows } = await db.query<{ leaf: Buffer; place: number | null }>(
    `select l.leaf, s.place from log_leaves l left join log_sequence s using (fact_id)
     where l.fact_id = $1`,
    [factId],
  );
  const [row] = rows;
  if (row === undefined) return 'unknown';
  const checkpoint = await latestCheckpoint(db);
  const { leaf, place } = row;
  if (place === null || checkpoint === null) return 'waiting';
  const { size } = readCheckpoint(checkpoint);
  const path = await withStoredNodes(db, (at) => inclusionProof(place, size, at));
  return { factId, place, size, leaf, path, checkpoint };
}

/** The proof as standard tools read it (C2SP tlog-proof); the leaf's bytes are its extra line. */
export function proofText({ place, leaf, path, checkpoint }: FactProof): string {
  const head = ['c2sp.org/tlog-proof@v1', `extra ${leaf.toString('base64')}`, `index ${place}`];
  const hashes = path.map((hash) => hash.toString('base64'));
  return `${[...head, ...hashes].join('\n')}\n\n${checkpoint}`;
}

/** The proof as JSON: hashes and the leaf in base64. */
export function proofJson(proof: FactProof): {
  readonly factId: string;
  readonly place: number;
  readonly size: number;
  readonly leaf: string;
  readonly path: string[];
  readonly checkpoint: string;
} {
  const { factId, place, size, leaf, path, checkpoint } = proof;
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  return { factId, place, size, leaf: base64(leaf), path: path.map(base64), checkpoint };
}

/** The proof that the log of one size is the beginning of the log of another (section 2.1.2). */
export async function proveConsistency(
  db: Queryable,
  first: number,
  size: number,
): Promise<Buffer[]> {
  return withStoredNodes(db, (at) => consistencyProof(first, size, at));
}
