import type { DirectoryChange } from '../domain/offices/change.ts';
import type { OfficeChangePlan } from '../domain/offices/changing.ts';
import type { Directory } from '../domain/offices/directory.ts';
import { createDirectory } from '../domain/offices/directory.ts';
import type { OfficeRow, Succession } from '../domain/offices/office.ts';
import type { RoutingRule } from '../domain/offices/routing.ts';
import type { Queryable } from './database.ts';
import type { StoredOffice } from './offices-row.ts';
import { OFFICE_COLUMNS, insertOfficeRows, officeOf } from './offices-row.ts';

/** The number that rises with every change of the offices; cheap to ask before every decision. */
export async function directoryVersion(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ version: number }>('select version from directory_version');
  return rows[0]?.version ?? 0;
}

/**
 * Reads all offices over all time. The version is read first: a change in between makes the
 * directory look older than it is, so that it is read again, never the other way round.
 */
export async function loadDirectory(
  db: Queryable,
  routing: readonly RoutingRule[],
): Promise<Directory> {
  const version = await directoryVersion(db);
  const rows = await db.query<StoredOffice>(
    `select ${OFFICE_COLUMNS} from office_rows order by office_id, valid_from`,
  );
  const successions = await db.query<Succession>(
    `select from_office as "from", to_office as "to", valid_from::text as "on", scope, source
     from successions order by from_office, scope`,
  );
  return createDirectory(rows.rows.map(officeOf), successions.rows, routing, version);
}

/**
 * Takes the directory's lock until the transaction ends, so that what is checked against the
 * directory read after it still holds when it is written.
 */
export async function lockDirectory(tx: Queryable): Promise<void> {
  await tx.query('select version from directory_version for update');
}

/** Adds an office; check it with `checkNewOffice` first. */
export async function addOffice(tx: Queryable, office: OfficeRow): Promise<DirectoryChange> {
  await tx.query('insert into offices (id) values ($1)', [office.id]);
  await insertOfficeRows(tx, [office]);
  await bumpVersion(tx);
  return { kind: 'office-added', office };
}

/** Closes the present row and opens the next, as `planOfficeChange` laid it out. */
export async function changeOffice(
  tx: Queryable,
  { before, after }: Pick<OfficeChangePlan, 'before' | 'after'>,
): Promise<DirectoryChange> {
  await closeRow(tx, before, after.validFrom);
  await insertOfficeRows(tx, [after]);
  await bumpVersion(tx);
  return { kind: 'office-changed', before, after };
}

/** Ends an office, as `planOfficeEnd` laid it out. */
export async function endOffice(tx: Queryable, office: OfficeRow): Promise<DirectoryChange> {
  await closeRow(tx, office, office.validTo);
  await bumpVersion(tx);
  return { kind: 'office-ended', office };
}

/** Names the heir of a body that has ended; check it with `checkSuccession` first. */
export async function addSuccession(
  tx: Queryable,
  succession: Succession,
): Promise<DirectoryChange> {
  const { from, to, on, scope, source } = succession;
  await tx.query(
    `insert into successions (from_office, to_office, valid_from, scope, source)
     values ($1, $2, $3, $4, $5)`,
    [from, to, on, scope, source],
  );
  await bumpVersion(tx);
  return { kind: 'succession-added', succession };
}

async function closeRow(tx: Queryable, row: OfficeRow, on: string | null): Promise<void> {
  const closed = await tx.query(
    'update office_rows set valid_to = $3 where office_id = $1 and valid_from = $2',
    [row.id, row.validFrom, on],
  );
  if (closed.rowCount !== 1) throw new Error(`No row of ${row.id} begins on ${row.validFrom}`);
}

async function bumpVersion(tx: Queryable): Promise<void> {
  await tx.query('update directory_version set version = version + 1');
}
