import { randomUUID } from 'node:crypto';
import type { NoticeKind, NoticeRequest, NoticeTo } from '../../domain/notices/notice.ts';
import { createDirectory } from '../../domain/offices/directory.ts';
import type { OfficeRow } from '../../domain/offices/office.ts';
import type { Capacity, Person, PersonId } from '../../domain/offices/person.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import type { Database, Queryable } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import type { NoticeBatch } from '../../records/notices.ts';
import { fillOffices } from '../../records/offices-row.ts';
import { addDelegation, addHolding } from '../../records/people-capacities.ts';
import { addPerson } from '../../records/people.ts';
import { anOffice } from '../domain/offices/fixtures.ts';

/** A Monday morning, in office hours. */
export const MONDAY = '2026-11-23T09:00:00.000+07:00' as Instant;
const SINCE = '2026-01-01' as CivilDate;

/** Ministry and its desk, a provincial police with a unit, a commune of that province. */
export const OFFICES: readonly OfficeRow[] = [
  anOffice('BCA', 'public-security-ministry', { channel: null, email: 'bca@homat.example' }),
  anOffice('BCA-A03', 'ministry-unit', { parent: 'BCA', email: 'a03@homat.example' }),
  anOffice('CAT-15', 'provincial-police', {
    parent: 'BCA',
    channel: 'BCA-A03',
    email: 'cat-15@homat.example',
  }),
  anOffice('CAT-15-PA03', 'provincial-police-unit', { parent: 'CAT-15', channel: 'CAT-15' }),
  anOffice('UBX-1', 'commune-committee', { channel: 'CAT-15', email: 'ubx-1@homat.example' }),
];

export const directory = createDirectory(OFFICES, [], []).at('2026-11-23' as CivilDate);

/** Fills an empty database with the offices above. */
export async function fillOfficeOfNotices(db: Database): Promise<void> {
  await db.transaction((tx) => fillOffices(tx, OFFICES, []));
}

/** Somebody who holds capacities, as `office:capacity`. */
export async function somebody(
  db: Queryable,
  login: string,
  holdings: readonly string[],
  other: Partial<Person> = {},
): Promise<PersonId> {
  const id = randomUUID();
  await addPerson(db, {
    id,
    login: `${login}.${id.slice(0, 8)}`,
    name: `Người ${login}`,
    email: `${login}@homat.example`,
    language: 'vi',
    clearance: 'tuyet-mat',
    activeFrom: SINCE,
    activeTo: null,
    ...other,
  });
  for (const holding of holdings) {
    const [office = '', capacity = ''] = holding.split(':');
    await addHolding(db, {
      id: randomUUID(),
      person: id,
      office,
      capacity: capacity as Capacity,
      validFrom: SINCE,
      validTo: null,
    });
  }
  return id;
}

/** A written authority from one person to another, for all of 2026. */
export async function delegate(
  db: Queryable,
  from: PersonId,
  to: PersonId,
  [office, capacity]: readonly [string, Capacity],
): Promise<void> {
  await addDelegation(db, {
    id: randomUUID(),
    from,
    to,
    office,
    capacity,
    scope: 'all',
    validFrom: SINCE,
    validTo: '2027-01-01' as CivilDate,
    documentNumber: '12/GUQ',
    documentDate: SINCE,
    revokedOn: null,
  });
}

/** A request for a letter: urgent, at once, of no clock, unless said otherwise. */
export function ask(
  kind: NoticeKind,
  to: NoticeTo,
  other: Partial<Omit<NoticeRequest, 'kind' | 'to'>> = {},
): NoticeRequest {
  return { kind, to, urgent: true, at: null, clock: null, ...other };
}

/** The letters of a decision on a case of its own. */
export function batchOf(
  requests: readonly NoticeRequest[],
  other: Partial<NoticeBatch> = {},
): NoticeBatch {
  return {
    caseId: randomUUID(),
    number: 'SC-2026-000001',
    drill: false,
    now: MONDAY,
    version: 1,
    directory,
    excludeOffice: null,
    reporter: null,
    requests,
    ...other,
  };
}

/** Between tests: everybody lays down everything. Only the owner of the tables can. */
export async function nobodyHolds(ownerUrl: string): Promise<void> {
  const owner = openDatabase(ownerUrl, { connections: 1 });
  await owner.query('delete from holdings');
  await owner.query('delete from delegations');
  await owner.close();
}
