import { randomUUID } from 'node:crypto';
import type { PersonActor } from '../domain/authority/actor.ts';
import type { Level } from '../domain/incident/vocabulary.ts';
import { levelRank } from '../domain/incident/vocabulary.ts';
import { plain } from '../domain/plain-text.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { factActor, instantFrom } from './facts.ts';
import { recordFact } from './one-fact.ts';
import type { Page } from './paging.ts';
import { likePattern, paged } from './paging.ts';

export const REGISTER_DIRECTIONS = ['given', 'received', 'jointly-made'] as const;

/** Information exchanged under the Agreement: where it is, never what it says. */
export interface RegisterEntry {
  readonly id: string;
  /** The body that gave or received it. */
  readonly office: OfficeId;
  readonly direction: (typeof REGISTER_DIRECTIONS)[number];
  /** Number or symbol of the document, name of the object. */
  readonly reference: string;
  readonly level: Level;
  readonly exchangedOn: CivilDate;
  readonly permittingBody: string;
  readonly protectiveMeasures: string;
  readonly recordedAt: Instant;
}

interface Row {
  id: string;
  office: string;
  direction: RegisterEntry['direction'];
  reference: string;
  level: Level;
  exchanged_on: CivilDate;
  permitting_body: string;
  protective_measures: string;
  recorded_at: Date;
  total: number;
}

const COLUMNS = `id, office_id as office, direction, reference, level,
  exchanged_on::text as exchanged_on, permitting_body, protective_measures, recorded_at`;

/** Adds an entry and the fact of it, in the caller's transaction. */
export async function addRegisterEntry(
  tx: Queryable,
  { actor, now }: { readonly actor: PersonActor; readonly now: Instant },
  entry: Omit<RegisterEntry, 'id' | 'recordedAt'>,
): Promise<RegisterEntry> {
  const added: RegisterEntry = { id: randomUUID(), ...entry, recordedAt: now };
  await tx.query(
    `insert into register_entries (id, office_id, direction, reference, level, level_rank,
       exchanged_on, permitting_body, protective_measures, recorded_by, recorded_at, search)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      added.id,
      added.office,
      added.direction,
      added.reference,
      added.level,
      levelRank(added.level),
      added.exchangedOn,
      added.permittingBody,
      added.protectiveMeasures,
      actor.person,
      now,
      plain(`${added.reference} ${added.permittingBody}`),
    ],
  );
  await recordFact(tx, {
    stream: 'register',
    kind: 'exchange-registered',
    actor: factActor(actor),
    now,
    data: added,
  });
  return added;
}

/** Entries of some offices (null: of all) up to a level, newest first. */
export async function listRegister(
  db: Queryable,
  visible: { readonly offices: readonly OfficeId[] | null; readonly clearanceRank: number },
  search: string | undefined,
  page: Page,
): Promise<{ readonly items: readonly RegisterEntry[]; readonly total: number }> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}, count(*) over () as total from register_entries
     where ($1::text[] is null or office_id = any($1)) and level_rank <= $2
       and ($3::text is null or search like $3)
     order by exchanged_on desc, recorded_at desc, id limit $4 offset $5`,
    [
      visible.offices,
      visible.clearanceRank,
      search === undefined ? null : likePattern(plain(search)),
      ...paged(page),
    ],
  );
  return { items: rows.map(entryFrom), total: rows[0]?.total ?? 0 };
}

/** Which of the ids are no entries that the offices may pick from. */
export async function unknownEntries(
  db: Queryable,
  ids: readonly string[],
  offices: readonly OfficeId[] | null,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select asked.id from unnest($1::uuid[]) as asked(id)
     where not exists (select from register_entries r
       where r.id = asked.id and ($2::text[] is null or r.office_id = any($2)))`,
    [ids, offices],
  );
  return rows.map((row) => row.id);
}

function entryFrom(row: Row): RegisterEntry {
  return {
    id: row.id,
    office: row.office,
    direction: row.direction,
    reference: row.reference,
    level: row.level,
    exchangedOn: row.exchanged_on,
    permittingBody: row.permitting_body,
    protectiveMeasures: row.protective_measures,
    recordedAt: instantFrom(row.recorded_at),
  };
}
