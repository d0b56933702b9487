import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BenchPeople } from '../../bench/people.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { dateOf, msOf } from '../../domain/time/instant.ts';
import { workflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { PlanWork } from '../support/plan-work.ts';
import { broughtPlan } from '../support/plans.ts';

/*
 * Two standing tasks over ten years of skipped time: the police hand in every quarter (Lào Cai
 * IV.1), the department of culture never does (II.1.b) and is urged all the time.
 */

const YEARS = 10;
// No run of a process has a longer history, whatever it waits for.
const LONGEST = 4_200;
const BUSY = ['IV.1', 'CAT-15'] as const;
const IDLE = ['II.1.b', 'SVHTTDL-15'] as const;

let system: CaseSystem;
let run: PlanRun;
let work: PlanWork;
let client: Client;
let begins = '';

beforeAll(async () => {
  system = await CaseSystem.start('skip');
  const { connection, namespace } = system;
  client = new Client({ connection, namespace });
  const people = new BenchPeople('2025-07-01' as CivilDate);
  const offices = ['UBND-15', 'CAT-15-PA03', 'CAT-15', 'SVHTTDL-15'];
  await people.make(
    system.database.db,
    offices.flatMap((id) => [`head@${id}`, `case-officer@${id}`]),
  );
  const whole = broughtPlan('lao-cai-2026');
  const tasks = whole.tasks
    .filter(({ id }) => id === BUSY[0] || id === IDLE[0])
    .map((task) => ({ ...task, coordinating: [] }));
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
    { ...whole, id: 'muoi-nam', tasks, recipients: [] },
  );
  work = new PlanWork(run);
  await run.adopt('case-officer@CAT-15-PA03', 'head@UBND-15');
  await system.until('both are open', async () => (await run.opened()) === 2);
  await work.takesUp();
  begins = dateOf(system.now());
  for (let quarter = 0; quarter < 4 * YEARS; quarter += 1) {
    await work.handsIn(({ task }) => task === BUSY[0]);
    await skipTo(nextQuarter());
  }
}, 400_000);
afterAll(() => system.stop());

/** In one leap: for ten years a day at a time is long. */
async function skipTo(instant: Instant): Promise<void> {
  const seconds = Math.ceil((msOf(instant) - msOf(system.now())) / 1_000);
  const { testService } = system.connection;
  await testService?.unlockTimeSkippingWithSleep({ duration: { seconds } } as never);
  await system.time?.refresh();
}

function nextQuarter(): Instant {
  const [year = 0, month = 0] = dateOf(system.now()).split('-').map(Number);
  const next = Math.floor((month - 1) / 3) * 3 + 4;
  const day = next > 12 ? `${year + 1}-01-02` : `${year}-${String(next).padStart(2, '0')}-02`;
  return `${day}T00:00:00.000+07:00` as Instant;
}

/** Every run of a task's process with what its history has, the newest first. */
async function runsOf([task, office]: readonly [string, string]) {
  const { id } = await run.task(task, office);
  const found = [];
  for (let runId: string | undefined; ;) {
    const handle = client.workflow.getHandle(workflowId('task', id), runId);
    const { events = [] } = await handle.fetchHistory();
    const having = (what: keyof NonNullable<typeof events>[number]) =>
      (events ?? []).filter((event) => event[what] != null).length;
    found.push({
      events: events?.length ?? 0,
      acts: having('workflowExecutionUpdateAcceptedEventAttributes'),
      timers: having('timerStartedEventAttributes'),
      rung: having('timerFiredEventAttributes'),
    });
    const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (before == null || before === '') return found;
    runId = before;
  }
}

describe('a standing task over ten years', () => {
  test('that is done each quarter costs each occurrence three commands', async () => {
    const { occurrences } = await run.task(...BUSY);
    expect(occurrences.length).toBe(4 * YEARS + 1);
    expect(new Set(occurrences.slice(0, -1).map(({ status }) => status))).toEqual(
      new Set(['accepted']),
    );
    const runs = await runsOf(BUSY);
    const sum = (of: (one: (typeof runs)[number]) => number) =>
      runs.reduce((all, one) => all + of(one), 0);
    const total = {
      ...{ events: sum(({ events }) => events), acts: sum(({ acts }) => acts) },
      ...{ timers: sum(({ timers }) => timers), rung: sum(({ rung }) => rung) },
    };
    console.log(
      `each quarter, since ${begins}: ${JSON.stringify({ runs: runs.length, ...total })}`,
    );
    // Taken up once; then opened by its timer, handed in and accepted.
    expect(total.acts).toBe(1 + 2 * 4 * YEARS);
    expect(total.rung).toBeLessThanOrEqual(4 * YEARS + 2);
    const commands = total.acts + total.rung;
    expect(total.events).toBeLessThanOrEqual(8 * runs.length + 6 * commands + 2 * total.timers);
    for (const { events } of runs) expect(events).toBeLessThan(LONGEST);
  });

  test('that is never done is urged all the time, within a bounded history', async () => {
    const { occurrences } = await run.task(...IDLE);
    expect(occurrences.length).toBe(4 * YEARS + 1);
    const missed = occurrences.filter(({ status }) => status === 'missed');
    // Two are urged at most: the newest that is due, and the one that is open.
    expect(missed.length).toBe(4 * YEARS - 1);
    const runs = await runsOf(IDLE);
    const rung = runs.reduce((all, one) => all + one.rung, 0);
    console.log(`never done: ${JSON.stringify(runs)}`);
    expect(rung).toBeGreaterThan(400);
    for (const { events, acts, timers, ...one } of runs) {
      expect(events).toBeLessThan(LONGEST);
      expect(events).toBeLessThanOrEqual(8 + 6 * (acts + one.rung) + 2 * timers);
    }
  });
});
