import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Holders, Plan, PlanTask } from '../../domain/plans/plan.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { progressCounts } from '../../records/plan-progress.ts';
import { planKnowledge } from '../../records/plans.ts';
import { tasksLeftBehind } from '../../records/task-places.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { mergeOffices } from '../support/merge-offices.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan, taskOf } from '../support/plans.ts';
import { until } from '../support/until.ts';

const [COMMUNE, OTHER] = ['UBX-02647', 'UBX-03006'] as const;
const OWNER = 'head@UBND-15';
const office = (id: string): Holders => ({ kind: 'office', office: id, scope: null });
let system: DirectSystem;

beforeAll(async () => {
  system = await DirectSystem.open('2026-04-15T08:00:00.000+07:00');
  await system.staff(
    ['STC-15', 'SNV-15'].flatMap((one) => [`head@${one}`, `case-officer@${one}`]),
    '2026-01-01' as CivilDate,
  );
});

afterAll(async () => {
  expect(await casesToldOtherwise(system.database.db)).toEqual([]);
  await system.stop();
});

/** A small plan under an id of its own, with its two tasks as they are changed here. */
function planOf(id: string, change: Partial<PlanTask>, whole: Partial<Plan> = {}): Plan {
  const plan = smallPlan();
  const tasks = [{ ...taskOf(plan, 'II.1.a'), ...change }];
  return { ...plan, ...whole, id, tasks };
}

async function running(plan: Plan): Promise<PlanRun> {
  const run = await PlanRun.load(system, plan);
  await run.adopt('case-officer@UBND-15', OWNER);
  await system.look('plan', run.id);
  return run;
}

/** Another version of a plan that runs, approved by its owner. */
async function amend(run: PlanRun, plan: Plan): Promise<void> {
  await run.amend('case-officer@UBND-15', OWNER, plan);
  await system.look('plan', run.id);
}

/** Tells everybody who waits to be told, as the relay does. */
async function tellAll(): Promise<void> {
  for (;;) {
    const { rows } = await system.database.db.query<{ id: string }>(
      `with told as (delete from looks where matter = 'task' and look_at <= $1 returning case_id)
       select distinct case_id as id from told`,
      [system.now()],
    );
    if (rows.length === 0) return;
    for (const { id } of rows) await system.look('task', id);
  }
}

async function takesUp(run: PlanRun, task: AgencyTask): Promise<void> {
  const { person } = system.person(`case-officer@${task.office}`);
  await run.works(task, `head@${task.office}`, 'accept-task', { person });
}

const PRODUCT = {
  ...{ occurrence: null, document: { sha256: 'a'.repeat(64), title: 'Báo cáo' } },
  ...{ note: '', exchange: null, list: null },
};

/** The police accept the first product of a task. */
async function accepts(run: PlanRun, task: AgencyTask): Promise<void> {
  const handedIn = (await run.task(task.task, task.office)).occurrences[0];
  const checksum = handedIn?.submissions[0]?.checksum ?? '';
  const occurrence = handedIn?.id ?? '';
  const desk = 'case-officer@CAT-15-PA03';
  await run.works(task, desk, 'accept-product', { occurrence, checksum });
}

describe('the communes that help a department', () => {
  const gathered = (lead: string, version: number) => {
    const nature = { kind: 'collection', what: smallPlan().title, forwardedTo: null } as const;
    const coordinating = [office(COMMUNE), office(OTHER)];
    const whole = { version };
    return planOf('giup-viec', { lead: [office(lead)], coordinating, nature }, whole);
  };
  let run: PlanRun;
  const helper = (id: string) => run.task('II.1.a', id);

  it('hand in to it when an amendment gives the task to another department', async () => {
    run = await running(gathered('STC-15', 1));
    expect(await helper(COMMUNE)).toMatchObject({ lead: 'STC-15', reviewer: { desk: 'STC-15' } });
    await amend(run, gathered('SNV-15', 2));
    await tellAll();
    for (const id of [COMMUNE, OTHER]) {
      expect(await helper(id)).toMatchObject({ lead: 'SNV-15', reviewer: { desk: 'SNV-15' } });
    }
    expect(await helper('STC-15')).toMatchObject({ ending: 'dropped' });
  });

  it('and when that one contests and the owner gives it to a third', async () => {
    const lead = await helper('SNV-15');
    await run.works(lead, 'head@SNV-15', 'contest-task', { reason: 'Không thuộc' });
    await run.works(lead, OWNER, 'decide-contest', {
      ...{ decision: 're-assigned', words: 'Giao Sở Tài chính', to: 'STC-15' },
    });
    await tellAll();
    expect(await helper(COMMUNE)).toMatchObject({ lead: 'STC-15', reviewer: { desk: 'STC-15' } });
  });

  it('know the new one too when they are given their task only afterwards', async () => {
    const late: Plan = { ...gathered('SNV-15', 3), version: 3 };
    const [task] = late.tasks;
    if (task === undefined) throw new Error('No task');
    const coordinating = [...task.coordinating, office('SVHTTDL-15')];
    await amend(run, { ...late, tasks: [{ ...task, coordinating }] });
    const { lead, reviewer } = await helper('SVHTTDL-15');
    expect([lead, reviewer.desk]).toEqual(['STC-15', 'STC-15']);
  });
});

