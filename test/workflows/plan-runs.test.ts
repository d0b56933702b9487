import { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import { rebuildEngine } from '../../client/rebuild.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import type { OpenedTask } from '../../domain/tasks/fact.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { SECOND, plus } from '../../domain/time/instant.ts';
import { askForDifficulty, loadDifficulty, openDifficulties } from '../../records/difficulties.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { askForPlan, loadRun, openRuns } from '../../records/plans.ts';
import { registerRows } from '../../records/register-rows.ts';
import { addOwnTask, tasksLeftBehind } from '../../records/task-places.ts';
import { openTaskIds } from '../../records/tasks.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import type { Parts } from '../../worker/parts.ts';
import { relayErrands } from '../../worker/roles/errands.ts';
import { workflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';

const DOCUMENT = { sha256: 'a'.repeat(64), title: 'Báo cáo rà soát danh mục' };

describe('the plan of Lào Cai on the real server', () => {
  let system: CaseSystem;
  let run: PlanRun;
  beforeAll(async () => {
    system = await CaseSystem.start('real');
    run = await PlanRun.load(system, smallPlan());
  }, 180_000);
  afterAll(() => system.stop());

  /** What the register has of an office, whenever. */
  const counted = (office: string) => {
    const [from, to] = ['2020-01-01', '2099-12-31'] as CivilDate[] as [CivilDate, CivilDate];
    const asked = { offices: new Set([office]), from, to, asOf: null };
    return registerRows(system.database.db, asked);
  };

  test('runs from its adoption on, and gives its tasks to whoever holds them', async () => {
    expect(await run.state()).toMatchObject({ stage: 'draft' });
    expect(await run.opened()).toBe(0);
    await run.adopt('case-officer@UBND-15', 'head@UBND-15');
    expect(await run.state()).toMatchObject({ stage: 'running' });
    await system.until('all tasks are open', async () => (await run.opened()) === 3);
    expect(await run.task('II.5', 'UBX-02647')).toMatchObject({ stage: 'assigned', role: 'lead' });
  }, 60_000);

  test('a task is taken up, handed in, returned, handed in again and accepted', async () => {
    const office = 'UBX-02647';
    const lists = await run.task('II.5', office);
    const { person } = system.person(`case-officer@${office}`);
    await run.works(lists, `head@${office}`, 'accept-task', { person });
    const product = {
      ...{ occurrence: null, document: DOCUMENT, note: 'Đã rà soát' },
      ...{ exchange: null, list: 'unchanged' as const },
    };
    await run.works(lists, `case-officer@${office}`, 'submit-product', product);
    const police = 'case-officer@CAT-15-PA03';
    const [first] = (await run.task('II.5', office)).occurrences;
    const occurrence = first?.id ?? '';
    await run.works(lists, police, 'return-product', { occurrence, reason: 'Thiếu phụ lục' });
    await run.works(lists, `case-officer@${office}`, 'submit-product', product);
    const again = await run.task('II.5', office);
    const sum = again.occurrences[0]?.submissions.at(-1)?.checksum ?? '';
    await run.works(lists, police, 'accept-product', { occurrence, checksum: sum });
    expect(await run.task('II.5', office)).toMatchObject({ stage: 'done', ending: 'on-time' });
    expect(await counted(office)).toContainEqual(
      expect.objectContaining({ figure: 'tasks', office, values: { 'task-state': 'done' } }),
    );
  }, 60_000);

  test('an office adds a task of its own', async () => {
    const office = 'UBX-03006';
    const { id: plan, owner, followUp } = run.plan;
    const id = randomUUID();
    const words = (vi: string) => ({ vi, en: vi, lo: vi });
    const opened: OpenedTask = {
      number: 'NV-LAO-CAI-NHO.RIENG-1.UBX-03006',
      drill: false,
      plan: { plan, run: run.id, edition: 1 },
      task: 'RIENG-1',
      own: { addedBy: system.person(`head@${office}`).person, carriesOut: 'II.5' },
      role: 'lead',
      office,
      scope: null,
      owner,
      reviewer: followUp,
      lead: null,
      terms: {
        job: words('Kiểm kê con dấu độ mật'),
        product: words('Biên bản kiểm kê'),
        due: { kind: 'date', reading: 'by', date: '2027-06-30' as CivilDate, policy: 'plain' },
        nature: { kind: 'plain' },
        phase: null,
      },
    };
    await system.database.db.transaction((tx) => addOwnTask(tx, run.id, id, opened));
    // Whoever was to begin it has died: the relay does.
    await relay('plans, tasks and difficulties left behind');
    await system.until('it is open', async () => (await run.opened()) === 4);
    expect(await tasksLeftBehind(system.database.db)).toEqual([]);
    expect(await run.task('RIENG-1', office)).toMatchObject({ stage: 'assigned', office });
  }, 60_000);

  test('a difficulty goes through the channel', async () => {
    const office = 'UBX-02647';
    expect(await run.raises(office)).toMatchObject({
      holder: 'CAT-15-PA03',
      number: expect.stringMatching(/^VM-\d{4}-000001$/),
    });
    expect(await counted(office)).toContainEqual(
      expect.objectContaining({ values: { 'difficulty-state': 'unanswered' } }),
    );
  }, 60_000);

  test('what was loaded or raised by somebody who died is begun by the relay', async () => {
    const { db } = system.database;
    const asked = plus(system.now(), -10 * SECOND);
    const other = { ...smallPlan(), id: 'lao-cai-khac' };
    const loaded = await db.transaction((tx) =>
      askForPlan(tx, other, { drill: false, now: asked }),
    );
    const id = randomUUID();
    const { person: raisedBy } = system.person('head@UBX-03006');
    const raised = { drill: false, about: null, office: 'UBX-03006', raisedBy, words: 'Thiếu máy' };
    await db.transaction((tx) => askForDifficulty(tx, id, raised, asked));
    await relay('plans, tasks and difficulties left behind');
    await system.until('it is raised', async () => (await loadDifficulty(db, id)) !== null);
    await system.until('it is loaded', async () => (await loadRun(db, loaded?.id ?? '')) !== null);
  }, 60_000);

  test('the tasks are told by the relay when their plan stands still, and goes on', async () => {
    const isStill = async (office: string) => (await run.task('II.5', office)).standstill !== null;
    await run.does('head@UBND-15', 'suspend-plan', { reason: 'Chờ sửa Hiệp định' });
    await relay('cases to be told to look');
    await system.until('it stands still', () => isStill('UBX-03006'));
    await run.does('head@UBND-15', 'resume-plan', { reason: 'Đã sửa' });
    await relay('cases to be told to look');
    await system.until('it goes on', async () => !(await isStill('UBX-03006')));
  }, 60_000);

  test('after a loss of the engine’s store everything open runs again', async () => {
    const { db } = system.database;
    const open = [
      ...(await openRuns(db)).map((id) => workflowId('plan', id)),
      ...(await openTaskIds(db)).map((id) => workflowId('task', id)),
      ...(await openDifficulties(db)).map((id) => workflowId('difficulty', id)),
    ].sort();
    // Two plans; three tasks, of which one is done, with one of an office's own; two difficulties.
    expect(open).toHaveLength(2 + 3 + 2);
    await system.loseStore();
    expect(await running()).toEqual([]);
    expect(await rebuildEngine(db, system.engine)).toBe(open.length);
    await system.until('all of it runs', async () => (await running()).length === open.length);
    expect((await running()).map(({ id }) => id)).toEqual(open);
    const runs = await running();
    expect(await rebuildEngine(db, system.engine)).toBe(open.length);
    expect(await running()).toEqual(runs);
    const lists = await run.task('II.5', 'UBX-03006');
    const { person } = system.person('case-officer@UBX-03006');
    await run.works(lists, 'head@UBX-03006', 'accept-task', { person });
    await run.does('head@UBND-15', 'suspend-plan', { reason: 'Chạy thử' });
    const { rows } = await db.query<{ id: string }>('select id from difficulties order by number');
    const difficulty = await run.difficulty(rows[0]?.id ?? '');
    await run.answers(difficulty, 'case-officer@CAT-15-PA03', 'take-up-difficulty', {});
    expect(await casesToldOtherwise(db)).toEqual([]);
  }, 60_000);

  test('a task that was done goes on in a longer phase, though nothing carried it', async () => {
    const [year, office] = [Number(system.now().slice(0, 4)), 'UBX-02647'];
    const inPhase = (to: number, version: number): Plan => {
      const plan = smallPlan([office]);
      const days = { from: `${year}-01-01` as CivilDate, to: `${to}-12-31` as CivilDate };
      const due = { kind: 'phase', every: { unit: 'year', certainty: 'plan' } } as const;
      const tasks = plan.tasks
        .filter(({ id }) => id === 'II.5')
        .map((task) => ({ ...task, phase: 'I', due, nature: { kind: 'plain' } as const }));
      return {
        ...{ ...plan, id: 'lao-cai-dai-hon', version, tasks },
        phases: [{ id: 'I', name: plan.title, ...days }],
      };
    };
    const longer = await PlanRun.load(system, inPhase(year, 1));
    await longer.adopt('case-officer@UBND-15', 'head@UBND-15');
    await system.until('it is given', async () => (await longer.opened()) === 1);
    const found = () => longer.task('II.5', office);
    const task = await found();
    const { person } = system.person(`case-officer@${office}`);
    await longer.works(task, `head@${office}`, 'accept-task', { person });
    await longer.works(task, `case-officer@${office}`, 'submit-product', {
      ...{ occurrence: null, document: DOCUMENT, note: '', exchange: null, list: null },
    });
    const [product] = (await found()).occurrences;
    const sum = product?.submissions[0]?.checksum ?? '';
    await longer.works(task, 'case-officer@CAT-15-PA03', 'accept-product', {
      ...{ occurrence: product?.id ?? '', checksum: sum },
    });
    expect(await found()).toMatchObject({ stage: 'done' });
    const isCarried = async () =>
      (await running()).some(({ id }) => id === workflowId('task', task.id));
    await system.until('nothing carries it', async () => !(await isCarried()));
    await longer.amend('case-officer@UBND-15', 'head@UBND-15', inPhase(year + 1, 2));
    await relay('cases to be told to look');
    await system.until('it goes on', async () => (await found()).stage === 'in-progress');
    expect(await isCarried()).toBe(true);
  }, 60_000);

  /** One round of an errand of the relay. */
  async function relay(errand: string): Promise<void> {
    const { engine } = system;
    const { db } = system.database;
    const clock = { now: () => system.now() };
    const parts = { db, engine, clock, drill: null, brought: loadBrought() };
    const errands = relayErrands(parts as Partial<Parts> as Parts, {} as DeliverNotices);
    const found = errands.find(({ name }) => name === errand);
    if (found === undefined) throw new Error(errand);
    await found.run();
  }

  /** What runs in the engine, with the run that carries it. */
  async function running(): Promise<{ id: string; run: string }[]> {
    const { connection, namespace } = system;
    const { workflow } = new Client({ connection, namespace });
    const found: { id: string; run: string }[] = [];
    for await (const one of workflow.list({ query: `ExecutionStatus = 'Running'` })) {
      found.push({ id: one.workflowId, run: one.runId });
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
});
