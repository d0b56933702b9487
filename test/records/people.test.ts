import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capacity, Delegation, Holding, Person } from '../../domain/offices/person.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { fillOffices } from '../../records/offices-row.ts';
import {
  actorOf,
  addDelegation,
  addHolding,
  capacitiesOf,
  closeHolding,
  delegationsOf,
  holdersOf,
  holdingsOf,
  revokeDelegation,
} from '../../records/people-capacities.ts';
import { hashPassword, isPassword } from '../../records/people-password.ts';
import {
  addPerson,
  changePerson,
  credentialByLogin,
  listPeople,
  personById,
  personByLogin,
  setPasswordHash,
} from '../../records/people.ts';
import { loadOffices } from '../../rules/load-offices.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';

const day = (text: string): CivilDate => text as CivilDate;
const today = day('2026-11-01');
const noon = '2026-11-01T12:00:00.000+07:00' as Instant;
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await startTestDatabase();
  db = test.db;
  const { rows, successions } = loadOffices();
  await db.transaction((tx) => fillOffices(tx, rows, successions));
}, 30_000);

afterAll(() => test.stop());

async function somebody(login: string, other: Partial<Person> = {}): Promise<Person> {
  const person: Person = {
    id: randomUUID(),
    login,
    name: `Người ${login}`,
    email: `${login}@homat.example`,
    language: 'vi',
    clearance: 'mat',
    activeFrom: day('2026-01-01'),
    activeTo: null,
    ...other,
  };
  await addPerson(db, person);
  return person;
}

async function holds(
  person: Person,
  office: string,
  capacity: Capacity,
  other: Partial<Holding> = {},
): Promise<Holding> {
  const holding: Holding = {
    id: randomUUID(),
    person: person.id,
    office,
    capacity,
    validFrom: day('2026-01-01'),
    validTo: null,
    ...other,
  };
  await addHolding(db, holding);
  return holding;
}

async function gives(from: Person, to: Person, other: Partial<Delegation>): Promise<Delegation> {
  const delegation: Delegation = {
    id: randomUUID(),
    from: from.id,
    to: to.id,
    office: 'CAT-15',
    capacity: 'head',
    scope: 'all',
    validFrom: day('2026-10-01'),
    validTo: day('2026-12-01'),
    documentNumber: '01/GUQ',
    documentDate: day('2026-09-30'),
    revokedOn: null,
    ...other,
  };
  await addDelegation(db, delegation);
  return delegation;
}

describe('a person', () => {
  it('is found by login in any case of letters, and by id', async () => {
    const person = await somebody('nguyen.van.a');
    expect(await personByLogin(db, ' Nguyen.Van.A ')).toEqual(person);
    expect(await personById(db, person.id)).toEqual(person);
    expect(await personByLogin(db, 'nobody')).toBeUndefined();
  });

  it('cannot take a login that is taken', async () => {
    await somebody('taken');
    await expect(somebody('taken')).rejects.toThrow('people_login');
  });

  it('is found by a part of the name, with or without marks, while active', async () => {
    await somebody('dang.thi.duong', { name: 'Đặng Thị Đường', activeTo: day('2026-12-01') });
    const found = async (text: string, at = today) =>
      (await listPeople(db, { text, at }, { limit: 10, offset: 0 })).people.map((p) => p.login);
    for (const text of ['Đặng', 'dang thi', 'DUONG', 'Đường'.normalize('NFD')]) {
      expect(await found(text), text).toEqual(['dang.thi.duong']);
    }
    expect(await found('dang thi', day('2026-12-01'))).toEqual([]);
  });

  it('is stored in composed form, however it was typed', async () => {
    const typed = 'Lường Thị Ngọc'.normalize('NFD');
    const person = await somebody('luong', { name: typed });
    expect((await personById(db, person.id))?.name).toBe('Lường Thị Ngọc'.normalize('NFC'));
  });

  it('changes in clearance and name, and the change tells what was before', async () => {
    const person = await somebody('rising');
    const change = await changePerson(db, person.id, { clearance: 'toi-mat' });
    expect(change).toEqual({
      kind: 'person-changed',
      before: person,
      after: { ...person, clearance: 'toi-mat' },
    });
    expect(await personById(db, person.id)).toMatchObject({ clearance: 'toi-mat' });
    expect(await changePerson(db, randomUUID(), { name: 'x' })).toBeUndefined();
  });

  it('has a password that is stored as an Argon2id hash and can be replaced', async () => {
    const person = await somebody('secretive');
    expect(await credentialByLogin(db, 'secretive')).toBeUndefined();
    await setPasswordHash(db, person.id, await hashPassword('trước'), noon);
    await setPasswordHash(db, person.id, await hashPassword('mật khẩu'), noon);
    const credential = await credentialByLogin(db, 'secretive');
    expect(credential?.person).toEqual(person);
    const stored = credential?.passwordHash ?? '';
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword(stored, 'mật khẩu'.normalize('NFD'))).toBe(true);
    expect(await isPassword(stored, 'trước')).toBe(false);
    expect(await isPassword('not a hash', 'mật khẩu')).toBe(false);
  });
});

