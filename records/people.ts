import type { DirectoryChange } from '../domain/offices/change.ts';
import type { Person, PersonId } from '../domain/offices/person.ts';
import { plain } from '../domain/plain-text.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { Page } from './paging.ts';
import { likePattern, paged } from './paging.ts';

export const PERSON_COLUMNS = `p.id, p.login, p.name, p.email, p.language, p.clearance,
  p.active_from::text as "activeFrom", p.active_to::text as "activeTo"`;

/** The person who signs in under a login, in any case of letters. */
export async function personByLogin(db: Queryable, login: string): Promise<Person | undefined> {
  const { rows } = await db.query<Person>(
    `select ${PERSON_COLUMNS} from people p where p.login = $1`,
    [loginOf(login)],
  );
  return rows[0];
}

/** A person by id. */
export async function personById(db: Queryable, id: PersonId): Promise<Person | undefined> {
  const { rows } = await db.query<Person>(
    `select ${PERSON_COLUMNS} from people p where p.id = $1`,
    [id],
  );
  return rows[0];
}

/** A person with the hash of their password; only sign-in asks for it. */
export async function credentialByLogin(
  db: Queryable,
  login: string,
): Promise<{ readonly person: Person; readonly passwordHash: string } | undefined> {
  const { rows } = await db.query<Person & { passwordHash: string }>(
    `select ${PERSON_COLUMNS}, c.password_hash as "passwordHash"
     from people p join credentials c on c.person_id = p.id where p.login = $1`,
    [loginOf(login)],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { passwordHash, ...person } = row;
  return { person, passwordHash };
}

export interface PersonFilter {
  /** A part of the name or login, with or without marks. */
  readonly text?: string | undefined;
  /** Who holds something in this office on the date. */
  readonly office?: string | undefined;
  readonly at: CivilDate;
}

/** People who are active on a date, sorted as Vietnamese is sorted, with how many there are. */
export async function listPeople(
  db: Queryable,
  filter: PersonFilter,
  page: Page,
): Promise<{ readonly people: readonly Person[]; readonly total: number }> {
  const { rows } = await db.query<Person & { total: number }>(
    `select ${PERSON_COLUMNS}, count(*) over () as total
     from people p
     where p.active_from <= $1 and (p.active_to is null or p.active_to > $1)
       and ($2::text is null or p.search like $2)
       and ($3::text is null or exists (
         select from holdings h where h.person_id = p.id and h.office_id = $3
           and h.valid_from <= $1 and (h.valid_to is null or h.valid_to > $1)))
     order by p.name collate "vi-x-icu", p.id
     limit $4 offset $5`,
    [
      filter.at,
      filter.text === undefined ? null : likePattern(plain(filter.text)),
      filter.office ?? null,
      ...paged(page),
    ],
  );
  const people = rows.map(({ total: _, ...person }) => person);
  return { people, total: rows[0]?.total ?? 0 };
}

/** Adds a person; a login that is taken breaks `people_login` (SQLSTATE 23505). */
export async function addPerson(tx: Queryable, person: Person): Promise<DirectoryChange> {
  await insertPeople(tx, [person]);
  return { kind: 'person-added', person };
}

/** Adds many people at once. */
export async function insertPeople(tx: Queryable, people: readonly Person[]): Promise<void> {
  const stored = people.map((person) => ({
    id: person.id,
    login: loginOf(person.login),
    name: person.name.normalize('NFC'),
    email: person.email,
    language: person.language,
    clearance: person.clearance,
    active_from: person.activeFrom,
    active_to: person.activeTo,
    search: searchOf(person),
  }));
  await tx.query(
    'insert into people select * from jsonb_populate_recordset(null::people, $1::jsonb)',
    [JSON.stringify(stored)],
  );
}

/** What may change about a person; the login never does. */
export type PersonDifference = Partial<
  Pick<Person, 'name' | 'email' | 'language' | 'clearance' | 'activeTo'>
>;

/** Changes a person; `undefined` when there is none. The row is locked until the end. */
export async function changePerson(
  tx: Queryable,
  id: PersonId,
  difference: PersonDifference,
): Promise<DirectoryChange | undefined> {
  const { rows } = await tx.query<Person>(
    `select ${PERSON_COLUMNS} from people p where p.id = $1 for update`,
    [id],
  );
  const before = rows[0];
  if (before === undefined) return undefined;
  const after: Person = { ...before, ...difference };
  await tx.query(
    `update people set name = $2, email = $3, language = $4, clearance = $5, active_to = $6,
       search = $7 where id = $1`,
    [
      id,
      after.name.normalize('NFC'),
      after.email,
      after.language,
      after.clearance,
      after.activeTo,
      searchOf(after),
    ],
  );
  return { kind: 'person-changed', before, after };
}

/** Sets or replaces the hash of a person's password. */
export async function setPasswordHash(
  tx: Queryable,
  person: PersonId,
  passwordHash: string,
  now: Instant,
): Promise<DirectoryChange> {
  await tx.query(
    `insert into credentials (person_id, password_hash, changed_at) values ($1, $2, $3)
     on conflict (person_id) do update
       set password_hash = excluded.password_hash, changed_at = excluded.changed_at`,
    [person, passwordHash, now],
  );
  return { kind: 'password-set', person };
}

function loginOf(login: string): string {
  return login.trim().normalize('NFC').toLowerCase();
}

function searchOf(person: Person): string {
  return plain(`${person.login} ${person.name}`);
}