describe('those who helped a lead that is done', () => {
  it('help the one to whom another version gives the task, once it begins', async () => {
    const ledBy = (id: string, version: number) => {
      const date = '2026-12-31' as CivilDate;
      const due = { kind: 'date', reading: 'by', date, policy: 'plain' } as const;
      const held = { lead: [office(id)], coordinating: [office(OTHER)], asked: [] };
      const change = { ...held, due, nature: { kind: 'plain' } } as const;
      return planOf('giup-tiep', change, { version });
    };
    const run = await running(ledBy('STC-15', 1));
    const lead = await run.task('II.1.a', 'STC-15');
    await takesUp(run, lead);
    await run.works(lead, 'case-officer@STC-15', 'submit-product', PRODUCT);
    await accepts(run, lead);
    await tellAll();
    expect(await run.task('II.1.a', OTHER)).toMatchObject({ ending: 'lead-done' });
    await amend(run, ledBy('SNV-15', 2));
    await tellAll();
    expect(await run.task('II.1.a', 'SNV-15')).toMatchObject({ stage: 'assigned' });
    const helps = { stage: 'assigned', ending: null, lead: 'SNV-15' };
    expect(await run.task('II.1.a', OTHER)).toMatchObject(helps);
  });
});

describe('a task that is laid down and that nobody has begun', () => {
  const ledBy = (id: string, version: number) =>
    planOf('chua-mo', { lead: [office(id)], coordinating: [], asked: [] }, { version });
  let run: PlanRun;
  const opened = async () => {
    const { rows } = await system.database.db.query<{ office: string }>(
      'select office from tasks where run_id = $1 order by office',
      [run.id],
    );
    return rows.map((row) => row.office);
  };

  it('is not begun by the office that another version takes it from', async () => {
    run = await PlanRun.load(system, ledBy(COMMUNE, 1));
    await run.adopt('case-officer@UBND-15', OWNER);
    await run.does(OWNER, 'suspend-plan', { reason: 'Chờ sửa' });
    await amend(run, ledBy(OTHER, 2));
    const { openTasks } = await planKnowledge(system.database.db, await run.state());
    expect(openTasks.map((one) => one.office)).toEqual([OTHER]);
    const counted = await progressCounts(system.database.db, {
      ...{ run: run.id, works: null, phases: new Map() },
    });
    expect(counted.map((one) => [one.office, one.state])).toEqual([[OTHER, 'not-opened']]);
    await run.does(OWNER, 'resume-plan', { reason: 'Đã sửa' });
    await system.look('plan', run.id);
    expect(await opened()).toEqual([OTHER]);
    // Whoever begins it all the same begins nothing.
    const { rows } = await system.database.db.query<{ id: string }>(
      'select id from task_places where run_id = $1 and office = $2',
      [run.id, COMMUNE],
    );
    await system.engine.begin(rows[0]?.id ?? '', 'task');
    expect(await opened()).toEqual([OTHER]);
  });

  it('is begun once a later version gives it to that office again', async () => {
    await amend(run, ledBy(COMMUNE, 3));
    await tellAll();
    expect(await opened()).toEqual([COMMUNE, OTHER]);
    expect(await run.task('II.1.a', OTHER)).toMatchObject({ ending: 'dropped' });
  });
});