describe('a capacity', () => {
  it('is chosen among those held on the day', async () => {
    const person = await somebody('many');
    await holds(person, 'CAT-15', 'case-officer');
    await holds(person, 'CAT-15-PA03', 'head', { validFrom: day('2026-12-01') });
    await holds(person, 'UBND-15', 'staff', { validTo: day('2026-06-01') });
    expect(await capacitiesOf(db, person.id, today)).toEqual([
      { office: 'CAT-15', capacity: 'case-officer', delegation: null },
    ]);
    expect(await capacitiesOf(db, person.id, day('2026-12-01'))).toHaveLength(2);
  });

  it('makes the person an actor with the clearance of today', async () => {
    const person = await somebody('actor', { clearance: 'toi-mat' });
    await holds(person, 'CAT-15', 'clerk');
    const chosen = { office: 'CAT-15', capacity: 'clerk' } as const;
    expect(await actorOf(db, person.id, chosen, today)).toEqual({
      person: person.id,
      name: person.name,
      ...chosen,
      clearance: 'toi-mat',
      delegation: null,
    });
    const other = { office: 'CAT-15', capacity: 'head' } as const;
    expect(await actorOf(db, person.id, other, today)).toBeUndefined();
    await changePerson(db, person.id, { activeTo: today });
    expect(await actorOf(db, person.id, chosen, today)).toBeUndefined();
    expect(await capacitiesOf(db, person.id, today)).toEqual([]);
  });

  it('ends on a day, once, and is kept', async () => {
    const person = await somebody('leaving');
    const holding = await holds(person, 'CAT-15', 'duty-officer');
    const closed = { ...holding, validTo: today };
    // A day that was set too late is no reason to let them go on until then.
    await closeHolding(db, holding.id, day('2199-01-01'));
    expect(await closeHolding(db, holding.id, today)).toEqual({
      kind: 'holding-closed',
      holding: closed,
    });
    expect(await closeHolding(db, holding.id, today)).toBeUndefined();
    expect(await holdingsOf(db, person.id)).toEqual([closed]);
    expect(await capacitiesOf(db, person.id, today)).toEqual([]);
  });

  it('is not given twice at the same time', async () => {
    const person = await somebody('twice');
    await holds(person, 'CAT-15', 'staff');
    await expect(holds(person, 'CAT-15', 'staff')).rejects.toThrow('holdings_one_open');
  });
});

describe('whoever gets the letters of an office', () => {
  it('are its active holders of the capacities, each once, with address and language', async () => {
    const head = await somebody('h.tc', { language: 'lo' });
    await holds(head, 'STC-15', 'head');
    await holds(head, 'STC-15', 'clerk');
    const gone = await somebody('gone.tc', { activeTo: day('2026-10-31') });
    await holds(gone, 'STC-15', 'head');
    const clerk = await somebody('c.tc', { email: null });
    await holds(clerk, 'STC-15', 'clerk');
    await holds(clerk, 'STP-15', 'head');
    expect(await holdersOf(db, 'STC-15', ['head', 'clerk', 'deputy-head'], today)).toEqual([
      {
        person: clerk.id,
        name: clerk.name,
        email: null,
        language: 'vi',
        clearance: 'mat',
        capacities: ['clerk'],
      },
      {
        person: head.id,
        name: head.name,
        email: head.email,
        language: 'lo',
        clearance: 'mat',
        capacities: ['clerk', 'head'],
      },
    ]);
    expect(await holdersOf(db, 'STC-15', ['duty-officer'], today)).toEqual([]);
  });
});

