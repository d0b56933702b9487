import { msOf } from '../../domain/time/instant.ts';
import type { Queryable } from '../database.ts';
import type { StoredFact } from '../facts.ts';
import type { Node } from './merkle.ts';
import type { KeptNote, LogBatch, LogEntry, LogSource } from './source.ts';

const BATCH = 1_000;
// As many levels as a log of 2^40 entries has.
const LEVELS = 40;

interface EntryRow {
  place: number;
  fact_id: string;
  leaf: Buffer;
  stream: string | null;
  seq: number;
  kind: string;
  happened_at: Date;
  recorded_at: Date;
  person_id: string | null;
  office_id: string | null;
  body: string;
  nonce: Buffer;
}

/** The log as it stands in the database, with the facts, all nodes and all checkpoints. */
export function databaseSource(db: Queryable): LogSource {
  return {
    showsFacts: true,
    keepsLevel: () => true,
    async *batches(): AsyncGenerator<LogBatch> {
      for (let from = 0; ; from += BATCH) {
        const entries = await entriesFrom(db, from);
        const isLast = entries.length < BATCH;
        const notes = await notesFrom(db, from, isLast);
        yield { entries, nodes: await nodesFrom(db, from), notes };
        if (isLast) return;
      }
    },
  };
}

async function entriesFrom(db: Queryable, from: number): Promise<LogEntry[]> {
  const { rows } = await db.query<EntryRow>(
    `select s.place, s.fact_id, l.leaf, f.stream, f.seq, f.kind, f.happened_at, f.recorded_at,
       f.person_id, f.office_id, f.body, f.nonce
     from log_sequence s join log_leaves l using (fact_id) left join facts f on f.id = s.fact_id
     where s.place >= $1 and s.place < $2 order by s.place`,
    [from, from + BATCH],
  );
  return rows.map((row) => ({
    place: row.place,
    factId: row.fact_id,
    leaf: row.leaf,
    fact: row.stream === null ? null : { body: row.body, nonce: row.nonce },
    contradicted: row.stream === null ? [] : contradicted(row),
  }));
}

/** The columns by which facts are found must say what the fact itself says. */
function contradicted(row: EntryRow): string[] {
  const fact = parse(row.body);
  if (fact === null) return ['body'];
  const by = fact.actor.kind === 'person' ? fact.actor : null;
  const agree: Readonly<Record<string, boolean>> = {
    id: fact.id === row.fact_id,
    stream: fact.stream === row.stream,
    seq: fact.seq === row.seq,
    kind: fact.kind === row.kind,
    happened_at: msOf(fact.happenedAt) === row.happened_at.getTime(),
    recorded_at: msOf(fact.recordedAt) === row.recorded_at.getTime(),
    person_id: (by?.person ?? null) === row.person_id,
    office_id: (by?.office ?? null) === row.office_id,
  };
  return Object.keys(agree).filter((column) => agree[column] !== true);
}

function parse(body: string): StoredFact | null {
  try {
    const fact = JSON.parse(body) as StoredFact;
    return typeof fact.actor === 'object' ? fact : null;
  } catch {
    return null;
  }
}

/** The nodes whose last leaf is among the entries from `from` on. */
async function nodesFrom(db: Queryable, from: number): Promise<Node[]> {
  const levels = Array.from({ length: LEVELS }, (_, level) => level);
  const before = (place: number) => levels.map((level) => Math.floor(place / 2 ** level));
  // Offset 0 keeps each level a short walk through the index; joined, they would read every node.
  const { rows } = await db.query<Node>(
    `select n.level, n.index, n.hash
     from unnest($1::int[], $2::bigint[], $3::bigint[]) as w (level, first, after),
       lateral (select level, index, hash from log_nodes
         where level = w.level and index >= w.first and index < w.after offset 0) as n`,
    [levels, before(from), before(from + BATCH)],
  );
  return rows;
}

/** The checkpoints of a run, and the newest one with the last run: it may speak of more. */
async function notesFrom(db: Queryable, from: number, isLast: boolean): Promise<KeptNote[]> {
  const { rows } = await db.query<{ size: number; note: string }>(
    `select size, note from log_checkpoints
     where (size > $1 or $1 = 0) and (size <= $2 or $3 and size = (select max(size) from
       log_checkpoints)) order by size`,
    [from, from + BATCH, isLast],
  );
  return rows.map(({ size, note }) => ({ note, from: `log_checkpoints ${size}` }));
}
