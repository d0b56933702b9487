import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../domain/time/instant.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { ReportYear } from '../support/report-year.ts';

const COMMUNE = 'UBX-02647';
let system: DirectSystem;
let year: ReportYear;
let number: string;

beforeAll(async () => {
  system = await DirectSystem.open('2026-11-16T08:00:00.000+07:00');
  const picked = [COMMUNE, 'UBX-03006', 'UBND-15', 'BKHCN'];
  year = await ReportYear.open(system, picked);
  system.at = '2026-12-15T08:00:00.000+07:00' as Instant;
  await year.fills(COMMUNE, `case-officer@${COMMUNE}`);
  await year.submits(COMMUNE, `head@${COMMUNE}`);
  await year.accepts(COMMUNE, 'case-officer@CAT-15');
  await year.does('BKHCN', 'head@BKHCN', 'submit-nil', { reason: 'Không phát sinh' });
  number = `${year.number}.${COMMUNE}`;
});

afterAll(() => system.stop());

/** What is found after something was done to the stored rows, and undone again. */
async function foundAfter(sql: string, values: readonly unknown[] = [number]): Promise<string[]> {
  let found: string[] = [];
  const undone = new Error('undone');
  await system.database.db
    .transaction(async (tx) => {
      const { rowCount } = await tx.query(sql, [...values]);
      expect(rowCount, sql).toBe(1);
      found = await casesToldOtherwise(tx);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return found;
}

test('a year and its reports are told as their facts make them', async () => {
  expect(await year.report(COMMUNE)).toMatchObject({ stage: 'accepted' });
  expect(await casesToldOtherwise(system.database.db)).toEqual([]);
});

test.each([
  ['a figure of the draft', `state = jsonb_set(state, '{parts,0,filling,figures}', '{"x": 1}')`],
  [
    'a figure in place of another',
    `state = jsonb_set(state #- '{parts,1,filling,figures}', '{parts,1,filling,figures}', '{}')`,
  ],
  ['who signed', `state = jsonb_set(state, '{submissions,0,by}', '"x"')`],
  ['its deadline', `state = jsonb_set(state, '{clocks,0,due}', '"2030-01-01"')`],
  ['what was accepted', `accepted = jsonb_set(accepted, '{filling,nil}', 'true')`],
  ['that it was accepted', `accepted = null`],
  ['how it arrived', `arrival = 'late'`],
  ['its stage', `stage = 'submitted'`],
  ['its ending', `ending = 'not-received'`],
  ['whether anything is to come', `open = not open`],
  ['whether it is nil', `nil = not nil`],
  ['how much differs', `differences = differences + 1`],
  ['when it was due', `due = due + interval '1 day'`],
  ['that it is a drill', `drill = true`],
  ['its version', `version = version + 1`],
  ['by what it is found', `search = 'x'`],
])('of a report, %s is found to be changed', async (_, change) => {
  expect(await foundAfter(`update reports set ${change} where number = $1`)).toEqual([number]);
});

test.each([
  ['a reader who was slipped in', `readers = readers || array['UBX-03006']`],
  ['a reader who was taken out', `readers = array_remove(readers, 'BCA')`],
  ['who opens it', `opener_id = gen_random_uuid()`],
  ['how deep it lies', `level = 1`],
  ['whose it is', `office = 'UBX-03006'`],
  ['who collects it', `collector = null`],
  ['its last day', `place = jsonb_set(place, '{dates,dueDate}', '"2027-01-01"')`],
  ['that it is open', `opened = false`],
])('of the place of a report, %s is found', async (_, change) => {
  const found = await foundAfter(
    `update report_places set ${change} where id = (select id from reports where number = $1)`,
  );
  expect(found).toContain(number);
});

test('a deadline in the list of clocks is found to be changed', async () => {
  const clock = `update clocks set due = due + interval '1 day' where clock_id = 'report-due#1'
    and case_id = (select id from reports where number = $1)`;
  expect(await foundAfter(clock)).toEqual([number]);
});

test.each([
  ['its stage', `stage = 'ended'`],
  ['its ending', `ending = 'cancelled'`],
  ['who was picked', `asked = jsonb_set(asked, '{only}', '[]')`],
  ['its year', `year = 2020`],
  ['that it is the whole year', `whole = true`],
  ['how many reports it has', `state = jsonb_set(state, '{reports}', '2')`],
])('of a year, %s is found to be changed', async (_, change) => {
  const sql = `update cycles set ${change} where number = $1`;
  expect(await foundAfter(sql, [year.number])).toEqual([year.number]);
});

test('what an older version stored less of a report is no fault', async () => {
  const less = `update reports set state = state - 'opinion' where number = $1`;
  expect(await foundAfter(less)).toEqual([]);
});
