import type { OfficeKind, OfficeRow, Succession } from '../domain/offices/office.ts';
import { plain } from '../domain/plain-text.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** A row of `office_rows` as the queries of this folder select it. */
export interface StoredOffice {
  readonly id: string;
  readonly kind: OfficeKind;
  readonly name_vi: string;
  readonly name_en: string;
  readonly name_lo: string;
  readonly parent: string | null;
  readonly channel: string | null;
  readonly province: string | null;
  readonly full_time_security_staff: boolean;
  readonly own_channel: boolean;
  readonly email: string | null;
  readonly valid_from: CivilDate;
  readonly valid_to: CivilDate | null;
  readonly source: string;
}

// Dates as text: the driver would make local midnights of them.
export const OFFICE_COLUMNS = `office_id as id, kind, name_vi, name_en, name_lo, parent, channel,
  province, full_time_security_staff, own_channel, email, valid_from::text, valid_to::text, source`;

/** The office that a stored row says. */
export function officeOf(row: StoredOffice): OfficeRow {
  return {
    id: row.id,
    kind: row.kind,
    name: { vi: row.name_vi, en: row.name_en, lo: row.name_lo },
    parent: row.parent,
    channel: row.channel,
    province: row.province,
    fullTimeSecurityStaff: row.full_time_security_staff,
    ownChannel: row.own_channel,
    email: row.email,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    source: row.source,
  };
}

/** Inserts rows of offices whose ids are there already; thousands go in one statement. */
export async function insertOfficeRows(tx: Queryable, rows: readonly OfficeRow[]): Promise<void> {
  const stored = rows.map((row) => ({
    office_id: row.id,
    kind: row.kind,
    name_vi: row.name.vi.normalize('NFC'),
    name_en: row.name.en.normalize('NFC'),
    name_lo: row.name.lo.normalize('NFC'),
    parent: row.parent,
    channel: row.channel,
    province: row.province,
    full_time_security_staff: row.fullTimeSecurityStaff,
    own_channel: row.ownChannel,
    email: row.email,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    source: row.source,
    search: plain(`${row.id} ${row.name.vi} ${row.name.en} ${row.name.lo}`),
  }));
  await tx.query(
    `insert into office_rows select * from jsonb_populate_recordset(null::office_rows, $1::jsonb)`,
    [JSON.stringify(stored)],
  );
}

/** Fills an empty directory in three statements. */
export async function fillOffices(
  tx: Queryable,
  rows: readonly OfficeRow[],
  successions: readonly Succession[],
): Promise<void> {
  const ids = [...new Set(rows.map((row) => row.id))];
  await tx.query('insert into offices (id) select unnest($1::text[])', [ids]);
  await insertOfficeRows(tx, rows);
  await tx.query(
    `insert into successions (from_office, to_office, valid_from, scope, source)
     select s."from", s."to", s."on", s.scope, s.source
     from jsonb_to_recordset($1::jsonb)
       as s("from" text, "to" text, "on" date, scope text, source text)`,
    [JSON.stringify(successions)],
  );
  await tx.query('update directory_version set version = version + 1');
}