describe('a delegation', () => {
  it('gives the capacity for its days, stands on the actor, and brings the letters', async () => {
    const [head, deputy] = [await somebody('d.head'), await somebody('d.deputy')];
    await holds(head, 'CAT-15', 'head');
    const given = await gives(head, deputy, { scope: ['decide:finding'] });
    const chosen = { office: 'CAT-15', capacity: 'head' } as const;
    const delegated = { ...chosen, delegation: given.id };
    expect(await actorOf(db, deputy.id, delegated, today)).toMatchObject({
      person: deputy.id,
      capacity: 'head',
      delegation: given,
    });
    expect(await actorOf(db, deputy.id, chosen, today)).toBeUndefined();
    expect(await actorOf(db, deputy.id, delegated, day('2026-12-01'))).toBeUndefined();
    expect(await capacitiesOf(db, deputy.id, today)).toEqual([{ ...chosen, delegation: given }]);
    const holders = await holdersOf(db, 'CAT-15', ['head'], today);
    expect(holders.map((holder) => holder.person)).toContain(deputy.id);
  });

  it('is taken back from a day on, once, and is kept', async () => {
    const [head, deputy] = [await somebody('r.head'), await somebody('r.deputy')];
    await holds(head, 'CAT-40', 'head');
    const given = await gives(head, deputy, { office: 'CAT-40' });
    await revokeDelegation(db, given.id, day('2199-01-01'));
    expect(await capacitiesOf(db, deputy.id, today)).toHaveLength(1);
    const change = await revokeDelegation(db, given.id, today);
    const revoked = { ...given, revokedOn: today };
    expect(change).toEqual({ kind: 'delegation-revoked', delegation: revoked });
    expect(await revokeDelegation(db, given.id, today)).toBeUndefined();
    expect(await capacitiesOf(db, deputy.id, today)).toEqual([]);
    expect(await delegationsOf(db, deputy.id)).toEqual([revoked]);
  });

  it('falls when its giver no longer holds the capacity', async () => {
    const [head, deputy] = [await somebody('f.head'), await somebody('f.deputy')];
    const holding = await holds(head, 'CAT-38', 'head');
    const given = await gives(head, deputy, { office: 'CAT-38' });
    const chosen = { office: 'CAT-38', capacity: 'head', delegation: given.id } as const;
    expect(await actorOf(db, deputy.id, chosen, today)).toBeDefined();
    await closeHolding(db, holding.id, today);
    expect(await actorOf(db, deputy.id, chosen, today)).toBeUndefined();
    expect(await holdersOf(db, 'CAT-38', ['head'], today)).toEqual([]);
  });

  it('of somebody else cannot be chosen', async () => {
    const [head, deputy] = [await somebody('o.head'), await somebody('o.deputy')];
    const thief = await somebody('o.thief');
    await holds(head, 'CAT-20', 'head');
    const given = await gives(head, deputy, { office: 'CAT-20' });
    const chosen = { office: 'CAT-20', capacity: 'head', delegation: given.id } as const;
    expect(await actorOf(db, thief.id, chosen, today)).toBeUndefined();
  });
});

describe('the history of people', () => {
  it.each([
    ["update people set login = 'x'"],
    ['delete from people'],
    ["update holdings set capacity = 'head'"],
    ['delete from holdings'],
    ["update delegations set valid_to = '2099-01-01'"],
    ['delete from delegations'],
    ['delete from credentials'],
  ])('is out of reach for the product: %s', async (sql) => {
    await expect(db.query(sql)).rejects.toThrow('permission denied');
  });
});
