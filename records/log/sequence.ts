import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Queryable } from '../database.ts';
import type { LogSigner } from './checkpoint.ts';
import { signCheckpoint } from './checkpoint.ts';
import type { Node } from './merkle.ts';
import { append, leafHash, peaks, rootOf } from './merkle.ts';

// One sequencer at a time, in whichever process it runs.
const LOCK = 6_962;

/**
 * Gives places to the leaves that wait for one and signs a checkpoint over the new size, all in one
 * transaction. Returns how many got a place; 0 when there were none or another sequencer is at it.
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
    const size = await treeSize(tx);
    const edge = await nodesAt(tx, peaks(size));
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

/** How many leaves have a place. */
export async function treeSize(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ size: number }>(
    'select coalesce(max(place) + 1, 0) as size from log_sequence',
  );
  return rows[0]?.size ?? 0;
}

/** The newest signed checkpoint, or null before the first. */
export async function latestCheckpoint(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ note: string }>(
    'select note from log_checkpoints order by size desc limit 1',
  );
  return rows[0]?.note ?? null;
}

/** Reads stored nodes, and hands them out by level and index. */
export async function nodesAt(
  db: Queryable,
  wanted: readonly { readonly level: number; readonly index: number }[],
): Promise<(level: number, index: number) => Buffer> {
  const { rows } = await db.query<Node>(
    `select level, index, hash from log_nodes
     join unnest($1::int[], $2::bigint[]) as w (level, index) using (level, index)`,
    [wanted.map((w) => w.level), wanted.map((w) => w.index)],
  );
  const known = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  return (level, index) => {
    const hash = known.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`The log has no node ${level}/${index}`);
    return hash;
  };
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
