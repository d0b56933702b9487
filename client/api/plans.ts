import type { FastifyRequest } from 'fastify';
import type { Plan } from '../../domain/plans/plan.ts';
import { loadPlan, loadedFrom } from '../../domain/plans/process/decide.ts';
import type { PlanReading } from '../../domain/plans/process/readers.ts';
import { partiesOf, readingOfPlan, readingPlansFor } from '../../domain/plans/process/readers.ts';
import type { RunningPlan } from '../../domain/plans/process/running-plan.ts';
import type { Language, Text } from '../../domain/text.ts';
import type { ReadWhat } from '../../records/case-reads.ts';
import { checksum } from '../../records/checksum.ts';
import type { Queryable } from '../../records/database.ts';
import { namesOfOffices } from '../../records/offices-list.ts';
import type { Page } from '../../records/paging.ts';
import { partiesOfRun } from '../../records/plan-readers.ts';
import type { ProgressOf } from '../../records/plan-progress.ts';
import type { KnownPlan } from '../../records/plans-list.ts';
import { findRun, listRuns } from '../../records/plans-list.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn } from './identify.ts';
import { problem } from './problem.ts';
import { noteReportRead } from './reports.ts';
import type { HoldersTelling } from './views/holders-text.ts';
import type { Names } from './views/names.ts';
import { namesIn } from './views/names.ts';

/** A plan that is carried out, as whoever asked may read it. */
export interface OpenedPlan {
  readonly run: RunningPlan;
  /** The version in force; of a draft the draft. */
  readonly plan: Plan;
  readonly reading: PlanReading;
  readonly who: Acting;
}

/** What a list has to know of a plan. */
export interface ShortPlan {
  readonly run: RunningPlan;
  readonly title: Text;
  /** How many tasks it has. */
  readonly tasks: number;
}

/** A page of the plans that are there for whoever acts, the newest first. */
export async function plansFor(
  { db }: Pick<ApiDependencies, 'db'>,
  who: Acting,
  page: Page,
): Promise<{ readonly items: readonly ShortPlan[]; readonly total: number }> {
  const { items, total } = await listRuns(db, readingPlansFor(who.actor, who.directory), page);
  const short = items.flatMap(({ state, draft, title, tasks, ...one }): ShortPlan[] => {
    const run = state ?? (draft === null ? null : loadedAs(one, draft, who));
    return run === null ? [] : [{ run, title, tasks }];
  });
  return { items: short, total };
}

/**
 * Finds a plan for whoever asks: of several under one name the one that was not taken back, the
 * newest. One that is not there and one that is closed to them are answered alike; a name that
 * means two different plans is refused.
 */
export async function findPlan(
  { db }: Pick<ApiDependencies, 'db'>,
  who: Acting,
  reference: string,
): Promise<OpenedPlan> {
  const meant = await planMeant(db, who, reference);
  if (meant === null) throw problem('NOT_FOUND');
  if (meant === 'unclear') throw problem('INVALID_FIELD', { field: 'plan' });
  return meant;
}

/** The same, asked within a transaction; null also for a plan that is closed to whoever asks. */
export async function planMeant(
  db: Queryable,
  who: Acting,
  reference: string,
): Promise<OpenedPlan | 'unclear' | null> {
  const offices = readingPlansFor(who.actor, who.directory);
  const found = await findRun(db, offices, reference);
  if (found === null) return null;
  if (found.isUnclear) return 'unclear';
  const { plan, state } = found;
  const run = state ?? loadedAs(found, plan, who);
  const reading = await readingFor(db, { run, plan }, who);
  return reading === null ? null : { run, plan, reading, who };
}

/** Opens a plan for whoever asks, and keeps that they read it; its letters are seen by that. */
export async function openPlan(
  deps: ApiDependencies,
  request: FastifyRequest,
  reference: string,
  what: ReadWhat,
): Promise<OpenedPlan> {
  const who = await actingIn(deps, request);
  const opened = await findPlan(deps, who, reference);
  await noteReportRead(deps, who, opened.run.id, what);
  return opened;
}

/** The names of all that an answer mentions, bodies that have ended too. */
export async function namesAround(
  { db }: Pick<ApiDependencies, 'db'>,
  { who: { directory } }: Pick<OpenedPlan, 'who'>,
  value: unknown,
  ended: readonly string[] = [],
): Promise<Names> {
  const { offices, people } = await namesIn(db, directory, value);
  const others = ended.filter((office) => offices[office] === undefined);
  return { offices: { ...offices, ...(await namesOfOffices(db, others)) }, people };
}

/** Whoever reads the whole does so without regard to who has a part in it. */
async function readingFor(
  db: Queryable,
  { run, plan }: Pick<OpenedPlan, 'run' | 'plan'>,
  { actor, directory }: Acting,
): Promise<PlanReading | null> {
  const whole = readingOfPlan(actor, run, [], directory);
  if (whole !== null || run.adoptedAt === null) return whole;
  const parties = [...partiesOf(plan, directory), ...(await partiesOfRun(db, run.id))];
  return readingOfPlan(actor, run, parties, directory);
}

/** A plan that no process has begun yet is as loading will make it: nobody waits for the engine. */
function loadedAs(
  { id, asked }: Pick<KnownPlan, 'id' | 'asked'>,
  plan: Plan,
  who: Acting,
): RunningPlan {
  const { now, directory, rules } = who;
  const context = { actor: { kind: 'process' }, now, directory, rules, checksum } as const;
  return loadPlan(id, loadedFrom(plan, asked), context, { editions: [plan], openTasks: [] }).after;
}

/** Which tasks of a plan are counted for whoever reads it. */
export function progressOf({ run, plan, reading }: OpenedPlan): ProgressOf {
  const phases = plan.tasks.flatMap(({ id, phase }): [string, string][] =>
    phase === null ? [] : [[id, phase]],
  );
  const works = reading.works === null ? null : [...reading.works];
  return { run: run.id, works, phases: new Map(phases) };
}

/** What the words for those who hold a plan's tasks look up. */
export async function holdersTelling(
  { db }: Pick<ApiDependencies, 'db'>,
  { plan, who: { directory } }: OpenedPlan,
  language: Language,
): Promise<HoldersTelling> {
  const meant = plan.tasks.flatMap(({ lead, coordinating, asked, unassigned }) =>
    [lead, coordinating, asked, unassigned].flat(),
  );
  const ended = meant.flatMap((one) => {
    return one.kind === 'office' && directory.office(one.office) === undefined ? [one.office] : [];
  });
  const names = await namesOfOffices(db, ended);
  return {
    ...{ directory, language },
    nameOf: (office) => (directory.office(office)?.name ?? names[office])?.[language] ?? office,
  };
}
