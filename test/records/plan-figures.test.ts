import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../domain/plans/plan.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { mergeOffices } from '../support/merge-offices.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';
import { ReportYear } from '../support/report-year.ts';

const COMMUNE = 'UBX-02647';
const NEIGHBOUR = 'UBX-03006';
const OLD = 'UBX-02839';
const POLICE = 'case-officer@CAT-15-PA03';

let system: DirectSystem;
beforeAll(async () => {
  system = await DirectSystem.open('2025-11-16T09:00:00.000+07:00');
});
afterAll(() => system.stop());

const stand = (at: string): void => {
  system.at = `${at}T09:00:00.000+07:00` as Instant;
};

/** The lists of three communes, due on the first of December. */
function plan(): Plan {
  const small = smallPlan([COMMUNE, NEIGHBOUR, OLD]);
  const due = { kind: 'date', reading: 'by', policy: 'plain' } as const;
  const tasks = small.tasks.map((task) =>
    task.id === 'II.5' ? { ...task, due: { ...due, date: '2026-12-01' as CivilDate } } : task,
  );
  return { ...small, tasks };
}

async function handsIn(run: PlanRun, office: string): Promise<void> {
  const task = await run.task('II.5', office);
  const { person } = system.person(`case-officer@${office}`);
  await run.works(task, `head@${office}`, 'accept-task', { person });
  await run.works(task, `case-officer@${office}`, 'submit-product', {
    ...{ occurrence: null, document: { sha256: 'a'.repeat(64), title: 'Danh mục' } },
    ...{ note: 'Đã rà soát', exchange: null, list: 'unchanged' },
  });
  const [first] = (await run.task('II.5', office)).occurrences;
  const checksum = first?.submissions.at(-1)?.checksum ?? '';
  await run.works(task, POLICE, 'accept-product', { occurrence: first?.id ?? '', checksum });
}

