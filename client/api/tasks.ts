import type { FastifyRequest } from 'fastify';
import type { Plan } from '../../domain/plans/plan.ts';
import type { TaskReading } from '../../domain/tasks/readers.ts';
import { contestReadIn, readsTask, taskReadingOf } from '../../domain/tasks/readers.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import type { Contribution } from '../../records/contributions.ts';
import { contributionsOf, contributionsTo } from '../../records/contributions.ts';
import type { ReadWhat } from '../../records/case-reads.ts';
import { namesOfOffices } from '../../records/offices-list.ts';
import { loadEdition } from '../../records/plan-editions.ts';
import { taskAsItWent } from '../../records/task-before.ts';
import { loadTask } from '../../records/tasks.ts';
import { readersKept } from '../../records/tasks-list.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn } from './identify.ts';
import { problem } from './problem.ts';
import { noteReportRead } from './reports.ts';
import type { Names } from './views/names.ts';
import { namesIn } from './views/names.ts';

/** A task of an office as whoever asked may read it. */
export interface OpenedTaskOf {
  readonly task: AgencyTask;
  readonly who: Acting;
}

/** Which tasks are there for whoever acts. */
export function taskReadingFor({ actor, directory }: Acting): TaskReading {
  return taskReadingOf(actor, directory);
}

/**
 * Finds a task for whoever asks. One that is not there and one that is closed to them are answered
 * alike.
 */
export async function findTask(
  { db }: Pick<ApiDependencies, 'db'>,
  who: Acting,
  idOrNumber: string,
): Promise<AgencyTask> {
  const { task, isOpen } = await lookUp(db, who, idOrNumber);
  if (!isOpen) throw problem('NOT_FOUND');
  return task;
}

/** Opens a task for whoever asks, and keeps that they read it; its letters are seen by that. */
export async function openTaskFor(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
  what: ReadWhat,
): Promise<OpenedTaskOf> {
  const who = await actingIn(deps, request);
  const task = await findTask(deps, who, idOrNumber);
  await noteReportRead(deps, who, task.id, what);
  return { task, who };
}

/**
 * The same for the task itself: whoever contested it, and has it no more, reads it as it went from
 * them with the answer, and nothing of what the other office does with it.
 */
export async function showTaskFor(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
): Promise<OpenedTaskOf & { readonly contributed: readonly Contribution[] }> {
  const who = await actingIn(deps, request);
  const reading = taskReadingFor(who);
  const { task, isOpen } = await lookUp(deps.db, who, idOrNumber);
  const contest = isOpen ? null : contestReadIn(reading, task);
  const shown = contest === null ? null : await taskAsItWent(deps.db, task.id, contest);
  if (!isOpen && shown === null) throw problem('NOT_FOUND');
  await noteReportRead(deps, who, task.id, 'task');
  const own = await contributionsOf(deps.db, shown ?? task);
  const others = isOpen ? await contributionsTo(deps.db, reading, task) : [];
  return { task: shown ?? task, who, contributed: [...own, ...others] };
}

async function lookUp(
  db: ApiDependencies['db'],
  who: Acting,
  idOrNumber: string,
): Promise<{ readonly task: AgencyTask; readonly isOpen: boolean }> {
  const task = await loadTask(db, idOrNumber);
  if (task === null) throw problem('NOT_FOUND');
  const isOpen = readsTask(taskReadingFor(who), task, await readersKept(db, task.id));
  return { task, isOpen };
}

/** The version of the plan by which a task goes. */
export function planOfTask(
  { db }: Pick<ApiDependencies, 'db'>,
  { plan }: Pick<AgencyTask, 'plan'>,
): Promise<Plan> {
  return loadEdition(db, plan.plan, plan.edition);
}

/** The names of all that an answer mentions, bodies that have ended too. */
export async function namesWithEnded(
  { db }: Pick<ApiDependencies, 'db'>,
  { directory }: Acting,
  offices: readonly string[],
  value: unknown,
): Promise<Names> {
  const { offices: known, people } = await namesIn(db, directory, [offices, value]);
  const ended = offices.filter((office) => known[office] === undefined);
  return { offices: { ...known, ...(await namesOfOffices(db, ended)) }, people };
}
