import type { Difficulty, RaisedDifficulty } from '../domain/difficulties/difficulty.ts';
import { readersOfDifficulty } from '../domain/difficulties/readers.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Instant } from '../domain/time/instant.ts';
import { saveClocks } from './clocks.ts';
import type { Queryable } from './database.ts';
import { storedDifficulty } from './difficulty-row.ts';
import { heldState } from './held-row.ts';
import { isId } from './ids.ts';
import { ownerOfRun } from './plans.ts';

/**
 * Keeps a difficulty that a body raises, with its number `VM-<year>-<six digits>`: one series a
 * year, without gaps, given in the transaction that keeps it.
 */
export async function askForDifficulty(
  tx: Queryable,
  id: string,
  raised: Omit<RaisedDifficulty, 'number'>,
  now: Instant,
): Promise<string> {
  const year = Number(now.slice(0, 4));
  const series = raised.drill ? 'DT-VM' : 'VM';
  const { rows } = await tx.query<{ last: number }>(
    `insert into number_series (series, year, last) values ($1, $2, 1)
     on conflict (series, year) do update set last = number_series.last + 1 returning last`,
    [series, year],
  );
  const number = `${series}-${year}-${String(rows[0]?.last ?? 1).padStart(6, '0')}`;
  await tx.query(
    `insert into difficulties (id, number, drill, asked, asked_at, office)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, number, raised.drill, JSON.stringify({ ...raised, number }), now, raised.office],
  );
  return number;
}

/** What a difficulty was raised with; null for an id that nobody raised. */
export async function raisedDifficulty(
  db: Queryable,
  id: string,
): Promise<RaisedDifficulty | null> {
  const { rows } = await db.query<{ asked: RaisedDifficulty }>(
    'select asked from difficulties where id = $1',
    [id],
  );
  return rows[0]?.asked ?? null;
}

/** The id of a difficulty by its id or number; null when nobody raised it. */
export async function difficultyIdOf(db: Queryable, idOrNumber: string): Promise<string | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ id: string }>(
    `select id from difficulties where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.id ?? null;
}

/** A difficulty by its id or number, as it stands; null when there is none yet. */
export async function loadDifficulty(
  db: Queryable,
  idOrNumber: string,
): Promise<Difficulty | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ state: Difficulty | null }>(
    `select state from difficulties where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.state ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export function lockDifficulty(tx: Queryable, id: string): Promise<Difficulty | null> {
  return heldState(tx, 'difficulty', id);
}

/** Writes a difficulty and what is read from it. */
export async function saveDifficulty(
  tx: Queryable,
  before: Difficulty | null,
  difficulty: Difficulty,
  { now, directory }: { readonly now: Instant; readonly directory: DirectoryAt },
): Promise<void> {
  const row = storedDifficulty(difficulty);
  const readers = await readersNow(tx, difficulty, directory);
  await tx.query(
    `update difficulties set version = $2, stage = $3, ending = $4, holder = $5, open = $6,
       next_due = $7, state = $8, figures = $9, moved_at = $10, readers = $11 where id = $1`,
    [
      row.id,
      row.version,
      row.stage,
      row.ending,
      row.holder,
      row.open,
      row.nextDue,
      JSON.stringify(difficulty),
      JSON.stringify(row.figures),
      now,
      readers,
    ],
  );
  await saveClocks(tx, 'difficulty', before, difficulty);
}

/**
 * The offices whose people may read a difficulty, as the directory stands. Whose the plan is, the
 * plan that is carried out says: a version is loaded before anybody has decided on it.
 */
export async function readersNow(
  db: Queryable,
  difficulty: Difficulty,
  directory: DirectoryAt,
): Promise<readonly OfficeId[]> {
  const { about } = difficulty;
  const owner = about?.task == null ? null : await ownerOfRun(db, about.plan);
  return readersOfDifficulty(difficulty, owner, directory);
}

/** Difficulties that were raised before an instant and that no process has begun. */
export async function difficultiesLeftBehind(db: Queryable, before: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from difficulties where state is null and asked_at < $1 order by asked_at limit 100',
    [before],
  );
  return rows.map((row) => row.id);
}

/** Ids of the difficulties that have something to wait for. */
export async function openDifficulties(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from difficulties where open order by asked_at, id',
  );
  return rows.map((row) => row.id);
}