describe('a task that waited and comes back while its plan is still opening the others', () => {
  it('is left to whoever begins what was left behind', async () => {
    const { db } = system.database;
    const ledBy = (id: string, version: number) =>
      planOf('tro-lai', { lead: [office(id)], coordinating: [], asked: [] }, { version });
    const run = await PlanRun.load(system, ledBy(COMMUNE, 1));
    await run.adopt('case-officer@UBND-15', OWNER);
    expect(await tasksLeftBehind(db)).toEqual([]);
    await run.amend('case-officer@UBND-15', OWNER, ledBy(OTHER, 2));
    expect(await tasksLeftBehind(db)).toEqual([]);
    await run.amend('case-officer@UBND-15', OWNER, ledBy(COMMUNE, 3));
    const [id = '', ...more] = await tasksLeftBehind(db);
    expect(more).toEqual([]);
    await run.does(OWNER, 'suspend-plan', { reason: 'Chờ sửa' });
    expect(await tasksLeftBehind(db)).toEqual([]);
    await run.does(OWNER, 'resume-plan', { reason: 'Đã sửa' });
    await system.engine.begin(id, 'task');
    expect(await run.task('II.1.a', COMMUNE)).toMatchObject({ id, stage: 'assigned' });
    expect(await tasksLeftBehind(db)).toEqual([]);
  });
});

describe('a task of a phase that gets longer', () => {
  const until2026 = (to: string, version: number) => {
    const name = smallPlan().title;
    const phases = [{ id: 'I', name, from: '2026-01-01' as CivilDate, to: to as CivilDate }];
    const every = { unit: 'quarter', certainty: 'plan' } as const;
    const due = { kind: 'phase', every } as const;
    const lead = [office(COMMUNE)];
    const coordinating = [office(OTHER)];
    const change = { lead, coordinating, asked: [], phase: 'I', due } as const;
    const whole = { version, phases };
    return planOf('giai-doan', { ...change, nature: { kind: 'plain' } }, whole);
  };

  it('and was done is taken up again, with the quarters that are to come', async () => {
    const run = await running(until2026('2026-06-30', 1));
    const task = await run.task('II.1.a', COMMUNE);
    await takesUp(run, task);
    await run.works(task, `case-officer@${COMMUNE}`, 'submit-product', PRODUCT);
    await accepts(run, task);
    expect(await run.task('II.1.a', COMMUNE)).toMatchObject({ stage: 'done' });
    await tellAll();
    expect(await run.task('II.1.a', OTHER)).toMatchObject({ ending: 'lead-done' });
    system.at = '2026-08-03T08:00:00.000+07:00' as never;
    await system.look('plan', run.id);
    expect((await run.state()).phases[0]).toMatchObject({ state: 'closed' });
    await amend(run, until2026('2026-12-31', 2));
    expect((await run.state()).phases[0]).toMatchObject({ state: 'open' });
    await tellAll();
    const again = await run.task('II.1.a', COMMUNE);
    expect(again).toMatchObject({ stage: 'in-progress', ending: null });
    expect(again.occurrences.map(({ id, status }) => [id, status])).toEqual([
      ['2026-Q2', 'accepted'],
      ['2026-Q3', 'open'],
    ]);
    // And whoever helped with it helps again.
    expect(await run.task('II.1.a', OTHER)).toMatchObject({ stage: 'assigned', ending: null });
  });
});

describe('what was done by a body that has ended, in a phase that gets longer', () => {
  const ledBy = (id: string, leads: readonly string[], to: string, version: number) => {
    const name = smallPlan().title;
    const phases = [{ id: 'I', name, from: '2026-01-01' as CivilDate, to: to as CivilDate }];
    const every = { unit: 'quarter', certainty: 'plan' } as const;
    const held = { lead: leads.map(office), coordinating: [], asked: [] };
    const change = { ...held, phase: 'I', due: { kind: 'phase', every } } as const;
    return planOf(id, { ...change, nature: { kind: 'plain' } }, { version, phases });
  };
  const plans = [
    { id: 'xong-ca-hai', leads: [COMMUNE, OTHER] },
    { id: 'xong-mot', leads: [OTHER] },
  ];

  it('goes on once with its heir: by its own task, or else by that one', async () => {
    const runs: PlanRun[] = [];
    for (const { id, leads } of plans) {
      const run = await running(ledBy(id, leads, '2026-09-30', 1));
      runs.push(run);
      for (const lead of leads) {
        const task = await run.task('II.1.a', lead);
        await takesUp(run, task);
        await run.works(task, `case-officer@${lead}`, 'submit-product', PRODUCT);
        await accepts(run, task);
      }
    }
    await mergeOffices(system.database.db, OTHER, COMMUNE, '2026-08-10' as CivilDate);
    system.at = '2026-08-11T08:00:00.000+07:00' as never;
    for (const [index, run] of runs.entries()) {
      const { id, leads } = plans[index] ?? { id: '', leads: [] };
      await system.look('plan', run.id);
      const { id: ended } = await run.task('II.1.a', OTHER);
      await amend(run, ledBy(id, leads, '2026-12-31', 2));
      // Also where it looks before its heir's own does.
      await system.look('task', ended);
    }
    await tellAll();
    const { rows } = await system.database.db.query(
      `select plan, office, stage, ending from tasks where run_id = any($1::uuid[])
       order by plan, office`,
      [runs.map((run) => run.id)],
    );
    expect(rows).toEqual([
      { plan: 'xong-ca-hai', office: COMMUNE, stage: 'in-progress', ending: null },
      { plan: 'xong-ca-hai', office: OTHER, stage: 'done', ending: 'on-time' },
      { plan: 'xong-mot', office: COMMUNE, stage: 'assigned', ending: null },
    ]);
  });
});

