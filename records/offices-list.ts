import type { OfficeId, OfficeKind, OfficeRow } from '../domain/offices/office.ts';
import type { Capacity } from '../domain/offices/person.ts';
import { plain } from '../domain/plain-text.ts';
import type { Text } from '../domain/text.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { StoredOffice } from './offices-row.ts';
import { OFFICE_COLUMNS, officeOf } from './offices-row.ts';
import type { Page } from './paging.ts';
import { likePattern, paged } from './paging.ts';

export interface OfficeFilter {
  /** The date on which they exist. */
  readonly at: CivilDate;
  /** A part of the code or of a name, with or without marks. */
  readonly text?: string | undefined;
  readonly kind?: OfficeKind | undefined;
  readonly province?: string | undefined;
  readonly parent?: OfficeId | undefined;
}

/** Offices of a date, sorted as Vietnamese is sorted, with how many there are in all. */
export async function listOffices(
  db: Queryable,
  filter: OfficeFilter,
  page: Page,
): Promise<{ readonly offices: readonly OfficeRow[]; readonly total: number }> {
  const { rows } = await db.query<StoredOffice & { total: number }>(
    `select ${OFFICE_COLUMNS}, count(*) over () as total
     from office_rows
     where valid_from <= $1 and (valid_to is null or valid_to > $1)
       and ($2::text is null or search like $2)
       and ($3::text is null or kind = $3)
       and ($4::text is null or province = $4)
       and ($5::text is null or parent = $5)
     order by name_vi collate "vi-x-icu", office_id
     limit $6 offset $7`,
    [
      filter.at,
      filter.text === undefined ? null : likePattern(plain(filter.text)),
      filter.kind ?? null,
      filter.province ?? null,
      filter.parent ?? null,
      ...paged(page),
    ],
  );
  return { offices: rows.map(officeOf), total: rows[0]?.total ?? 0 };
}

/** The rows of one office over all time, oldest first; none when the id was never given. */
export async function officeHistory(db: Queryable, id: OfficeId): Promise<readonly OfficeRow[]> {
  const { rows } = await db.query<StoredOffice>(
    `select ${OFFICE_COLUMNS} from office_rows where office_id = $1 order by valid_from`,
    [id],
  );
  return rows.map(officeOf);
}

/**
 * Offices in use (somebody holds something in them) where nobody active holds one of the
 * capacities: letters that need them go to the office's mailbox and one office higher.
 */
export async function officesWithout(
  db: Queryable,
  capacities: readonly Capacity[],
  at: CivilDate,
): Promise<readonly { readonly office: OfficeRow; readonly missing: readonly Capacity[] }[]> {
  const { rows } = await db.query<StoredOffice & { missing: Capacity[] }>(
    `with held as (
       select distinct h.office_id, h.capacity
       from holdings h join people p on p.id = h.person_id
       where h.valid_from <= $2 and (h.valid_to is null or h.valid_to > $2)
         and p.active_from <= $2 and (p.active_to is null or p.active_to > $2)
     )
     select ${OFFICE_COLUMNS}, missing.capacities as missing
     from office_rows o
     cross join lateral (
       select array(
         select c from unnest($1::text[]) with ordinality as needed(c, place)
         where not exists (
           select from held where held.office_id = o.office_id and held.capacity = c)
         order by place
       ) as capacities
     ) as missing
     where o.valid_from <= $2 and (o.valid_to is null or o.valid_to > $2)
       and o.office_id in (select office_id from holdings)
       and cardinality(missing.capacities) > 0
     order by o.office_id`,
    [capacities, at],
  );
  return rows.map((row) => ({ office: officeOf(row), missing: row.missing }));
}

/** What offices are called, or were called last where they have ended, by their ids. */
export async function namesOfOffices(
  db: Queryable,
  ids: readonly OfficeId[],
): Promise<Readonly<Record<OfficeId, Text>>> {
  if (ids.length === 0) return {};
  const { rows } = await db.query<{ id: OfficeId } & Text>(
    `select distinct on (office_id) office_id as id, name_vi as vi, name_en as en, name_lo as lo
     from office_rows where office_id = any($1::text[]) order by office_id, valid_from desc`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, ...name }) => [id, name]));
}
