import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Holders, Plan } from '../../domain/plans/plan.ts';
import { standingOf } from '../../domain/tasks/rows.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { loadTaskPlace } from '../../records/task-places.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { broughtPlan, smallPlan } from '../support/plans.ts';

const BODIES = ['BNG', 'BTP'] as const;
let system: DirectSystem;
let run: PlanRun;

/** What Decision 801 asks of two ministries in its first phase, which was over in 2024. */
function firstPhase(): Plan {
  const plan = broughtPlan('801-qd-ttg-2024');
  const lead = BODIES.map((office): Holders => ({ kind: 'office', office, scope: null }));
  const [task, other] = plan.tasks
    .filter(({ phase, due }) => phase === 'I' && due?.kind === 'phase' && due.every === null)
    .map((one) => ({ ...one, coordinating: [], asked: [] }));
  if (task === undefined || other === undefined) throw new Error('Phase I has no such tasks');
  const asked: Holders = { kind: 'office', office: 'BKHCN', scope: null };
  return {
    ...plan,
    tasks: [
      { ...task, lead },
      { ...other, lead: lead.slice(0, 1), asked: [asked] },
    ],
  };
}

beforeAll(async () => {
  system = await DirectSystem.open('2026-11-02T08:00:00.000+07:00');
  run = await PlanRun.load(system, firstPhase());
  await run.adopt('case-officer@BCA-A03', 'head@BCA');
});

afterAll(() => system.stop());

describe('a plan that is adopted when its first phase is over', () => {
  it('closes that phase with every task that it gave out, each with its office', async () => {
    // The process is woken at once: the last day of the phase is long past.
    await system.look('plan', run.id);
    const { phases } = await run.state();
    const [task, other] = run.plan.tasks.map(({ id }) => id);
    expect(phases[0]).toMatchObject({
      ...{ id: 'I', state: 'closed' },
      leftOpen: [
        { task, offices: ['BNG', 'BTP'] },
        { task: other, offices: ['BNG'] },
      ],
    });
  });

  it('has the ministries’ tasks open all the same, overdue since the last day', async () => {
    for (const office of BODIES) {
      const { id } = await run.task(run.plan.tasks[0]?.id ?? '', office);
      await system.look('task', id);
      const task = await run.task(run.plan.tasks[0]?.id ?? '', office);
      expect(standingOf(task), office).toBe('overdue');
      const due = task.clocks.find(({ rule }) => rule === 'task-due')?.due;
      expect(due, office).toBe('2025-01-01T00:00:00.000+07:00');
      expect(task.occurrences, office).toMatchObject([{ status: 'open' }]);
    }
    expect(await run.opened()).toBe(4);
    expect(await casesToldOtherwise(system.database.db)).toEqual([]);
  });
});

describe('a task that an amendment drops before it is opened', () => {
  it('stays unopened, and what is left of the plan is opened all the same', async () => {
    const { db } = system.database;
    const amended = await PlanRun.load(system, smallPlan());
    await amended.adopt('case-officer@UBND-15', 'head@UBND-15');
    await amended.does('head@UBND-15', 'suspend-plan', { reason: 'Chờ sửa' });
    expect(await amended.opened()).toBe(0);
    const tasks = amended.plan.tasks.filter(({ id }) => id !== 'II.1.a');
    const later = { ...amended.plan, version: 2, tasks };
    await amended.amend('case-officer@UBND-15', 'head@UBND-15', later);
    await amended.does('head@UBND-15', 'resume-plan', { reason: 'Đã sửa' });
    await system.engine.begin(amended.id, 'plan');
    const { rows } = await db.query<{ id: string; task: string }>(
      'select id, task from task_places where run_id = $1 and not opened',
      [amended.id],
    );
    expect(rows.map(({ task }) => task)).toEqual(['II.1.a']);
    expect(await amended.opened()).toBe(2);
    // Whoever begins it all the same begins nothing.
    const left = rows[0]?.id ?? '';
    expect(await loadTaskPlace(db, left)).not.toBeNull();
    await system.engine.begin(left, 'task');
    expect(await amended.opened()).toBe(2);
  });
});
