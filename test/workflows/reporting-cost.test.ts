import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../records/database.ts';
import { workflowId } from '../../workflows/wire.ts';
import type { CaseProcess } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import type { EngineCost } from '../support/engine-cost.ts';
import { costOf } from '../support/engine-cost.ts';
import { ReportYear } from '../support/report-year.ts';

const COMMUNES = ['UBX-02647', 'UBX-03006', 'UBX-02671', 'UBX-02680', 'UBX-02683', 'UBX-02686'];
const PICKED = ['BCA', 'UBND-15', 'BKHCN', ...COMMUNES];
// The communes, the province's own, the province's, the Ministry's own, a ministry, the top.
const REPORTS = COMMUNES.length + 5;

let system: CaseSystem;
let client: Client;
let transactions = 0;

beforeAll(async () => {
  system = await CaseSystem.start('real');
  const { connection, namespace } = system;
  client = new Client({ connection, namespace });
  const { db } = system.database as { db: { transaction: Database['transaction'] } };
  const { transaction } = db;
  db.transaction = (work) => {
    transactions += 1;
    return transaction(work);
  };
}, 120_000);
afterAll(() => system.stop());

const cost = (process: CaseProcess, id: string) => costOf(client, workflowId(process, id));

/** What its first task costs; each child and each pause may have a task of its own. */
function expectOpeningWithin({ transitions, events, children, timers }: EngineCost): void {
  expect(transitions).toBeLessThanOrEqual(4 + 3 * children + 3 * timers);
  expect(events).toBeLessThanOrEqual(8 + 5 * children + 6 * timers);
}

describe('what a year of reports costs, as counts', () => {
  test('the opening: one transaction a report, and nothing told upward', async () => {
    const year = await opened();
    const top = await cost('cycle', year.id);
    const province = await cost('report', (await year.report('UBND-15.TH')).id);
    console.log(`opening: ${JSON.stringify({ top, province, transactions })}`);
    expect(top.children + province.children).toBe(REPORTS);
    expectOpeningWithin(top);
    expectOpeningWithin(province);
    // The cycle itself, a look after every pause, and the cycle's when all are open.
    expect(transactions).toBeLessThanOrEqual(REPORTS + 2 + top.timers + province.timers);
  }, 120_000);

  test('a report: its acts and its timers, one transaction an act', async () => {
    const year = await opened();
    const [commune = ''] = COMMUNES;
    const before = transactions;
    await year.fills(commune, `case-officer@${commune}`);
    await year.submits(commune, `head@${commune}`);
    await year.accepts(commune, 'case-officer@CAT-15');
    expect(transactions - before).toBe(3);
    const own = await cost('report', (await year.report(commune)).id);
    console.log(`a report: ${JSON.stringify(own)}`);
    expect(own.acts).toBe(3);
    // No more than an incident: that it was opened by another process adds nothing.
    expect(own.events).toBeLessThanOrEqual(8 + 6 * own.acts + 2 * own.timers);
    expect(own.transitions).toBeLessThanOrEqual(2 + 2 * own.acts);
  }, 120_000);
});

/** A year whose openers have opened everything and wait for what people do. */
async function opened(): Promise<ReportYear> {
  transactions = 0;
  const year = await ReportYear.open(system, PICKED, { year: 2025 });
  await year.until('all reports', async () => (await year.opened()) === REPORTS);
  const province = (await year.report('UBND-15.TH')).id;
  await year.until('the openers wait', async () => {
    const top = await waitsFor('cycle', year.id, 0);
    // For the cut-off of its own report.
    return top && (await waitsFor('report', province, 1));
  });
  return year;
}

/** Whether a process has nothing in hand and so many timers: one more is a pause of opening. */
async function waitsFor(process: CaseProcess, id: string, timers: number): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId(process, id));
  const { events } = await handle.fetchHistory();
  const { raw } = await handle.describe();
  const count = (what: 'Started' | 'Fired' | 'Canceled') =>
    (events ?? []).filter((event) => event[`timer${what}EventAttributes`] != null).length;
  const running = count('Started') - count('Fired') - count('Canceled');
  return running === timers && raw.pendingWorkflowTask == null && count('Started') > 0;
}
