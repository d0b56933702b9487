import type { DirectoryChange } from '../domain/offices/change.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type {
  Actor,
  Capacity,
  Clearance,
  Delegation,
  Holding,
  PersonId,
} from '../domain/offices/person.ts';
import type { Language } from '../domain/text.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

const HOLDING_COLUMNS = `h.id, h.person_id as person, h.office_id as office, h.capacity,
  h.valid_from::text as "validFrom", h.valid_to::text as "validTo"`;

const DELEGATION_COLUMNS = `d.id, d.from_person as "from", d.to_person as "to",
  d.office_id as office, d.capacity, d.scope, d.valid_from::text as "validFrom",
  d.valid_to::text as "validTo", d.document_number as "documentNumber",
  d.document_date::text as "documentDate", d.revoked_on::text as "revokedOn"`;

/** `$1` is the date in all of them. */
export const HELD = 'h.valid_from <= $1 and (h.valid_to is null or h.valid_to > $1)';
export const ACTIVE = 'p.active_from <= $1 and (p.active_to is null or p.active_to > $1)';
// A delegation falls with the office of the one who gave it.
export const DELEGATED = `d.valid_from <= $1 and d.valid_to > $1
  and (d.revoked_on is null or d.revoked_on > $1)
  and exists (
    select from holdings h join people p on p.id = h.person_id
    where h.person_id = d.from_person and h.office_id = d.office_id and h.capacity = d.capacity
      and ${HELD} and ${ACTIVE})`;

type StoredDelegation = Omit<Delegation, 'scope'> & { readonly scope: string[] | null };

/** What a person may choose at sign-in: an office, a capacity, and the delegation it rests on. */
export interface CapacityChoice {
  readonly office: OfficeId;
  readonly capacity: Capacity;
  readonly delegation: Delegation | null;
}

/** Everything that a person holds or was given on a date; nothing for one who is not active. */
export async function capacitiesOf(
  db: Queryable,
  person: PersonId,
  at: CivilDate,
): Promise<readonly CapacityChoice[]> {
  const own = await db.query<Holding>(
    `select ${HOLDING_COLUMNS} from holdings h join people p on p.id = h.person_id
     where ${HELD} and ${ACTIVE} and h.person_id = $2 order by h.office_id, h.capacity`,
    [at, person],
  );
  const given = await db.query<StoredDelegation>(
    `select ${DELEGATION_COLUMNS} from delegations d join people p on p.id = d.to_person
     where ${ACTIVE} and ${DELEGATED} and d.to_person = $2 order by d.office_id, d.capacity, d.id`,
    [at, person],
  );
  return [
    ...own.rows.map(({ office, capacity }) => ({ office, capacity, delegation: null })),
    ...given.rows.map(delegationOf).map((delegation) => ({
      office: delegation.office,
      capacity: delegation.capacity,
      delegation,
    })),
  ];
}

/** What was chosen at sign-in. */
export interface ChosenCapacity {
  readonly office: OfficeId;
  readonly capacity: Capacity;
  /** The delegation it rests on, when it is not the person's own. */
  readonly delegation?: string | null;
}

/**
 * The person as an actor in a capacity on a date, by their own holding or the delegation chosen;
 * `undefined` when they hold it no longer, it was taken back, or they are not active.
 */
export async function actorOf(
  db: Queryable,
  person: PersonId,
  { office, capacity, delegation = null }: ChosenCapacity,
  at: CivilDate,
): Promise<Actor | undefined> {
  const { rows } = await db.query<StoredActor>(
    `select p.name, p.clearance, d.given as delegation
     from people p
     left join lateral (
       select to_jsonb(given) as given
       from (select ${DELEGATION_COLUMNS} from delegations d
             where d.id = $5 and d.to_person = p.id and d.office_id = $3 and d.capacity = $4
               and ${DELEGATED}) as given
     ) as d on true
     where p.id = $2 and ${ACTIVE}
       and case when $5::uuid is null
         then exists (select from holdings h
           where h.person_id = p.id and h.office_id = $3 and h.capacity = $4 and ${HELD})
         else d.given is not null end`,
    [at, person, office, capacity, delegation],
  );
  const found = rows[0];
  if (found === undefined) return undefined;
  return {
    person,
    name: found.name,
    office,
    capacity,
    clearance: found.clearance,
    delegation: found.delegation === null ? null : delegationOf(found.delegation),
  };
}

interface StoredActor {
  readonly name: string;
  readonly clearance: Clearance;
  readonly delegation: StoredDelegation | null;
}

/** Somebody who gets an office's letters. */
export interface Holder {
  readonly person: PersonId;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly clearance: Clearance;
  /** Those of the capacities asked for that they hold or were given, sorted. */
  readonly capacities: readonly Capacity[];
}

