import { randomUUID } from 'node:crypto';
import { wakeOf } from '../domain/cases/settling.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import { presently } from '../domain/offices/presently.ts';
import type { PhaseId, Plan, PlanId } from '../domain/plans/plan.ts';
import type { OpenTask, PlanKnowledge } from '../domain/plans/process/deciding.ts';
import { readersOfDraft } from '../domain/plans/process/readers.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import { planSnapshot } from '../domain/plans/process/standing.ts';
import type { Instant } from '../domain/time/instant.ts';
import { saveClocks } from './clocks.ts';
import type { Queryable } from './database.ts';
import { heldState } from './held-row.ts';
import { isId } from './ids.ts';
import { editionsFrom, keepEdition } from './plan-editions.ts';
import { keepReaders } from './plan-readers.ts';
import { WAITS, layDown } from './task-places.ts';

/** What a plan that is carried out was asked for with. */
export interface AskedPlan {
  readonly plan: PlanId;
  readonly edition: number;
  readonly number: string;
  readonly drill: boolean;
}

/**
 * Keeps that a plan is to be carried out: its draft, which nothing runs of before it is adopted.
 * One plan is there once, but for drills and drafts that were taken back. `null` when another plan
 * stands under the same name and version.
 */
export async function askForPlan(
  tx: Queryable,
  plan: Plan,
  { drill, now }: { readonly drill: boolean; readonly now: Instant },
): Promise<{ readonly id: string; readonly number: string; readonly isNew: boolean } | null> {
  if (!(await keepEdition(tx, plan, now))) return null;
  const { rows: before } = await tx.query<{ id: string; number: string; ending: string | null }>(
    'select id, number, ending from plans where plan = $1 order by asked_at for update',
    [plan.id],
  );
  const running = before.find(({ ending, number }) => ending !== 'withdrawn' && !isDrill(number));
  if (!drill && running !== undefined) return { ...running, isNew: false };
  const id = randomUUID();
  const name = `${drill ? 'DT-' : ''}KH-${plan.id.toUpperCase()}`;
  const earlier = before.filter(({ number }) => isDrill(number) === drill).length;
  const number = earlier === 0 ? name : `${name}-${earlier + 1}`;
  const asked: AskedPlan = { plan: plan.id, edition: plan.version, number, drill };
  const { rowCount } = await tx.query(
    `insert into plans (id, number, plan, drill, asked, asked_at, readers)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, number, plan.id, drill, JSON.stringify(asked), now, readersOfDraft(plan)],
  );
  return { id, number, isNew: rowCount === 1 };
}

function isDrill(number: string): boolean {
  return number.startsWith('DT-');
}

/** What a plan was asked for with; null for an id that nobody asked for. */
export async function askedPlan(db: Queryable, id: string): Promise<AskedPlan | null> {
  const { rows } = await db.query<{ asked: AskedPlan }>('select asked from plans where id = $1', [
    id,
  ]);
  return rows[0]?.asked ?? null;
}

/** A plan that is carried out, by its id or number, as it stands; null when there is none yet. */
export async function loadRun(db: Queryable, idOrNumber: string): Promise<RunningPlan | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ state: RunningPlan | null }>(
    `select state from plans where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.state ?? null;
}

/**
 * The plan of a task that begins, by the id of the task: whoever decides on the plan waits until
 * the transaction ends, so that a plan that ends knows everything that it has to tell; and what
 * begins waits for them. Null where there is no such task or no such plan yet.
 */
export async function loadRunToBegin(tx: Queryable, task: string): Promise<RunningPlan | null> {
  const { rows } = await tx.query<{ state: RunningPlan | null }>(
    `select state from plans where id = (select run_id from task_places where id = $1)
     for key share`,
    [task],
  );
  return rows[0]?.state ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export function lockRun(tx: Queryable, id: string): Promise<RunningPlan | null> {
  return heldState(tx, 'plan', id);
}

/** The owner of the plan carried out under an id; null when none is, or it was withdrawn. */
export async function ownerOfRun(db: Queryable, plan: PlanId): Promise<OfficeId | null> {
  const { rows } = await db.query<{ owner: OfficeId }>(
    `select state ->> 'owner' as owner from plans
     where plan = $1 and state is not null and ending is distinct from 'withdrawn'
     order by asked_at limit 1`,
    [plan],
  );
  return rows[0]?.owner ?? null;
}

/**
 * Writes a plan. When its phases, version or standing have changed, the places of its tasks are
 * laid down, who may read it is kept, and the tasks that are open are asked to look, with those
 * that were done in a phase and come again as it is longer now. When it has followed the directory,
 * only the first two, and whose follow-up desk is another body now: whose own office has changed is
 * told by that change.
 */
export async function saveRun(
  tx: Queryable,
  before: RunningPlan | null,
  run: RunningPlan,
  { now, directory }: { readonly now: Instant; readonly directory: DirectoryAt },
): Promise<void> {
  const { open } = planSnapshot(run, directory).waits.plan;
  await tx.query(
    `update plans set version = $2, stage = $3, ending = $4, open = $5, next_due = $6, state = $7
     where id = $1`,
    [run.id, run.version, run.stage, run.ending, open, wakeOf(run), JSON.stringify(run)],
  );
  await saveClocks(tx, 'plan', before, run);
  const isSame = before !== null && sameForTasks(before, run);
  if (isSame && before.follows === run.follows) return;
  if (run.stage === 'running' || run.stage === 'suspended') await layDown(tx, run, directory);
  await keepReaders(tx, run, directory);
  if (isSame) {
    await askAboutDesks(tx, run, { now, directory });
    return;
  }
  await tx.query(
    `insert into looks (matter, case_id, look_at)
     select 'task', id, $2 from tasks where run_id = $1 and (open or (stage = 'done'
       and phase = any($3) and jsonb_typeof(state #> '{terms,due,every}') = 'object'))
     order by id`,
    [run.id, now, longerPhases(before, run)],
  );
}

/** Tasks that are followed up by a body whose work another one does by now look. */
async function askAboutDesks(
  tx: Queryable,
  run: RunningPlan,
  { now, directory }: { readonly now: Instant; readonly directory: DirectoryAt },
): Promise<void> {
  const { rows } = await tx.query<{ desk: OfficeId }>(
    'select distinct desk from tasks where run_id = $1 and open',
    [run.id],
  );
  const desks = rows.map(({ desk }) => desk);
  const ended = desks.filter((desk) => presently(desk, directory) !== desk);
  if (ended.length === 0) return;
  await tx.query(
    `insert into looks (matter, case_id, look_at)
     select 'task', id, $3 from tasks where run_id = $1 and open and desk = any($2) order by id`,
    [run.id, ended, now],
  );
}

/** The phases that end later than they did. */
function longerPhases(before: RunningPlan | null, { phases }: RunningPlan): readonly PhaseId[] {
  const ends = new Map(before?.phases.map(({ id, to }) => [id, to]));
  const isLonger = ({ id, to }: RunningPlan['phases'][number]) => {
    const was = ends.get(id);
    return was != null && (to === null || to > was);
  };
  return phases.filter(isLonger).map(({ id }) => id);
}

function sameForTasks(before: RunningPlan, after: RunningPlan): boolean {
  const part = ({ stage, edition, phases, standstill }: RunningPlan) =>
    JSON.stringify([stage, edition, phases, standstill]);
  return part(before) === part(after);
}

/** What a decision on a plan may know besides it, read in the transaction of the decision. */
export async function planKnowledge(
  tx: Queryable,
  { id, plan, edition }: Pick<RunningPlan, 'id' | 'plan' | 'edition'>,
): Promise<PlanKnowledge> {
  const editions = await editionsFrom(tx, plan, edition);
  const { rows } = await tx.query<OpenTask & { readonly isOpened: boolean }>(
    `select p.task, coalesce(t.office, p.office) as office, t.phase, t.id is not null as "isOpened"
     from task_places p left join tasks t on t.id = p.id
     where p.run_id = $1 and coalesce(t.role, p.place #>> '{place,role}', 'lead') <> 'asked'
       and (p.opened or not ${WAITS}) and (t.id is null or t.stage not in ('done', 'ended'))
     order by p.task, office`,
    [id],
  );
  // What is laid down but not opened yet has its phase by the words of the plan.
  const inForce = editions.find(({ version }) => version === edition);
  const phases = new Map(inForce?.tasks.map((task) => [task.id, task.phase]));
  const openTasks = rows.map(({ task, office, phase, isOpened }) => ({
    ...{ task, office, phase: isOpened ? phase : (phases.get(task) ?? null) },
  }));
  return { editions, openTasks };
}

/** Plans that were asked for before an instant and that no process has begun. */
export async function plansLeftBehind(db: Queryable, before: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from plans where state is null and asked_at < $1 order by asked_at limit 100',
    [before],
  );
  return rows.map((row) => row.id);
}

/** Ids of the plans that have something to wait for. */
export async function openRuns(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from plans where open order by asked_at',
  );
  return rows.map((row) => row.id);
}
