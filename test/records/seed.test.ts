import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { listOffices } from '../../records/offices-list.ts';
import { capacitiesOf } from '../../records/people-capacities.ts';
import { isPassword } from '../../records/people-password.ts';
import { credentialByLogin, listPeople } from '../../records/people.ts';
import { seed } from '../../worker/seed.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';

const now = '2026-11-01T12:00:00.000+07:00' as Instant;
const today = '2026-11-01' as CivilDate;

interface Account {
  login: string;
  password: string;
  person: string;
  office: string;
  capacities: string[];
}

describe('the first start', () => {
  let test: TestDatabase;
  let dataFolder: string;

  beforeEach(async () => {
    test = await startTestDatabase();
    dataFolder = join(await mkdtemp(join(tmpdir(), 'homat-seed-')), 'data');
  }, 30_000);

  afterEach(async () => {
    await test.stop();
    await rm(join(dataFolder, '..'), { recursive: true, force: true });
  });

  const file = () => join(dataFolder, 'demo-accounts.json');
  const accounts = async () => JSON.parse(await readFile(file(), 'utf8')) as Account[];

  it('fills an empty database and writes accounts that work, for the owner only', async () => {
    const result = await seed(test.db, { demo: true, dataFolder, now });
    const listed = await accounts();
    expect(result).toMatchObject({ kind: 'seeded', people: listed.length });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(new Set(listed.map((account) => account.password)).size).toBe(listed.length);
    for (const { login, password, person, office, capacities } of listed.slice(0, 3)) {
      const credential = await credentialByLogin(test.db, login);
      expect(await isPassword(credential?.passwordHash ?? '', password)).toBe(true);
      expect(credential?.person.name).toBe(person);
      const held = await capacitiesOf(test.db, credential?.person.id ?? '', today);
      expect(held.map((h) => [h.office, h.capacity])).toEqual(capacities.map((c) => [office, c]));
    }
    const mailboxes = await listOffices(test.db, { at: today, text: 'BCA-A03' }, one);
    expect(mailboxes.offices[0]?.email).toBe('bca-a03@homat.example');
  }, 30_000);

  it('done a second time changes nothing, not even the file', async () => {
    await seed(test.db, { demo: true, dataFolder, now });
    const before = await readFile(file(), 'utf8');
    expect(await seed(test.db, { demo: true, dataFolder, now })).toEqual({
      kind: 'already-filled',
    });
    expect(await readFile(file(), 'utf8')).toBe(before);
  }, 30_000);

  it('done twice at once happens once, and the file fits the accounts', async () => {
    const both = await Promise.all(
      [1, 2].map(() => seed(test.db, { demo: true, dataFolder, now })),
    );
    expect(both.map((result) => result.kind).sort()).toEqual(['already-filled', 'seeded']);
    const [first] = await accounts();
    const credential = await credentialByLogin(test.db, first?.login ?? '');
    expect(await isPassword(credential?.passwordHash ?? '', first?.password ?? '')).toBe(true);
  }, 30_000);

  it('without the demonstration brings offices without mailboxes, and nobody', async () => {
    const result = await seed(test.db, { demo: false, dataFolder, now });
    expect(result).toMatchObject({ kind: 'seeded', people: 0 });
    expect((await listPeople(test.db, { at: today }, one)).total).toBe(0);
    const offices = await listOffices(test.db, { at: today, text: 'BCA-A03' }, one);
    expect(offices.offices[0]?.email).toBeNull();
    await expect(readFile(file())).rejects.toThrow('ENOENT');
  }, 30_000);

  it('that cannot write the file leaves the database empty', async () => {
    const impossible = join('/dev/null', 'data');
    await expect(seed(test.db, { demo: true, dataFolder: impossible, now })).rejects.toThrow();
    const offices = await listOffices(test.db, { at: today }, one);
    expect(offices.total).toBe(0);
    expect(await seed(test.db, { demo: false, dataFolder, now })).toMatchObject({ kind: 'seeded' });
  }, 30_000);
});

const one = { limit: 1, offset: 0 };
