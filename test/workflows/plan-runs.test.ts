import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenedTask } from '../../domain/tasks/fact.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { registerRows } from '../../records/register-rows.ts';
import { addOwnTask } from '../../records/task-places.ts';
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
    await system.engine.begin(id, 'task');
    await system.until('it is open', async () => (await run.opened()) === 4);
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
});
