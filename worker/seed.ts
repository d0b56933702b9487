import type { OfficeRow } from '../domain/offices/office.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Database } from '../records/database.ts';
import { directoryVersion, lockDirectory } from '../records/offices.ts';
import { fillOffices } from '../records/offices-row.ts';
import { loadOffices } from '../rules/load-offices.ts';
import { MAIL_DOMAIN, addDemoAccounts, makeDemoAccounts } from './seed-demo.ts';

export interface SeedOptions {
  /** Whether demonstration people are made as well. */
  readonly demo: boolean;
  /** Where `demo-accounts.json` is written. */
  readonly dataFolder: string;
  readonly now: Instant;
}

export type SeedResult =
  | { readonly kind: 'seeded'; readonly offices: number; readonly people: number }
  | { readonly kind: 'already-filled' };

/**
 * Fills an empty database with the offices that the product brings and, if wanted, demonstration
 * people; a database that has offices is left as it is. All or nothing: the file of accounts is
 * written before the commit, so that no account can exist whose password nobody knows.
 */
export async function seed(db: Database, options: SeedOptions): Promise<SeedResult> {
  if ((await directoryVersion(db)) > 0) return { kind: 'already-filled' };
  const offices = loadOffices();
  // Hashing takes its time: before the transaction, on all cores.
  const accounts = options.demo ? await makeDemoAccounts() : [];
  return db.transaction(async (tx): Promise<SeedResult> => {
    await lockDirectory(tx);
    if ((await directoryVersion(tx)) > 0) return { kind: 'already-filled' };
    const rows = options.demo ? offices.rows.map(withMailbox) : offices.rows;
    await fillOffices(tx, rows, offices.successions);
    if (options.demo) await addDemoAccounts(tx, accounts, options);
    return { kind: 'seeded', offices: rows.length, people: accounts.length };
  });
}

// No real mailbox is known; `.example` can never be delivered to by mistake (RFC 2606).
function withMailbox(row: OfficeRow): OfficeRow {
  if (row.kind === 'lao-side') return row;
  return { ...row, email: `${row.id.toLowerCase()}@${MAIL_DOMAIN}` };
}