describe('figures of tasks and difficulties', () => {
  let before: ReportYear;
  let year: ReportYear;
  let run: PlanRun;
  let unanswered: string;
  let passedUp: string;
  let raised: { readonly id: string };

  /** What the system knows of the figures of tasks and difficulties. */
  async function known(of: ReportYear, office: string): Promise<Record<string, number>> {
    const all = [...(await of.known(office))];
    return Object.fromEntries(
      all.filter(([id]) => /^(tasks|difficulties)/.test(id)).map(([id, { value }]) => [id, value]),
    );
  }

  beforeAll(async () => {
    before = await ReportYear.open(system, [COMMUNE], { year: 2025 });
    stand('2026-04-15');
  });

  test('are counted by hand until a plan is adopted', async () => {
    run = await PlanRun.load(system, plan());
    expect(await known(before, COMMUNE)).toEqual({});
    stand('2026-11-16');
    year = await ReportYear.open(system, [COMMUNE, NEIGHBOUR, OLD, 'UBND-15'], { year: 2026 });
    expect(await known(year, COMMUNE)).toEqual({});
    expect((await year.draft(COMMUNE)).flatMap(({ figures }) => Object.keys(figures))).toContain(
      'tasks-overdue',
    );
  });

  test('are taken from the record from then on; what was frozen before stays by hand', async () => {
    stand('2026-11-20');
    await run.adopt('case-officer@UBND-15', 'head@UBND-15');
    await system.look('plan', run.id);
    expect(await known(before, COMMUNE)).toEqual({});
    expect(await known(year, COMMUNE)).toEqual({
      tasks: 1,
      'tasks-done': 0,
      'tasks-overdue': 0,
      difficulties: 0,
      'difficulties-unanswered': 0,
    });
    expect(
      (await year.draft(COMMUNE)).flatMap(({ figures }) => Object.keys(figures)),
    ).not.toContain('tasks-overdue');
    expect((await year.known(COMMUNE)).get('tasks')?.behind).toEqual([
      { office: COMMUNE, what: `NV-LAO-CAI-NHO.II.5.${COMMUNE}` },
    ]);
  });

  test('tell unanswered difficulties by their numbers, those that were passed up too', async () => {
    raised = await run.raises(COMMUNE);
    unanswered = (await run.difficulty(raised.id)).number;
    const higher = await run.raises(COMMUNE, 'Chưa có hướng dẫn về bản dịch');
    passedUp = higher.number;
    await run.answers(higher, POLICE, 'take-up-difficulty', {});
    await run.answers(higher, 'head@CAT-15-PA03', 'pass-up', { reason: 'Vượt thẩm quyền' });
    const taken = await run.raises(COMMUNE, 'Nhầm');
    await run.answers(taken, `head@${COMMUNE}`, 'withdraw-difficulty', { reason: 'Nêu nhầm' });
    expect(await known(year, COMMUNE)).toMatchObject({
      difficulties: 2,
      'difficulties-unanswered': 2,
    });
    expect(
      (await year.known(COMMUNE)).get('difficulties-unanswered')?.behind.map(({ what }) => what),
    ).toEqual([unanswered, passedUp].sort());
    expect(await known(year, NEIGHBOUR)).toMatchObject({ difficulties: 0 });
  });

  test('move until they freeze: one is done in time, one is overdue', async () => {
    await handsIn(run, NEIGHBOUR);
    stand('2026-12-03');
    for (const office of [COMMUNE, OLD]) {
      await system.look('task', (await run.task('II.5', office)).id);
    }
    expect(await known(year, NEIGHBOUR)).toMatchObject({ 'tasks-done': 1, 'tasks-overdue': 0 });
    expect(await known(year, COMMUNE)).toMatchObject({ 'tasks-done': 0, 'tasks-overdue': 1 });
  });

  test('stand still from then on, whatever is done, answered or merged', async () => {
    stand('2026-12-16');
    const then = await Promise.all([COMMUNE, NEIGHBOUR, OLD].map((one) => known(year, one)));
    await handsIn(run, COMMUNE);
    const open = await run.difficulty(raised.id);
    await run.answers(open, POLICE, 'take-up-difficulty', {});
    const answer = { words: 'Dùng máy của Công an xã', document: null };
    await run.answers(open, POLICE, 'draft-answer', answer);
    const checksum = (await run.difficulty(open.id)).draft?.checksum ?? '';
    await run.answers(open, 'head@CAT-15-PA03', 'approve-answer', { checksum });
    await run.raises(COMMUNE, 'Nêu sau');
    const old = await run.task('II.5', OLD);
    await mergeOffices(system.database.db, OLD, NEIGHBOUR, '2026-12-20' as CivilDate);
    stand('2026-12-21');
    await system.look('task', old.id);
    expect(await run.task('II.5', OLD)).toMatchObject({ office: NEIGHBOUR });
    const now = await Promise.all([COMMUNE, NEIGHBOUR, OLD].map((one) => known(year, one)));
    expect(now).toEqual(then);
    expect(now.map((one) => one['tasks-overdue'])).toEqual([1, 0, 1]);
    expect((await year.known(OLD)).get('tasks')?.behind).toMatchObject([{ office: OLD }]);
    expect(now[0]).toMatchObject({ difficulties: 2, 'difficulties-unanswered': 2 });
  });

  test('of the whole branch are the same, and what was done later counts next year', async () => {
    stand('2027-11-16');
    const next = await ReportYear.open(system, [COMMUNE], { year: 2027 });
    expect(await known(next, COMMUNE)).toEqual({
      tasks: 1,
      'tasks-done': 1,
      'tasks-overdue': 0,
      difficulties: 1,
      'difficulties-unanswered': 1,
    });
  });

  test('that an older version wrote nothing of are made from the facts', async () => {
    const now = await known(year, COMMUNE);
    await system.database.db.query('update tasks set figures = null, moved_at = null');
    await system.database.db.query('update difficulties set figures = null, moved_at = null');
    expect(await known(year, COMMUNE)).toEqual(now);
  });
});
