import type { Incident } from '../domain/incident/incident.ts';
import { snapshotOf } from '../domain/incident/outcome.ts';
import { readersOf } from '../domain/incident/readers.ts';
import { levelRank } from '../domain/incident/vocabulary.ts';
import { plain } from '../domain/plain-text.ts';
import { saveClocks } from './clocks.ts';
import type { Queryable } from './database.ts';
import { heldState } from './held-row.ts';
import { isId } from './ids.ts';

/** A case by its id or its number, as it stands; null when there is none. */
export async function loadCase(db: Queryable, idOrNumber: string): Promise<Incident | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ state: Incident }>(
    `select state from cases where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.state ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export function lockCase(tx: Queryable, id: string): Promise<Incident | null> {
  return heldState(tx, 'incident', id);
}

/** Writes a case and everything that is read from it: the list row, its readers, its clocks. */
export async function saveCase(
  tx: Queryable,
  before: Incident | null,
  incident: Incident,
): Promise<void> {
  const snapshot = snapshotOf(incident);
  const { incident: own, 'lao-side': branch } = snapshot.waits;
  const wakes = [own.wake, branch.wake].filter((w) => w !== null);
  await tx.query(
    `insert into cases (id, number, version, stage, ending, kind, level, level_rank,
       handling_office, reported_at, next_due, open, state, search, drill, passes_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (id) do update set version = excluded.version, stage = excluded.stage,
       ending = excluded.ending, kind = excluded.kind, level = excluded.level,
       level_rank = excluded.level_rank, handling_office = excluded.handling_office,
       next_due = excluded.next_due, open = excluded.open, state = excluded.state,
       search = excluded.search`,
    [
      incident.id,
      incident.number,
      incident.version,
      incident.stage,
      incident.ending,
      incident.kind,
      incident.level,
      levelRank(incident.level),
      incident.handling,
      incident.reportedAt,
      wakes.sort()[0] ?? null,
      own.open || branch.open,
      JSON.stringify(incident),
      searchText(incident),
      incident.drill,
      incident.bypass ? incident.reportingOffice : null,
    ],
  );
  await saveReaders(tx, before, incident);
  await saveClocks(tx, 'incident', before, incident);
}

async function saveReaders(tx: Queryable, before: Incident | null, now: Incident): Promise<void> {
  const entries = readersOf(now);
  if (before !== null && JSON.stringify(readersOf(before)) === JSON.stringify(entries)) return;
  const keys = entries.map((e) => `${e.person ?? ''}/${e.office ?? ''}`);
  await tx.query(
    `with gone as (delete from case_readers where case_id = $1 and
       not (coalesce(person_id::text, '') || '/' || coalesce(office_id, '') = any($5::text[])))
     insert into case_readers (case_id, person_id, office_id, why)
     select $1, * from unnest($2::uuid[], $3::text[], $4::text[])
     on conflict (case_id, coalesce(person_id::text, ''), coalesce(office_id, ''))
       do update set why = excluded.why`,
    [
      now.id,
      entries.map((e) => e.person),
      entries.map((e) => e.office),
      entries.map((e) => e.scope),
      keys,
    ],
  );
}

// A reference to a Tuyệt mật document has no abstract, so nothing of one can be searched.
function searchText(incident: Incident): string {
  const words = incident.references.flatMap((r) => [r.number, r.issuingBody, r.abstract ?? '']);
  return plain([incident.number, incident.words, ...words].join(' '));
}

/** Ids of the cases that have something to wait for: what a lost engine is rebuilt from. */
export async function openCases(db: Queryable): Promise<{ id: string; laoSide: boolean }[]> {
  const { rows } = await db.query<{ id: string; state: Incident }>(
    'select id, state from cases where open order by reported_at',
  );
  return rows.map((row) => ({ id: row.id, laoSide: snapshotOf(row.state).waits['lao-side'].open }));
}
