import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
let number: string;

beforeAll(async () => {
  office = await ApiOffice.open();
  const reported = await office.report('staff@UBX-02647');
  ({ number } = reported);
  const byRule = { to: null, override: null };
  await office.does(reported.id, 'case-officer@UBX-02647', 'give-oral-notice', byRule);
  await office.does(reported.id, 'duty-officer@CAT-15', 'acknowledge', {});
  await office.does(reported.id, 'case-officer@CAT-15', 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Tìm thấy trong tủ khác',
    responsible: null,
  });
  await office.approves(reported.id, 'head@CAT-15', 'finding');
  await office.report('staff@UBX-02647', { bypass: true });
});

afterAll(() => office.close());

/** What is found after something was done to the stored cases, and undone again. */
async function foundAfter(sql: string): Promise<string[]> {
  let found: string[] = [];
  const undone = new Error('undone');
  await office.database.db
    .transaction(async (tx) => {
      const { rowCount } = await tx.query(sql, [number]);
      expect(rowCount, sql).toBe(1);
      found = await casesToldOtherwise(tx);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return found;
}

test('cases are told as their facts make them', async () => {
  expect(await casesToldOtherwise(office.database.db)).toEqual([]);
});

test.each([
  ['its words', `update cases set state = jsonb_set(state, '{words}', '"x"')`],
  ['an approval', `update cases set state = jsonb_set(state, '{proposals,0,status}', '"open"')`],
  ['a clock', `update cases set state = jsonb_set(state, '{clocks,0,due}', '"2030-01-01"')`],
  ['a reader in its state', `update cases set state = jsonb_set(state, '{readers}', '[{}]')`],
  ['its stage in the list', `update cases set stage = 'ended'`],
  ['its level in the list', `update cases set level_rank = 0`],
  ['whom it passes by', `update cases set passes_by = 'CAT-40'`],
])('of a case, %s is found to be changed', async (_, sql) => {
  expect(await foundAfter(`${sql} where number = $1`)).toEqual([number]);
});

test('a reader who was slipped in is found, and one who was taken out', async () => {
  const added = `insert into case_readers (case_id, office_id, why)
    select id, 'UBX-03006', 'case' from cases where number = $1`;
  expect(await foundAfter(added)).toEqual([number]);
  const removed = `delete from case_readers using cases
    where case_id = id and number = $1 and person_id is not null`;
  expect(await foundAfter(removed)).toEqual([number]);
});

test('what an older version stored less of a case is no fault', async () => {
  const less = `update cases set state = state - 'links' where number = $1`;
  expect(await foundAfter(less)).toEqual([]);
});
