import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Holders, Plan } from '../../domain/plans/plan.ts';
import { askForDifficulty, difficultyRows, loadDifficulty } from '../../records/difficulties.ts';
import type { OpenedTask } from '../../domain/tasks/fact.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { addOwnTask } from '../../records/task-places.ts';
import { taskRows } from '../../records/tasks.ts';
import { loadPlans } from '../../rules/load-plans.ts';
import { CaseSystem } from '../support/case-system.ts';
import { PlanRun } from '../support/plan-run.ts';

// The lists of two communes and the police's own standing task: the whole plan is a thousand tasks.
const WHOLE = loadPlans().find(({ id }) => id === 'lao-cai-2026');
const COMMUNES: readonly Holders[] = ['UBX-02647', 'UBX-03006'].map((office): Holders => ({
  kind: 'office',
  office,
  scope: null,
}));

function smaller(plan: Plan): Plan {
  const picked = plan.tasks.filter(({ id }) => id === 'II.5' || id === 'II.1.a');
  const tasks = picked.map((task) => ({
    ...task,
    lead: task.id === 'II.5' ? COMMUNES : task.lead,
    coordinating: [],
    asked: [],
  }));
  return { ...plan, id: 'lao-cai-nho', tasks };
}

const DOCUMENT = { sha256: 'a'.repeat(64), title: 'Báo cáo rà soát danh mục' };

describe('the plan of Lào Cai on the real server', () => {
  let system: CaseSystem;
  let run: PlanRun;
  beforeAll(async () => {
    system = await CaseSystem.start('real');
    if (WHOLE === undefined) throw new Error('No plan of Lào Cai');
    run = await PlanRun.load(system, smaller(WHOLE));
  }, 180_000);
  afterAll(() => system.stop());

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
    expect(await taskRows(system.database.db, [office])).toContainEqual(
      expect.objectContaining({ state: 'done', office }),
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
    await system.engine.begin(id, 'task');
    await system.until('it is open', async () => (await run.opened()) === 4);
    expect(await run.task('RIENG-1', office)).toMatchObject({ stage: 'assigned', office });
  }, 60_000);

  test('a difficulty goes through the channel', async () => {
    const office = 'UBX-02647';
    const id = randomUUID();
    const { person } = system.person(`head@${office}`);
    await system.database.db.transaction((tx) =>
      askForDifficulty(
        tx,
        id,
        { drill: false, about: null, office, raisedBy: person, words: 'Thiếu máy soạn thảo' },
        system.now(),
      ),
    );
    await system.engine.begin(id, 'difficulty');
    const state = () => loadDifficulty(system.database.db, id);
    await system.until('it is raised', async () => (await state()) !== null);
    expect(await state()).toMatchObject({
      holder: 'CAT-15-PA03',
      number: expect.stringMatching(/^VM-\d{4}-000001$/),
    });
    expect(await difficultyRows(system.database.db, [office])).toMatchObject([
      { state: 'unanswered' },
    ]);
  }, 60_000);
});
