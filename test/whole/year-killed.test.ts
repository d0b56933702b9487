import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instantOf } from '../../domain/time/instant.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { scheduleId } from '../../workflows/wire.ts';
import { YEARS_AND_PLANS } from '../kills/deaths.ts';
import type { Office } from '../kills/office.ts';
import { openOffice } from '../kills/office.ts';
import { personAt } from '../kills/person.ts';
import type { Dying, PlanRecord } from '../kills/plan.ts';
import { playPlan } from '../kills/plan.ts';
import type { Edge, PointName, Victim } from '../kills/points.ts';
import { sentLetters, until } from '../kills/record.ts';
import { openOrders, order } from '../kills/victims.ts';
import type { YearRecord } from '../kills/year.ts';
import { openYear, yearRecord } from '../kills/year.ts';
import type { ReportYear } from '../support/report-year.ts';

/**
 * A year of reports, a plan with its tasks and a difficulty, and the asking for another year are
 * played at the same time at one office: whoever dies for one of them dies for the others too.
 */

/** Who dies where, when so many reports are open. */
const WHILE_OPENING: readonly (readonly [number, PointName, Edge, Victim])[] = [
  [0, 'year-opened', 'before', 'worker'],
  [0, 'year-opened', 'after', 'temporal'],
  [1, 'report-opened', 'before', 'worker'],
  [4, 'report-opened', 'after', 'postgres'],
  [8, 'report-opened', 'after', 'worker'],
  [11, 'report-opened', 'before', 'temporal'],
  [14, 'report-opened', 'before', 'postgres'],
];

const POLICE = 'case-officer@CAT-15';
const DESK = 'case-officer@BCA-A03';

let office: Office;
let communes: readonly string[];
let undisturbed: { readonly year: YearRecord; readonly plan: PlanRecord };
/** At which points somebody was ordered to die. */
const ordered: (readonly [PointName, Edge])[] = [];

beforeAll(async () => {
  office = await openOffice();
  const { rows } = await office.db.query<{ id: string }>(
    `select office_id as id from office_rows where parent = 'UBND-15'
       and kind = 'commune-committee' and valid_to is null and office_id <> 'UBX-02647'
     order by 1 limit 34`,
  );
  communes = ['UBX-02647', ...rows.map(({ id }) => id)];
  // Ten seconds, so that a task which nobody takes up lapses while one waits.
  const soon = { value: { kind: 'at-once', amount: 0.003 }, reason: 'Chạy thử' };
  const chief = await personAt(office, 'head@BCA');
  await chief.send('POST', '/api/v1/rules/task-take-up/value', soon, randomUUID());
}, 180_000);

afterAll(() => office.stop(), 60_000);

// More than are on their way at once are left to open when the last of them dies.
const COUNT = 39;

