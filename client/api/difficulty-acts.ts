import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { DifficultyAct } from '../../domain/difficulties/act.ts';
import { mayOnDifficulty, mayRaiseDifficulty } from '../../domain/difficulties/authority.ts';
import { raisingRefusal } from '../../domain/difficulties/decide.ts';
import type { RaisedDifficulty } from '../../domain/difficulties/difficulty.ts';
import type { OfficeId } from '../../domain/offices/office.ts';
import { askForDifficulty } from '../../records/difficulties.ts';
import type { Queryable } from '../../records/database.ts';
import { hasEnded, hasOwnTask } from '../../records/task-places.ts';
import type { Done, Pending } from './carry-act.ts';
import { carryAct } from './carry-act.ts';
import type { ApiDependencies } from './deps.ts';
import { findDifficulty } from './difficulties.ts';
import type { Acting } from './identify.ts';
import { planMeant } from './plans.ts';
import { allow, problem } from './problem.ts';

/** What a body says that cannot carry something out. */
export type AskedDifficulty = Pick<RaisedDifficulty, 'about' | 'words'> & {
  /** Null: the office of whoever asks. */
  readonly office: string | null;
};

/** Keeps a difficulty that somebody raises for an office; refused before anything is kept. */
export async function askDifficulty(
  tx: Queryable,
  who: Acting,
  { about, words, office: asked }: AskedDifficulty,
  drill: boolean,
): Promise<{ readonly id: string; readonly number: string }> {
  const { actor, directory, now } = who;
  const office = asked ?? actor.office;
  allow(raisingRefusal({ office, words }, { directory }));
  allow(mayRaiseDifficulty(actor, office, directory));
  const meant = about === null ? null : await meantAbout(tx, who, office, about);
  const id = randomUUID();
  const raised = { drill, about: meant, office, raisedBy: actor.person, words };
  return { id, number: await askForDifficulty(tx, id, raised, now) };
}

/**
 * Only what is there can hinder: a plan that whoever raises it may read, and a task of the version
 * in force or one of their own, while they run. Kept is the plan's id, however they named it.
 */
async function meantAbout(
  tx: Queryable,
  who: Acting,
  office: OfficeId,
  about: NonNullable<RaisedDifficulty['about']>,
): Promise<NonNullable<RaisedDifficulty['about']>> {
  const { task } = about;
  const meant = await planMeant(tx, who, about.plan);
  if (meant === null || meant === 'unclear') {
    throw problem('INVALID_FIELD', { field: 'about.plan' });
  }
  const { run, plan } = meant;
  const isThere =
    task === null ||
    plan.tasks.some(({ id }) => id === task) ||
    (await hasOwnTask(tx, run.id, office, task));
  if (!isThere) throw problem('INVALID_FIELD', { field: 'about.task' });
  // What has ended nobody has to carry out.
  const { stage } = run;
  const isOver = stage === 'ended' || (task !== null && (await hasEnded(tx, run.id, office, task)));
  if (isOver) throw problem('CASE_ENDED', { stage: 'ended' });
  return { plan: plan.id, task };
}

/** Starts the process of a difficulty; the relay starts what waits while the engine is away. */
export function beginDifficulty(deps: ApiDependencies, id: string): void {
  deps.engine.begin(id, 'difficulty').catch((error: unknown) => {
    deps.logger?.warn({ err: error }, 'a difficulty waits for the engine');
  });
}

/** Carries an act on a difficulty to its process; who may never do it hears so at once. */
export function carryDifficultyAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  {
    idOrNumber,
    act,
    requestHash,
  }: { readonly idOrNumber: string; readonly act: DifficultyAct; readonly requestHash: string },
): Promise<Done | Pending> {
  return carryAct(deps, request, {
    act,
    requestHash,
    async carrier(who) {
      const difficulty = await findDifficulty(deps, who, idOrNumber);
      allow(mayOnDifficulty(who.actor, act.kind, difficulty, who.directory));
      return { caseId: difficulty.id, process: 'difficulty' };
    },
  });
}
