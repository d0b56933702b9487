import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Capacity } from '../domain/offices/person.ts';
import type { Holders, Plan } from '../domain/plans/plan.ts';
import { checksum } from '../records/checksum.ts';
import { askForPlan, loadRun } from '../records/plans.ts';
import { loadPlans } from '../rules/load-plans.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { CARRY_OUT_TASK, RUN_PLAN } from '../workflows/wire.ts';
import type { Played } from './acting.ts';
import { done } from './acting.ts';
import { figure, mebibytes, overAll, progress, quantile, seconds } from './measures.ts';
import type { BenchPeople } from './people.ts';
import { costsByType } from './processes.ts';
import type { BenchSystem } from './system.ts';

/** How much of the country, how many tasks each office gets, and how many people act at once. */
export interface PlanOptions {
  /** Null: all of them. */
  readonly provinces: number | null;
  readonly tasks: number;
  readonly width: number;
}

// So many of those who got a task take it up, while all the others are open.
const TAKING_UP = 300;

/**
 * An upper plan that gives the same tasks to every office of the country: adopted, and every task
 * of every office opened without flooding engine, worker or record.
 */
export async function plans(
  system: BenchSystem,
  people: BenchPeople,
  options: PlanOptions,
): Promise<void> {
  const plan = benchPlan(options);
  const { db, engine } = system;
  await people.make(db, ['head@BCA', 'case-officer@BCA-A03']);
  const asked = await db.transaction((tx) =>
    askForPlan(tx, plan, { drill: false, now: MACHINE_CLOCK.now() }),
  );
  if (asked === null) throw new Error('Another plan stands there');
  await engine.begin(asked.id, 'plan');
  const before = await system.counts();
  const began = Date.now();
  await adopt(system, people, plan, asked.id);
  const tasks = await opened(system, asked.id, began);
  const opening = Date.now() - began;
  const after = await system.counts();
  figure('tasks of an upper plan opened', tasks);
  figure('  time', seconds(opening));
  figure('  tasks/s', tasks / (opening / 1_000));
  figure('  our transactions a task', (after.transactions - before.transactions) / tasks);
  figure('  our statements a task', (after.statements - before.statements) / tasks);
  figure('  peak of processes in the cache, of', `${after.peakCached} of ${after.mostCached}`);
  figure('  peak memory of the worker', mebibytes(after.peakMemory));
  if (after.peakCached > after.mostCached) throw new Error('The worker went over its cache');
  await takenUp(system, people, asked.id, options.width);
  await tellProcesses(system, tasks);
}

/** The first measure of Decision 801, for every commune, department, province and central body. */
function benchPlan({ provinces, tasks }: PlanOptions): Plan {
  const whole = loadPlans().find(({ id }) => id === '801-qd-ttg-2024');
  const [measure] = whole?.tasks ?? [];
  if (whole === undefined || measure === undefined) throw new Error('Decision 801 is not there');
  const below = (province: string): Holders => ({
    kind: 'kinds',
    kinds: ['commune-committee', 'department', 'provincial-committee'],
    ...{ province, under: null, except: [] },
  });
  const central: Holders = {
    kind: 'kinds',
    kinds: ['public-security-ministry', 'ministry', 'central-body'],
    ...{ province: 'none', under: null, except: [] },
  };
  const some = ['15', '40', '38', '01', '79'].slice(0, provinces ?? 0);
  const lead = [...(provinces === null ? [below('any')] : some.map(below)), central];
  const one = { ...measure, lead, coordinating: [], asked: [], proposed: [] };
  return {
    ...whole,
    ...{ id: 'do-ke-hoach', phases: [], recipients: [], noTask: [] },
    tasks: Array.from({ length: tasks }, (_, index) => ({ ...one, id: `DO-${index + 1}` })),
  };
}

async function adopt(
  system: BenchSystem,
  people: BenchPeople,
  plan: Plan,
  caseId: string,
): Promise<void> {
  const act = (capacity: Capacity, office: string, kind: string, data: unknown) =>
    done(
      system.engine,
      {
        caseId,
        process: 'plan',
        key: randomUUID(),
        requestHash: kind,
        actor: people.actor(capacity, office),
        act: { kind, data },
      },
      { acts: 0, taken: [], pending: 0 },
    );
  await act('case-officer', 'BCA-A03', 'propose-adoption', { plan: checksum(plan) });
  const [proposal] = (await loadRun(system.db, caseId))?.proposals ?? [];
  const approved = { proposal: proposal?.id ?? '', checksum: proposal?.checksum ?? '' };
  await act('head', 'BCA', 'approve-plan', approved);
}

/** Waits until every place of the plan is open; how many there are. */
async function opened({ db }: BenchSystem, run: string, began: number): Promise<number> {
  for (let said = began; ; await pause(100)) {
    const { rows } = await db.query<{ all: number; open: number }>(
      `select count(*) as all, count(*) filter (where opened) as open from task_places
       where run_id = $1`,
      [run],
    );
    const { all = 0, open = 0 } = rows[0] ?? {};
    if (all > 0 && open === all) return all;
    if (Date.now() - said < 10_000) continue;
    progress('opened', open, all, began);
    said = Date.now();
  }
}

/** Some of the offices take their tasks up, while the others are open as well. */
async function takenUp(
  { db, engine }: BenchSystem,
  people: BenchPeople,
  run: string,
  width: number,
): Promise<void> {
  const { rows } = await db.query<{ id: string; office: string }>(
    'select id, office from tasks where run_id = $1 order by id limit $2',
    [run, TAKING_UP],
  );
  await people.make(
    db,
    rows.map(({ office }) => `head@${office}`),
  );
  const played: Played = { acts: 0, taken: [], pending: 0 };
  await overAll('taken up', rows, width, ({ id: caseId, office }) => {
    const actor = people.actor('head', office);
    const act = { kind: 'accept-task', data: { person: actor.person } };
    const request = { caseId, process: 'task', key: randomUUID(), actor, act } as const;
    return done(engine, { ...request, requestHash: act.kind }, played);
  });
  figure('tasks taken up among them', played.acts);
  const times = [0.5, 0.95].map((share) => `${quantile(played.taken, share).toFixed(0)} ms`);
  figure('  an act, p50 / p95', times.join(' / '));
  figure('  acts sent again (not answered in time)', played.pending);
}

async function tellProcesses({ client }: BenchSystem, tasks: number): Promise<void> {
  const costs = await costsByType(client);
  const own = costs.get(CARRY_OUT_TASK);
  const opener = costs.get(RUN_PLAN);
  if (own === undefined || opener === undefined) throw new Error('No processes are listed');
  if (own.processes !== tasks) throw new Error(`${tasks} tasks, ${own.processes} processes`);
  figure(
    '  history events a task, its part of the opener too',
    (own.events + opener.events) / tasks,
  );
  const transitions = (own.transitions + opener.transitions) / tasks;
  figure('  state transitions a task, its part too', transitions);
  figure('  the longest history of a task', `${own.longest?.events ?? 0} events`);
  const { events = 0, size = 0 } = opener.longest ?? {};
  figure('  the longest history of a run of the plan', `${events} events, ${mebibytes(size)}`);
  figure('  runs of the plan', opener.runs);
}
