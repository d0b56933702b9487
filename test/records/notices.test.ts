import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capacity } from '../../domain/offices/person.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import type { NoticeBatch } from '../../records/notices.ts';
import { dropWarnings, insertNotices } from '../../records/notices.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';
import { MONDAY, ask, batchOf, delegate, fillOfficeOfNotices, somebody } from './notices-office.ts';

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await startTestDatabase();
  db = test.db;
  await fillOfficeOfNotices(db);
}, 60_000);

afterAll(() => test.stop());

interface Row {
  readonly kind: string;
  readonly person_id: string | null;
  readonly office_id: string | null;
  readonly address: string | null;
  readonly state: string;
  readonly urgent: boolean;
  readonly send_after: Date;
}

/** The letters that a batch makes, written in a transaction of its own. */
async function lettersOf(batch: NoticeBatch): Promise<Row[]> {
  await db.transaction((tx) => insertNotices(tx, batch));
  const { rows } = await db.query<Row>(
    'select * from notices where case_id = $1 order by kind, address, send_after',
    [batch.caseId],
  );
  return rows;
}

const brief = (rows: readonly Row[]) => rows.map((row) => `${row.kind} ${row.address}`);

describe('receivers of a letter', () => {
  it('are those who hold the capacity in the office, each once', async () => {
    await somebody(db, 'cap-truong', ['UBX-1:head']);
    await somebody(db, 'cap-pho', ['UBX-1:deputy-head', 'UBX-1:head']);
    await somebody(db, 'can-bo', ['UBX-1:staff']);
    const to = { office: 'UBX-1', capacities: HEADS };
    const letters = await lettersOf(batchOf([ask('report-to-send', to)]));
    expect(brief(letters)).toEqual([
      'report-to-send cap-pho@homat.example',
      'report-to-send cap-truong@homat.example',
    ]);
    expect(letters.every((letter) => letter.state === 'waiting')).toBe(true);
  });
});

void [delegate, dropWarnings, MONDAY, {} as Instant];