/** Whoever holds one of the capacities in an office on a date, by holding or delegation. */
export async function holdersOf(
  db: Queryable,
  office: OfficeId,
  capacities: readonly Capacity[],
  at: CivilDate,
): Promise<readonly Holder[]> {
  const { rows } = await db.query<Holder>(
    `with entitled as (
       select h.person_id, h.capacity from holdings h
       where ${HELD} and h.office_id = $2 and h.capacity = any($3::text[])
       union
       select d.to_person, d.capacity from delegations d
       where ${DELEGATED} and d.office_id = $2 and d.capacity = any($3::text[])
     )
     select p.id as person, p.name, p.email, p.language, p.clearance,
       array_agg(e.capacity order by e.capacity) as capacities
     from entitled e join people p on p.id = e.person_id
     where ${ACTIVE}
     group by p.id order by p.login`,
    [at, office, capacities],
  );
  return rows;
}

/** Every holding of a person, past ones too. */
export async function holdingsOf(db: Queryable, person: PersonId): Promise<readonly Holding[]> {
  const { rows } = await db.query<Holding>(
    `select ${HOLDING_COLUMNS} from holdings h where h.person_id = $1
     order by h.valid_from, h.office_id, h.capacity`,
    [person],
  );
  return rows;
}

/** Gives a capacity; holding it already without an end breaks `holdings_one_open` (23505). */
export async function addHolding(tx: Queryable, holding: Holding): Promise<DirectoryChange> {
  await insertHoldings(tx, [holding]);
  return { kind: 'holding-added', holding };
}

/** Gives many capacities at once. */
export async function insertHoldings(tx: Queryable, holdings: readonly Holding[]): Promise<void> {
  await tx.query(
    `insert into holdings (id, person_id, office_id, capacity, valid_from, valid_to)
     select h.id, h.person, h.office, h.capacity, h."validFrom", h."validTo"
     from jsonb_to_recordset($1::jsonb) as h(id uuid, person uuid, office text, capacity text,
       "validFrom" date, "validTo" date)`,
    [JSON.stringify(holdings)],
  );
}

/** Ends a holding, or ends it sooner; `undefined` when there is none, or it ends by then. */
export async function closeHolding(
  tx: Queryable,
  id: string,
  on: CivilDate,
): Promise<DirectoryChange | undefined> {
  const { rows } = await tx.query<Holding>(
    `update holdings h set valid_to = greatest($2::date, h.valid_from)
     where h.id = $1 and (h.valid_to is null or h.valid_to > $2)
     returning ${HOLDING_COLUMNS}`,
    [id, on],
  );
  const holding = rows[0];
  return holding === undefined ? undefined : { kind: 'holding-closed', holding };
}

/** Every delegation that a person gave or was given, past ones too. */
export async function delegationsOf(
  db: Queryable,
  person: PersonId,
): Promise<readonly Delegation[]> {
  const { rows } = await db.query<StoredDelegation>(
    `select ${DELEGATION_COLUMNS} from delegations d
     where d.from_person = $1 or d.to_person = $1 order by d.valid_from, d.id`,
    [person],
  );
  return rows.map(delegationOf);
}

/** Records a delegation; check it with `checkDelegation` and the giver's holdings first. */
export async function addDelegation(
  tx: Queryable,
  delegation: Delegation,
): Promise<DirectoryChange> {
  await tx.query(
    `insert into delegations (id, from_person, to_person, office_id, capacity, scope, valid_from,
       valid_to, document_number, document_date, revoked_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      delegation.id,
      delegation.from,
      delegation.to,
      delegation.office,
      delegation.capacity,
      delegation.scope === 'all' ? null : delegation.scope,
      delegation.validFrom,
      delegation.validTo,
      delegation.documentNumber.normalize('NFC'),
      delegation.documentDate,
      delegation.revokedOn,
    ],
  );
  return { kind: 'delegation-added', delegation };
}

/** Takes a delegation back from a day on, or sooner; `undefined` when it is already. */
export async function revokeDelegation(
  tx: Queryable,
  id: string,
  on: CivilDate,
): Promise<DirectoryChange | undefined> {
  const { rows } = await tx.query<StoredDelegation>(
    `update delegations d set revoked_on = $2
     where d.id = $1 and (d.revoked_on is null or d.revoked_on > $2)
     returning ${DELEGATION_COLUMNS}`,
    [id, on],
  );
  const revoked = rows[0];
  if (revoked === undefined) return undefined;
  return { kind: 'delegation-revoked', delegation: delegationOf(revoked) };
}

function delegationOf(row: StoredDelegation): Delegation {
  return { ...row, scope: row.scope ?? 'all' };
}
