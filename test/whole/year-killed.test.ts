import { afterAll, beforeAll, expect, it } from 'vitest';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import type { Office } from '../kills/office.ts';
import { openOffice } from '../kills/office.ts';
import type { Edge, PointName, Victim } from '../kills/points.ts';
import { sentLetters, until } from '../kills/record.ts';
import { openOrders, order } from '../kills/victims.ts';
import type { YearRecord } from '../kills/year.ts';
import { openYear, yearRecord } from '../kills/year.ts';
import type { ReportYear } from '../support/report-year.ts';

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
let undisturbed: YearRecord;

beforeAll(async () => {
  office = await openOffice();
  const { rows } = await office.db.query<{ id: string }>(
    `select office_id as id from office_rows where parent = 'UBND-15'
       and kind = 'commune-committee' and valid_to is null and office_id <> 'UBX-02647'
     order by 1 limit 34`,
  );
  communes = ['UBX-02647', ...rows.map(({ id }) => id)];
}, 180_000);

afterAll(() => office.stop(), 60_000);

type Dying = (point: PointName, edge: Edge, victim: Victim) => void;

// More than are on their way at once are left to open when the last of them dies.
const COUNT = 39;

/** A year of two levels, from its opening to the Prime Minister. */
async function play(
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

it('a year is opened, consolidated and sent, undisturbed', async () => {
  const year = await play([], () => undefined);
  undisturbed = await yearRecord(office.db, year);
  expect(Object.keys(undisturbed.facts)).toHaveLength(COUNT + 1);
}, 240_000);

it('killed at commit points, it is the same: every report once, every letter once', async () => {
  const year = await play(WHILE_OPENING, (...death) => order(office.data, ...death));
  await until(async () => openOrders(office.data).length === 0);
  const { db } = year.system.database;
  const record = await yearRecord(db, year);
  const kindsOf = ({ facts }: YearRecord) =>
    Object.entries(facts).map(([name, told]) => [
      name,
      (told as { kind: string }[]).map(({ kind }) => kind),
    ]);
  // Kinds first: a difference is then said in a few lines.
  expect(kindsOf(record)).toEqual(kindsOf(undisturbed));
  expect(record.facts).toEqual(undisturbed.facts);
  expect(record.letters).toEqual(undisturbed.letters);
  expect(await casesToldOtherwise(db)).toEqual([]);
  const heard = office.mail.heard.map(({ messageId }) => messageId);
  const sent = await sentLetters(db, `${year.number}.UBX-02647`, heard);
  for (const { messageId, doubts, copies } of sent) {
    expect(copies, messageId).toBeLessThanOrEqual(1 + doubts);
  }
}, 600_000);

it('nobody died of itself', () => {
  for (const { role, ends } of office.roles) {
    expect(
      [...new Set(ends)].filter((end) => end !== 'SIGKILL'),
      role,
    ).toEqual([]);
  }
  expect(office.roles.find(({ role }) => role === 'worker')?.ends.length).toBeGreaterThan(3);
});
