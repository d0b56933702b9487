import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Holding, Person } from '../domain/offices/person.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';
import type { Queryable } from '../records/database.ts';
import { insertHoldings } from '../records/people-capacities.ts';
import { hashPassword } from '../records/people-password.ts';
import { insertPeople, setPasswordHash } from '../records/people.ts';
import type { DemoPerson } from '../rules/offices/demo-people.ts';
import { loadDemoPeople } from '../rules/offices/demo-people.ts';

export const MAIL_DOMAIN = 'homat.example';

/** The file of the data folder that tells the passwords of the demonstration people. */
export const ACCOUNTS_FILE = 'demo-accounts.json';

/** From this day on every office of the demonstration exists. */
const SINCE = '2025-07-01' as CivilDate;

interface NewAccount {
  readonly password: string;
  readonly passwordHash: string;
  readonly person: Person;
  readonly holdings: readonly Holding[];
}

/** Makes the demonstration accounts with new passwords; the hashes are computed side by side. */
export async function makeDemoAccounts(): Promise<readonly NewAccount[]> {
  return Promise.all(loadDemoPeople().map(makeAccount));
}

async function makeAccount(demo: DemoPerson): Promise<NewAccount> {
  const id = randomUUID();
  const password = randomBytes(12).toString('base64url');
  return {
    password,
    passwordHash: await hashPassword(password),
    person: {
      id,
      login: demo.login,
      name: demo.name,
      email: `${demo.login}@${MAIL_DOMAIN}`,
      language: demo.language,
      clearance: demo.clearance,
      activeFrom: SINCE,
      activeTo: null,
    },
    holdings: demo.holdings.map((holding) => ({
      ...holding,
      id: randomUUID(),
      person: id,
      validFrom: SINCE,
      validTo: null,
    })),
  };
}

/** Stores the accounts and, as the last step, writes the file that only its owner can read. */
export async function addDemoAccounts(
  tx: Queryable,
  accounts: readonly NewAccount[],
  at: { readonly dataFolder: string; readonly now: Instant },
): Promise<void> {
  await insertPeople(
    tx,
    accounts.map((account) => account.person),
  );
  await insertHoldings(
    tx,
    accounts.flatMap((account) => account.holdings),
  );
  for (const { person, passwordHash } of accounts) {
    await setPasswordHash(tx, person.id, passwordHash, at.now);
  }
  await writeAccounts(at.dataFolder, accounts);
}

async function writeAccounts(folder: string, accounts: readonly NewAccount[]): Promise<void> {
  const listed = accounts.map(({ person, password, holdings }) => ({
    login: person.login,
    password,
    person: person.name,
    office: holdings[0]?.office,
    capacities: holdings.map((holding) => holding.capacity),
  }));
  await mkdir(folder, { recursive: true });
  const path = join(folder, ACCOUNTS_FILE);
  // A new name first, so that nobody ever reads half a file or one with another mode.
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, `${JSON.stringify(listed, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(part, path);
}