describe('a body that follows a plan up', () => {
  it('and ends is followed by its successor, in every task that is open', async () => {
    const followUp = { office: 'SNV-15', desk: 'SNV-15' };
    const lead = { lead: [office(COMMUNE), office('STC-15')], coordinating: [], asked: [] };
    const run = await running(planOf('theo-doi', lead, { followUp }));
    expect(await run.task('II.1.a', 'STC-15')).toMatchObject({ reviewer: followUp });
    await mergeOffices(system.database.db, 'SNV-15', 'STC-15', '2026-09-01' as CivilDate);
    system.at = '2026-09-01T08:00:00.000+07:00' as never;
    await system.look('plan', run.id);
    await tellAll();
    const heir = { office: 'STC-15', desk: 'STC-15' };
    expect(await run.task('II.1.a', COMMUNE)).toMatchObject({ reviewer: heir });
    // And does not accept what lies with itself.
    const owner = { office: 'UBND-15', desk: 'UBND-15' };
    expect(await run.task('II.1.a', 'STC-15')).toMatchObject({ reviewer: owner });
  });
});

describe('a task that begins in the very instant in which its plan', () => {
  const ledBy = (plan: string, id: string, version: number) =>
    planOf(plan, { lead: [office(id)], coordinating: [], asked: [] }, { version });

  it('ends does not begin', async () => {
    const run = await adopted(ledBy('ket-thuc', COMMUNE, 1));
    await run.does('case-officer@UBND-15', 'propose-end', { reason: 'Đã tổng kết' });
    await meanwhile(run, () => run.approve(OWNER));
    expect(await run.state()).toMatchObject({ stage: 'ended' });
    expect(await run.opened()).toBe(0);
  });

  it('is amended does not begin with an office that it is taken from', async () => {
    const run = await adopted(ledBy('doi-viec', COMMUNE, 1));
    // A third one: what the other did is by now the commune's, by the merger above.
    await run.proposeAmendment('case-officer@UBND-15', ledBy('doi-viec', 'UBX-02839', 2));
    await meanwhile(run, () => run.approve(OWNER));
    expect(await run.state()).toMatchObject({ edition: 2 });
    expect(await run.opened()).toBe(0);
  });

  async function adopted(plan: Plan): Promise<PlanRun> {
    const run = await PlanRun.load(system, plan);
    await run.adopt('case-officer@UBND-15', OWNER);
    return run;
  }

  /** The one task of a plan begins while a decision on the plan is about to stand. */
  async function meanwhile(run: PlanRun, decision: () => Promise<void>): Promise<void> {
    const { db } = system.database;
    const { rows } = await db.query<{ id: string }>(
      'select id from task_places where run_id = $1',
      [run.id],
    );
    const both: Promise<void>[] = [];
    await db.transaction(async (tx) => {
      // The owner's decision gets as far as telling whoever is at work, and no further.
      await tx.query('lock table looks in exclusive mode');
      both.push(decision());
      await until('the decision waits', async () => (await waiting()) > 0, 20);
      both.push(system.engine.begin(rows[0]?.id ?? '', 'task'));
      await until('the task waits', async () => (await waiting()) > 1, 20);
    });
    await Promise.all(both);
  }

  async function waiting(): Promise<number> {
    const { rows } = await system.database.db.query<{ count: number }>(
      // Of this test: others use the same server.
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.count ?? 0;
  }
});
