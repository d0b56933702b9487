// Loaded before the program (`node --import`): makes a process of the product stop at its commit
// points, so that a test can let somebody die there. The product itself knows nothing of it.
import pg from 'pg';
import type { PointName } from './points.ts';
import { pointsOf } from './points.ts';
import { arrive } from './victims.ts';

type Query = (...args: unknown[]) => Promise<{ rowCount: number | null }>;

const data = process.env['HOMAT_DATA'] ?? '';
const client = pg.Client.prototype as unknown as { query: Query };
const original = client.query;
/** What the open transaction of a connection has written so far. */
const written = new WeakMap<object, Set<PointName>>();

client.query = function query(this: object, ...args: unknown[]) {
  const [first] = args;
  const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text;
  if (typeof text !== 'string') return original.apply(this, args);
  const callback = typeof args.at(-1) === 'function' ? (args.pop() as Callback) : null;
  const result = watched(this, text, args);
  if (callback === null) return result;
  result.then(
    (found) => callback(null, found),
    (error: unknown) => callback(error),
  );
  return result;
};

type Callback = (error: unknown, result?: unknown) => void;

async function watched(connection: object, text: string, args: unknown[]): ReturnType<Query> {
  const run = (): ReturnType<Query> => original.apply(connection, args);
  const transaction = written.get(connection);
  const values = Array.isArray(args[1]) ? (args[1] as unknown[]) : [];
  if (text === 'begin') written.set(connection, new Set());
  if (text === 'rollback') written.delete(connection);
  if (transaction === undefined) return at(pointsOf(text, values, true), run);
  if (text === 'commit') {
    written.delete(connection);
    return at([...transaction], run);
  }
  const result = await run();
  // Most looks for work find none.
  if (result.rowCount !== 0) for (const p of pointsOf(text, values, false)) transaction.add(p);
  return result;
}

async function at(points: readonly PointName[], commit: () => ReturnType<Query>) {
  for (const point of points) arrive(data, point, 'before');
  const result = await commit();
  const killed = points.map((point) => arrive(data, point, 'after'));
  // The answer was on its way when the server died: nobody knows of the commit.
  if (killed.includes('postgres')) throw new Error('Connection terminated unexpectedly');
  return result;
}
