import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overAll } from '../../bench/measures.ts';
import { BenchPeople } from '../../bench/people.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { workflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { costOf } from '../support/engine-cost.ts';
import { PlanRun } from '../support/plan-run.ts';
import { PlanWork } from '../support/plan-work.ts';
import { broughtPlan } from '../support/plans.ts';

/*
 * What a plan with many offices costs the real engine, as counts: the lists of secrets of Lào Cai's
 * 99 communes and 14 departments.
 */

const OFFICES = 113;
// The window of workflows/opening.ts.
const WINDOW = 20;

let system: CaseSystem;
let client: Client;
let run: PlanRun;
let work: PlanWork;
const people = new BenchPeople('2025-07-01' as CivilDate);

beforeAll(async () => {
  system = await CaseSystem.start('real');
  const { connection, namespace } = system;
  client = new Client({ connection, namespace });
  const whole = broughtPlan('lao-cai-2026');
  const tasks = whole.tasks.filter(({ id }) => id === 'II.5');
  const offices = ['UBND-15', 'CAT-15-PA03', 'UBX-02647'];
  await people.make(
    system.database.db,
    offices.flatMap((id) => [`head@${id}`, `case-officer@${id}`]),
  );
  run = await PlanRun.load(
    {
      database: system.database,
      engine: system.engine,
      now: () => system.now(),
      person(who) {
        const [capacity = '', office = ''] = who.split('@');
        return people.actor(capacity as 'head', office);
      },
    },
    { ...whole, id: 'danh-muc', tasks, recipients: [] },
  );
  work = new PlanWork(run);
}, 120_000);
afterAll(() => system.stop());

test('many offices are opened in a sliding window, never more at once', async () => {
  await run.adopt('case-officer@CAT-15-PA03', 'head@UBND-15');
  await system.until('all are open', async () => (await run.opened()) === OFFICES, 120);
  const history = await client.workflow.getHandle(workflowId('plan', run.id)).fetchHistory();
  const events = history.events ?? [];
  const at = ({ eventTime }: (typeof events)[number]) =>
    Number(eventTime?.seconds ?? 0) * 1_000 + Number(eventTime?.nanos ?? 0) / 1e6;
  const begun = events
    .filter((event) => event.startChildWorkflowExecutionInitiatedEventAttributes != null)
    .map(at);
  const { rows } = await system.database.db.query<{ at: Date }>(
    "select recorded_at as at from facts where kind = 'task-opened' order by recorded_at",
  );
  const open = rows.map((row) => row.at.getTime());
  expect([begun.length, open.length]).toEqual([OFFICES, OFFICES]);
  const underWay = begun.map((moment, i) => i + 1 - open.filter((one) => one < moment).length);
  const most = Math.max(...underWay);
  const cost = await costOf(client, workflowId('plan', run.id));
  console.log(`opening ${OFFICES}: at most ${most} under way, ${JSON.stringify(cost)}`);
  expect(most).toBeLessThanOrEqual(WINDOW);
  // The window is used: one after the other would be slow.
  expect(most).toBeGreaterThan(WINDOW / 2);
  // Each child has a task of its own for being started; three acts adopted the plan.
  const { children, timers, acts } = cost;
  expect(cost.transitions).toBeLessThanOrEqual(2 + 2 * acts + 3 * children + 3 * timers);
  expect(cost.events).toBeLessThanOrEqual(8 + 6 * acts + 5 * children + 6 * timers);
}, 180_000);

/** How many runs a process has had, and the longest history of one. */
async function runsOf(id: string): Promise<{ readonly runs: number; readonly longest: number }> {
  let [runs, longest] = [0, 0];
  for (let runId: string | undefined; ;) {
    const handle = client.workflow.getHandle(workflowId('task', id), runId);
    const events = (await handle.fetchHistory()).events ?? [];
    runs += 1;
    longest = Math.max(longest, events.length);
    const before = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (before == null || before === '') return { runs, longest };
    runId = before;
  }
}

describe('a task', () => {
  test('sheds its history after many acts, and loses none of them', async () => {
    const office = 'UBX-02671';
    await people.make(system.database.db, [`head@${office}`, `case-officer@${office}`]);
    const task = await run.task('II.5', office);
    await work.accepts(task);
    const acts = Array.from({ length: 540 }, (_, index) => index);
    await overAll('reported', acts, 8, (index) =>
      run.works(task, `case-officer@${office}`, 'report-progress', {
        ...{ percent: null, words: `Lần ${index}` },
      }),
    );
    const { rows } = await system.database.db.query<{ count: number }>(
      "select count(*) as count from facts where stream = $1 and kind = 'progress-reported'",
      [`task/${task.id}`],
    );
    expect(rows[0]?.count).toBe(acts.length);
    const { runs, longest } = await runsOf(task.id);
    console.log(`${acts.length + 1} acts: ${runs} runs, the longest of ${longest} events`);
    expect(runs).toBe(2);
    expect(longest).toBeLessThanOrEqual(8 + 6 * 510);
  }, 180_000);

  test('costs its acts and its timers, whoever opened it', async () => {
    const office = 'UBX-02647';
    await work.accepts(await run.task('II.5', office));
    await work.delivers(await run.task('II.5', office), null);
    const { id, stage } = await run.task('II.5', office);
    expect(stage).toBe('done');
    const own = await costOf(client, workflowId('task', id));
    console.log(`a task: ${JSON.stringify(own)}`);
    expect(own.acts).toBe(3);
    expect(own.events).toBeLessThanOrEqual(8 + 6 * own.acts + 2 * own.timers);
    expect(own.transitions).toBeLessThanOrEqual(2 + 2 * own.acts);
  }, 60_000);
});