/** A year of two levels, from its opening to the Prime Minister. */
async function playYear(
  deaths: readonly (readonly [number, PointName, Edge, Victim])[],
  dying: Dying,
): Promise<ReportYear> {
  for (const [open, ...death] of deaths) if (open === 0) dying(...death);
  const year = await openYear(office, [...communes, 'UBND-15', 'BKHCN']);
  for (const [open, ...death] of deaths) {
    if (open === 0) continue;
    await year.until(`${open} open`, async () => (await year.opened()) >= open, 120);
    dying(...death);
  }
  await year.until('all open', async () => (await year.opened()) === COUNT, 120);
  const isCollecting = async () => (await year.cycle()).stage === 'collecting';
  await year.until('collecting', isCollecting, 120);
  await year.fills('UBX-02647', 'case-officer@UBX-02647');
  dying('act-decided', 'before', 'worker');
  await year.submits('UBX-02647', 'head@UBX-02647');
  dying('act-decided', 'after', 'temporal');
  await year.accepts('UBX-02647', POLICE);
  dying('act-decided', 'after', 'postgres');
  await year.does('BKHCN', 'head@BKHCN', 'submit-nil', { reason: 'Không phát sinh' });
  await year.accepts('BKHCN', DESK);
  dying('act-decided', 'before', 'postgres');
  await year.does('UBND-15.TH', POLICE, 'consolidate', {});
  await year.fills('UBND-15.TH', POLICE);
  await year.does('UBND-15.TH', 'head@CAT-15', 'give-opinion', { text: 'Nhất trí' });
  dying('act-decided', 'after', 'worker');
  await year.submits('UBND-15.TH', 'head@UBND-15');
  await year.accepts('UBND-15.TH', DESK);
  dying('act-decided', 'after', 'worker');
  await year.does('BCA.TH', DESK, 'consolidate', {});
  await year.fills('BCA.TH', DESK);
  await year.does('BCA.TH', 'head@BCA-A03', 'give-opinion', { text: 'Nhất trí' });
  dying('act-decided', 'before', 'temporal');
  await year.submits('BCA.TH', 'head@BCA');
  dying('year-reported', 'before', 'worker');
  dying('year-reported', 'after', 'postgres');
  const dispatch = { number: '12/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
  await year.does('BCA.TH', 'clerk@BCA-A03', 'dispatch-report', dispatch);
  const isReported = async () => (await year.cycle()).ending === 'reported';
  await year.until('reported', isReported, 120);
  // Whoever is missing is urged no more.
  await year.until('closed', async () => {
    const { rows } = await year.system.database.db.query<{ open: number }>(
      'select count(*) as open from reports where cycle_id = $1 and open',
      [year.id],
    );
    return rows[0]?.open === 0;
  });
  return year;
}

/** A schedule asks for the year of a regime with one report; what stands of it in the record. */
async function askForYear(dying: Dying): Promise<unknown[]> {
  dying('year-asked', 'before', 'worker');
  dying('year-asked', 'after', 'postgres');
  const { client, db } = office;
  await client.schedule.getHandle(scheduleId('treaties')).trigger();
  const found = async () => {
    const { rows } = await db.query(
      `select c.number, c.stage, count(r.id) as reports,
         (select count(*) from facts f where f.stream = 'cycle/' || c.id) as facts
       from cycles c left join reports r on r.cycle_id = c.id
       where c.regime = 'treaties' group by c.id`,
    );
    return rows;
  };
  await until(async () => {
    const [cycle] = (await found()) as { readonly stage: string | null }[];
    return cycle?.stage === 'collecting';
  }, 'the year that was asked for is open');
  return found();
}

const NOBODY: Dying = () => undefined;

it('a year and a plan are carried through undisturbed', async () => {
  const [year, plan] = await Promise.all([
    playYear([], NOBODY).then((played) => yearRecord(office.db, played)),
    playPlan(office, 'lao-cai-mot', NOBODY),
  ]);
  undisturbed = { year, plan };
  expect(Object.keys(year.facts)).toHaveLength(COUNT + 1);
  expect(Object.keys(plan.facts)).toHaveLength(1 + 1 + 4);
}, 240_000);

it('killed at commit points, they are the same: everything once, every letter once', async () => {
  const dying: Dying = (point, edge, victim) => {
    order(office.data, point, edge, victim);
    ordered.push([point, edge]);
  };
  // The year that is asked for opens when the other one has: it dies of its own deaths.
  const [year, { plan, asked }] = await Promise.all([
    playYear(WHILE_OPENING, dying),
    playPlan(office, 'lao-cai-hai', dying).then(async (played) => ({
      plan: played,
      asked: await askForYear(dying),
    })),
  ]);
  await until(async () => openOrders(office.data).length === 0);
  const { db } = year.system.database;
  const record = await yearRecord(db, year);
  // Kinds first: a difference is then said in a few lines.
  expect(kindsOf(record.facts)).toEqual(kindsOf(undisturbed.year.facts));
  expect(record).toEqual(undisturbed.year);
  expect(kindsOf(plan.facts)).toEqual(kindsOf(undisturbed.plan.facts));
  expect(plan).toEqual(undisturbed.plan);
  const thisYear = instantOf(Date.now()).slice(0, 4);
  expect(asked).toEqual([
    { number: `BCDU-${thisYear}`, stage: 'collecting', reports: 1, facts: 2 },
  ]);
  expect(await casesToldOtherwise(db)).toEqual([]);
  const heard = office.mail.heard.map(({ messageId }) => messageId);
  const sent = await sentLetters(db, `${year.number}.UBX-02647`, heard);
  for (const { messageId, doubts, copies } of sent) {
    expect(copies, messageId).toBeLessThanOrEqual(1 + doubts);
  }
}, 600_000);

it('somebody died at each of their commit points, before the commit and after it', () => {
  for (const point of YEARS_AND_PLANS) {
    const edges = ordered.filter(([name]) => name === point).map(([, edge]) => edge);
    expect([...new Set(edges)].sort(), point).toEqual(['after', 'before']);
  }
});

it('nobody died of itself', () => {
  for (const { role, ends } of office.roles) {
    expect(
      [...new Set(ends)].filter((end) => end !== 'SIGKILL'),
      role,
    ).toEqual([]);
  }
  expect(office.roles.find(({ role }) => role === 'worker')?.ends.length).toBeGreaterThan(9);
});

function kindsOf(facts: YearRecord['facts']) {
  return Object.entries(facts).map(([name, told]) => [
    name,
    (told as { kind: string }[]).map(({ kind }) => kind),
  ]);
}
