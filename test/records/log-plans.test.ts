import { afterAll, beforeAll, expect, test } from 'vitest';
import { checksum } from '../../records/checksum.ts';
import type { Database } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'case-officer@CAT-15-PA03';
let system: DirectSystem;
/** What nobody but the owner of the database may do. */
let owner: Database;
let run: PlanRun;
let task: string;
let difficulty: string;

beforeAll(async () => {
  system = await DirectSystem.open('2026-04-15T08:00:00.000+07:00');
  owner = openDatabase(system.database.ownerUrl, { connections: 1 });
  run = await PlanRun.load(system, smallPlan());
  await run.adopt('case-officer@UBND-15', 'head@UBND-15');
  await system.look('plan', run.id);
  const lists = await run.task('II.5', COMMUNE);
  task = lists.number;
  const { person } = system.person(`case-officer@${COMMUNE}`);
  await run.works(lists, `head@${COMMUNE}`, 'accept-task', { person });
  await run.works(lists, `case-officer@${COMMUNE}`, 'submit-product', {
    ...{ occurrence: null, document: { sha256: 'a'.repeat(64), title: 'Danh mục' } },
    ...{ note: 'Đã rà soát', exchange: null, list: 'unchanged' },
  });
  const raised = await run.raises(COMMUNE);
  difficulty = raised.number;
  await run.answers(raised, POLICE, 'take-up-difficulty', {});
  await run.answers(raised, 'head@CAT-15-PA03', 'pass-up', { reason: 'Vượt thẩm quyền' });
});

afterAll(async () => {
  await owner.close();
  await system.stop();
});

/** What is found after something was done to the stored rows, and undone again. */
async function foundAfter(sql: string, values: readonly unknown[]): Promise<string[]> {
  let found: string[] = [];
  const undone = new Error('undone');
  await owner
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

test('plans, tasks and difficulties are told as their facts make them', async () => {
  expect(await casesToldOtherwise(system.database.db)).toEqual([]);
});

test.each([
  ['its stage', `stage = 'draft'`],
  ['its ending', `ending = 'withdrawn'`],
  ['its edition', `state = jsonb_set(state, '{edition}', '2')`],
  ['who approved it', `state = jsonb_set(state, '{proposals,0,decidedBy}', '"x"')`],
  ['what was put in force', `state = jsonb_set(state, '{editions,0,plan}', '"x"')`],
  ['when it was adopted', `state = jsonb_set(state, '{adoptedAt}', '"2020-01-01"')`],
  ['whether anything is to come', `open = not open`],
  ['that it is a drill', `drill = true`],
  ['when it wakes', `next_due = '2020-01-01'`],
  ['who may read it', `readers = '{}'`],
  ['what it was asked for with', `asked = jsonb_set(asked, '{edition}', '7')`],
])('of a plan, %s is found to be changed', async (_, change) => {
  expect(await foundAfter(`update plans set ${change} where number = $1`, [run.number])).toEqual([
    run.number,
  ]);
});

test.each([
  ['the text of the plan', `body = jsonb_set(body, '{tasks,0,quote}', '"x"')`],
  ['its checksum', `checksum = repeat('a', 64)`],
])('of the version in force, %s is found to be changed', async (_, change) => {
  const sql = `update plan_editions set ${change} where plan = $1`;
  expect(await foundAfter(sql, [run.plan.id])).toEqual([run.number]);
});

test('of the version in force, a text changed together with its checksum is found', async () => {
  const body = { ...run.plan, tasks: run.plan.tasks.slice(1) };
  const sql = 'update plan_editions set body = $2, checksum = $3 where plan = $1';
  const values = [run.plan.id, JSON.stringify(body), checksum(body)];
  expect(await foundAfter(sql, values)).toEqual([run.number]);
});

test.each([
  ['whose it is', `office = 'UBX-03006'`],
  ['whose it is in its state', `state = jsonb_set(state, '{office}', '"UBX-03006"')`],
  ['its stage', `stage = 'done'`],
  ['its ending', `ending = 'on-time'`],
  ['how it stands', `standing = 'done'`],
  ['what was handed in', `state = jsonb_set(state, '{occurrences,0,submissions,0,by}', '"x"')`],
  ['when its product came', `state = jsonb_set(state, '{occurrences,0,lateSince}', '"x"')`],
  ['when it is due', `due = due + interval '1 day'`],
  ['when it wakes', `next_due = next_due - interval '1 day'`],
  ['that it wakes at all', `next_due = null`],
  ['whether anything is to come', `open = not open`],
  ['who follows it up', `desk = 'BCA'`],
  ['its number', `number = 'NV-x'`],
  ['what it gives to figures', `figures = jsonb_set(figures, '{0,state}', '"done"')`],
  ['that it gives anything to figures', `figures = '[]'`],
  ['since when it does', `moved_at = moved_at - interval '1 year'`],
  ['its version', `version = version + 1`],
])('of a task, %s is found to be changed', async (_, change) => {
  const found = await foundAfter(`update tasks set ${change} where number = $1`, [task]);
  expect([...new Set(found)]).toEqual([task]);
});

test.each([
  ['whose it was to be', `office = 'UBX-03006'`],
  ['what it is for', `place = jsonb_set(place, '{place,role}', '"asked"')`],
  ['that it is open', `opened = false`],
])('of the place of a task, %s is found', async (_, change) => {
  expect(await foundAfter(`update task_places set ${change} where number = $1`, [task])).toEqual([
    task,
  ]);
});

test('a task that was taken out of the list is found', async () => {
  const sql = `with gone as (delete from clocks where case_id = (
    select id from tasks where number = $1)) delete from tasks where number = $1`;
  expect(await foundAfter(sql, [task])).toEqual([task]);
});

test.each([
  ['its words', `state = jsonb_set(state, '{words}', '"x"')`],
  ['what was raised', `asked = jsonb_set(asked, '{words}', '"x"')`],
  ['who has it', `holder = 'BCA'`],
  ['who raised it', `office = 'UBX-03006'`],
  ['its stage', `stage = 'answered'`],
  ['whether anything is to come', `open = not open`],
  ['when it wakes', `next_due = null`],
  ['that it was passed up', `state = jsonb_set(state, '{stations,0,passedUp}', 'null')`],
  ['what it gives to figures', `figures = '[]'`],
  ['since when it does', `moved_at = moved_at + interval '1 year'`],
])('of a difficulty, %s is found to be changed', async (_, change) => {
  const sql = `update difficulties set ${change} where number = $1`;
  expect(await foundAfter(sql, [difficulty])).toEqual([difficulty]);
});

test.each([
  ['task', () => task],
  ['difficulty', () => difficulty],
])('a deadline of a %s in the list of clocks is found to be changed', async (matter, number) => {
  const table = matter === 'task' ? 'tasks' : 'difficulties';
  const sql = `update clocks set due = due + interval '1 day' where clock_id = (
    select clock_id from clocks where matter = $2 and case_id = (
      select id from ${table} where number = $1) order by 1 limit 1)
    and case_id = (select id from ${table} where number = $1)`;
  expect(await foundAfter(sql, [number(), matter])).toEqual([number()]);
});

test('what an older version stored less is no fault', async () => {
  const less = `update tasks set state = state - 'contributions' where number = $1`;
  expect(await foundAfter(less, [task])).toEqual([]);
  const none = 'update tasks set figures = null, moved_at = null where number = $1';
  expect(await foundAfter(none, [task])).toEqual([]);
});
