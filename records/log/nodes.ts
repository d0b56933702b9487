import type { Queryable } from '../database.ts';
import type { Node, NodeAt } from './merkle.ts';

/** A place of a node in the tree. */
export type NodePlace = Pick<Node, 'level' | 'index'>;

/** Reads stored nodes, and hands them out by level and index. */
export async function nodesAt(db: Queryable, wanted: readonly NodePlace[]): Promise<NodeAt> {
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

/** Runs a computation over the tree with the stored nodes that it asks for. */
export async function withStoredNodes<T>(db: Queryable, compute: (at: NodeAt) => T): Promise<T> {
  const wanted: NodePlace[] = [];
  // Which nodes are wanted does not depend on their hashes, so a first run finds them.
  compute((level, index) => {
    wanted.push({ level, index });
    return Buffer.alloc(32);
  });
  return compute(await nodesAt(db, wanted));
}
