import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Queryable } from '../database.ts';
import type { Node, NodeAt } from './merkle.ts';
import { append, leafHash, peaks, rootOf } from './merkle.ts';
import { nodesAt } from './nodes.ts';
import type { LogSigner } from './note.ts';
import { openCheckpoint, signCheckpoint } from './note.ts';

// One sequencer at a time, in whichever process it runs.
const LOCK = 6_962;

/** The stored log is not what this installation signed last; nothing is signed on top of it. */
export class LogBroken extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`The log is not continued: ${reason}`, { cause });
    this.name = 'LogBroken';
  }
}

/**
 * Gives places to the leaves that wait for one and signs a checkpoint over the new size, all in one
 * transaction. Returns how many got a place; 0 when there were none or another sequencer is at it.
 * Throws `LogBroken` when the newest checkpoint is not ours or not that of the stored tree: whoever
 * rewrites the tables does not get the result signed.
 */
export async function sequence(
  db: Database,
  signer: LogSigner,
  now: Instant,
  most = 5_000,
): Promise<number> {
  return db.transaction(async (tx) => {
    const lock = await tx.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      LOCK,
    ]);
    if (lock.rows[0]?.got !== true) return 0;
    const { rows } = await tx.query<{ fact_id: string; leaf: Buffer }>(
      `select p.fact_id, l.leaf from log_pending p join log_leaves l using (fact_id)
       order by p.id limit $1`,
      [most],
    );
    if (rows.length === 0) return 0;
    const { size, edge } = await continued(tx, signer);
    const hashes = rows.map((row) => leafHash(row.leaf));
    const nodes = append(size, hashes, edge);
    await write(tx, size, rows, nodes);
    const after = size + rows.length;
    const all = new Map(nodes.map((n) => [`${n.level}/${n.index}`, n.hash]));
    const root = rootOf(
      after,
      (level, index) => all.get(`${level}/${index}`) ?? edge(level, index),
    );
    await tx.query('insert into log_checkpoints (size, note, signed_at) values ($1, $2, $3)', [
      after,
      signCheckpoint({ origin: signer.name, size: after, root }, signer),
      now,
    ]);
    return rows.length;
  });
}

/** The newest signed checkpoint, or null before the first. */
export async function latestCheckpoint(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ note: string }>(
    'select note from log_checkpoints order by size desc limit 1',
  );
  return rows[0]?.note ?? null;
}

/** The size that the log has now and the nodes at its edge, held against what was signed last. */
async function continued(
  tx: Queryable,
  signer: LogSigner,
): Promise<{ readonly size: number; readonly edge: NodeAt }> {
  const { rows } = await tx.query<{ size: number }>(
    'select coalesce(max(place) + 1, 0) as size from log_sequence',
  );
  const size = rows[0]?.size ?? 0;
  const note = await latestCheckpoint(tx);
  const edge = await nodesAt(tx, peaks(size));
  if (note === null) {
    if (size === 0) return { size, edge };
    throw new LogBroken(`it has ${size} entries and no checkpoint`);
  }
  const signed = signedBy(signer, note);
  if (signed.size !== size) {
    throw new LogBroken(`it has ${size} entries, ${signed.size} were signed`);
  }
  if (!rootOf(size, edge).equals(signed.root)) {
    throw new LogBroken(`its first ${size} entries are not those that were signed`);
  }
  return { size, edge };
}

function signedBy(signer: LogSigner, note: string): ReturnType<typeof openCheckpoint> {
  try {
    return openCheckpoint(note, signer.verifiers);
  } catch (error) {
    throw new LogBroken('its newest checkpoint is not signed by a key of the key file', error);
  }
}

async function write(
  tx: Queryable,
  size: number,
  rows: readonly { readonly fact_id: string }[],
  nodes: readonly Node[],
): Promise<void> {
  await tx.query(
    `insert into log_sequence (place, fact_id)
     select $1::bigint + ordinality - 1, fact_id
     from unnest($2::uuid[]) with ordinality as t (fact_id, ordinality)`,
    [size, rows.map((row) => row.fact_id)],
  );
  await tx.query(
    `insert into log_nodes (level, index, hash)
     select * from unnest($1::int[], $2::bigint[], $3::bytea[])`,
    [nodes.map((n) => n.level), nodes.map((n) => n.index), nodes.map((n) => n.hash)],
  );
  await tx.query('delete from log_pending where fact_id = any($1::uuid[])', [
    rows.map((row) => row.fact_id),
  ]);
}
