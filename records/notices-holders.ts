import type { Holder, NamedPerson, Reachable, ToReceive } from '../domain/notices/receivers.ts';
import { bodyAndUnits, officesToAsk } from '../domain/notices/receivers.ts';
import type { Capacity, Clearance, PersonId } from '../domain/offices/person.ts';
import { clearanceRank } from '../domain/offices/person.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Language } from '../domain/text.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { Instant } from '../domain/time/instant.ts';
import { dateOf } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { ACTIVE, DELEGATED, HELD } from './people-capacities.ts';

/** What all letters of one decision have in common. */
export interface NoticeCase {
  readonly caseId: string | null;
  readonly number: string | null;
  readonly drill: boolean;
  readonly now: Instant;
  readonly directory: DirectoryAt;
  /** With bypass: the office whose people get none of it, also as delegates of another. */
  readonly excludeOffice: OfficeId | null;
  readonly reporter: PersonId | null;
}

interface FoundPerson {
  readonly person: PersonId;
  /** Null for somebody who was named, whatever they hold. */
  readonly office: OfficeId | null;
  readonly capacity: Capacity | null;
  readonly email: string | null;
  readonly language: Language;
  readonly clearance: Clearance;
  /** The level of the case: 0 when there is none. */
  readonly level: number;
  readonly excluded: boolean;
}

// The numbers of incidents, in a drill too; those of reports, plans and tasks have their own words.
const INCIDENT = /^(SC|DT)-\d{4}-\d/;

/** Everybody who may get one of the letters, found in one statement. */
export async function reachableFor(
  tx: Queryable,
  about: NoticeCase,
  requests: readonly ToReceive[],
): Promise<Reachable> {
  const { directory, excludeOffice, reporter } = about;
  const asked = requests.flatMap((r) => officesToAsk(r.to, directory));
  const named = requests.flatMap((r) => ('person' in r.to ? [r.to.person] : []));
  const { rows } = await tx.query<FoundPerson>(
    `with found as (
       select h.person_id as person, h.office_id as office, h.capacity from holdings h
       where ${HELD} and h.office_id = any($2::text[]) and h.capacity = any($3::text[])
       union
       select d.to_person, d.office_id, d.capacity from delegations d
       where ${DELEGATED} and d.office_id = any($2::text[]) and d.capacity = any($3::text[])
       union
       select unnest($4::uuid[]), null, null)
     select f.person, f.office, f.capacity, p.email, p.language, p.clearance,
       coalesce((select level_rank from cases where id = $5), 0) as level,
       exists (select from holdings h
         where h.person_id = p.id and ${HELD} and h.office_id = any($6::text[]))
       or exists (select from delegations d
         where d.to_person = p.id and ${DELEGATED} and d.office_id = any($6::text[])) as excluded
     from found f join people p on p.id = f.person
     where ${ACTIVE}
     order by p.login, f.capacity`,
    [
      dateOf(about.now),
      unique(asked.map((a) => a.office)),
      unique(asked.flatMap((a) => a.capacities)),
      unique(named),
      about.caseId,
      excludeOffice === null ? [] : bodyAndUnits(excludeOffice, directory),
    ],
  );
  return {
    isIncident: INCIDENT.test(about.number ?? ''),
    directory,
    excludeOffice,
    reporter,
    holders: rows.flatMap(holderOf),
    people: rows.filter((row) => row.office === null).map(namedPerson),
    excluded: new Set(rows.filter((row) => row.excluded).map((row) => row.person)),
  };
}

function holderOf(row: FoundPerson): Holder[] {
  const { office, capacity } = row;
  if (office === null || capacity === null) return [];
  const cleared = clearanceRank(row.clearance) >= row.level;
  return [{ ...namedPerson(row), office, capacity, cleared }];
}

function namedPerson({ person, email, language }: FoundPerson): NamedPerson {
  return { person, email, language };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
