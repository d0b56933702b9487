import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRESS_STATES } from '../../records/plan-progress.ts';
import { loadRun } from '../../records/plans.ts';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

const WARD = 'UBX-02647';
const SAPA = 'UBX-03006';
const THIRD = 'UBX-02839';
const DESK = 'CAT-15-PA03';
const CHAIRMAN = 'head@UBND-15';
const PRODUCT = {
  ...{ occurrence: null, document: { sha256: 'a'.repeat(64), title: 'Báo cáo' }, note: '' },
  ...{ exchange: null, list: 'unchanged' as const },
};

let tasks: TaskOffice;

beforeAll(async () => {
  tasks = await TaskOffice.open();
  await tasks.adopt(smallPlan({ 'II.5': { lead: [WARD, SAPA, THIRD] }, 'II.1.a': {} }));
});

afterAll(() => tasks.close());

const get = async (who: string, path: string) => {
  const answered = await (await tasks.somebody(who)).get(path);
  expect(answered.status, answered.text).toBe(200);
  return answered.json;
};

/** How the tasks of the plan stand; the states add up to all of them. */
const counts = async () => {
  const { whole, behind } = await get(CHAIRMAN, '/plans/lao-cai-nho/progress');
  const sum = PROGRESS_STATES.reduce((total, state) => total + (whole[state] as number), 0);
  expect(sum).toBe(whole.tasks);
  const some = Object.entries(whole as Record<string, number>).filter(([, count]) => count > 0);
  return { counts: Object.fromEntries(some), behind: behind.length as number };
};

const picture = async (who = CHAIRMAN) => {
  const { rows } = await get(who, '/plans/lao-cai-nho/gantt');
  return Object.fromEntries(
    (rows as { task: string; state: string; done: number; offices: number }[]).map((row) => [
      row.task,
      `${row.state} ${row.done}/${row.offices}`,
    ]),
  );
};

/** Everybody looks, as everybody would by themselves by now. */
const looks = async (now: string) => {
  tasks.office.goTo(now);
  const { rows } = await tasks.office.database.db.query<{ id: string }>('select id from tasks');
  for (const { id } of rows) await tasks.office.engine.look(id, 'task');
};

const takesUp = async (task: string, office: string) => {
  const person = await tasks.person(`case-officer@${office}`);
  await tasks.does(tasks.number(task, office), `head@${office}`, 'accept-task', { person });
};

const handsIn = (office: string) =>
  tasks.does(tasks.number('II.5', office), `case-officer@${office}`, 'submit-product', PRODUCT);

const delivers = async (office: string) => {
  const task = tasks.number('II.5', office);
  await handsIn(office);
  const { occurrences } = await tasks.state(task);
  const { id: occurrence, submissions } = occurrences.at(-1) ?? { id: '', submissions: [] };
  const checksum = submissions.at(-1)?.checksum ?? '';
  await tasks.does(task, `case-officer@${DESK}`, 'accept-product', { occurrence, checksum });
};

const told = async (task: string, who = CHAIRMAN) =>
  (await get(who, `/tasks/${task}/timeline`)).items as { happenedAt: string; text: string }[];

describe('what is left of a plan, told as it is', () => {
  it('nobody is behind who still has days to accept', async () => {
    expect(await counts()).toEqual({ counts: { tasks: 4, 'to-take-up': 4 }, behind: 0 });
    expect(await picture()).toEqual({
      'II.1.a': 'not-taken-up 0/1',
      'II.5': 'not-taken-up 0/3',
    });
    const { items } = await tasks.list(`head@${WARD}`);
    // Two deadlines: of what is to be handed in, and, before that, of accepting.
    expect(items[0]).toMatchObject({
      due: '2027-01-01T00:00:00.000+07:00',
      nextClock: { vi: 'Nhận nhiệm vụ hoặc nêu ý kiến' },
    });
    expect(items[0].nextDue < '2026-05-20').toBe(true);
  });

  it('whoever lets those days pass is', async () => {
    await looks('2026-05-20T09:00:00.000+07:00');
    expect(await counts()).toEqual({ counts: { tasks: 4, 'not-taken-up': 4 }, behind: 4 });
    for (const office of [WARD, SAPA, THIRD]) await takesUp('II.5', office);
    await takesUp('II.1.a', 'CAT-15');
    expect(await counts()).toEqual({ counts: { tasks: 4, running: 4 }, behind: 0 });
  });

  it('a picture says nothing of what its reader does not see', async () => {
    const mine = await picture(`head@${WARD}`);
    expect(mine).toEqual({ 'II.1.a': 'not-seen 0/0', 'II.5': 'running 0/1' });
  });

  it('what is late is late since it was due, and was not kept', async () => {
    await delivers(WARD);
    await handsIn(THIRD);
    await looks('2027-01-05T09:00:00.000+07:00');
    const task = tasks.number('II.5', SAPA);
    const { occurrences } = await tasks.view(task, CHAIRMAN);
    expect(occurrences[0].lateSince).toBe('2027-01-01T00:00:00.000+07:00');
    await delivers(SAPA);
    expect(await counts()).toMatchObject({
      counts: { done: 1, 'done-late': 1, overdue: 1, running: 1 },
    });
    const late = (await told(task)).map(({ text }) => text);
    expect(late).toContain('Thời hạn "Hoàn thành nhiệm vụ" kết thúc (đã quá hạn).');
    const kept = (await told(tasks.number('II.5', WARD))).map(({ text }) => text);
    expect(kept).toContain('Thời hạn "Hoàn thành nhiệm vụ" đã được giữ.');
  });

  it('and when the plan ends, what was done, late and left is told all the same', async () => {
    await tasks.plans(`case-officer@${DESK}`, 'propose-end', { reason: 'Đã tổng kết' });
    const run = await loadRun(tasks.office.database.db, 'KH-LAO-CAI-NHO');
    const { id: proposal = '', checksum = '' } = run?.proposals.at(-1) ?? {};
    await tasks.plans(CHAIRMAN, 'approve-plan', { proposal, checksum });
    await looks('2027-01-06T09:00:00.000+07:00');
    expect(await counts()).toEqual({
      counts: { tasks: 4, done: 1, 'done-late': 1, 'stopped-late': 1, stopped: 1 },
      behind: 0,
    });
    expect(await picture()).toEqual({ 'II.1.a': 'ended 0/1', 'II.5': 'ended 2/3' });
  });

  it('a task that came after its own day is not late before it was there', async () => {
    await tasks.adopt(smallPlan({ 'II.5': { lead: [WARD] } }, 'lao-cai-muon'));
    const entries = await told(tasks.number('II.5', WARD));
    const moments = entries.map(({ happenedAt }) => happenedAt);
    expect(moments).toEqual([...moments].sort());
    expect(entries.map(({ text }) => text)).toContain(
      'Hạn "Hoàn thành nhiệm vụ" (24:00 ngày 31/12/2026) đã qua khi giao.',
    );
  });
});
