import type { FastifyRequest } from 'fastify';
import { raiseDifficulty } from '../../domain/difficulties/decide.ts';
import type { Difficulty } from '../../domain/difficulties/difficulty.ts';
import { difficultyReadingOf } from '../../domain/difficulties/readers.ts';
import type { OfficeId } from '../../domain/offices/office.ts';
import type { ReadWhat } from '../../records/case-reads.ts';
import { checksum } from '../../records/checksum.ts';
import {
  difficultyIdOf,
  loadDifficulty,
  raisedDifficulty,
  readersNow,
} from '../../records/difficulties.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn } from './identify.ts';
import { problem } from './problem.ts';
import { noteReportRead } from './reports.ts';

/** A difficulty as whoever asked may read it. */
export interface OpenedDifficulty {
  readonly difficulty: Difficulty;
  readonly who: Acting;
}

/** The offices in whose name whoever acts reads difficulties. */
export function difficultyReadingFor({ actor, directory }: Acting): readonly OfficeId[] {
  return difficultyReadingOf(actor, directory);
}

/**
 * Finds a difficulty for whoever asks. One that is not there and one that is closed to them are
 * answered alike; one that no process has begun yet is as its process will make it.
 */
export async function findDifficulty(
  deps: Pick<ApiDependencies, 'db'>,
  who: Acting,
  idOrNumber: string,
): Promise<Difficulty> {
  const found = await known(deps, who, idOrNumber);
  if (found === null) throw problem('NOT_FOUND');
  const readers = await readersNow(deps.db, found, who.directory);
  const offices = difficultyReadingFor(who);
  if (!readers.some((reader) => offices.includes(reader))) throw problem('NOT_FOUND');
  return found;
}

/** Opens a difficulty for whoever asks, and keeps that they read it. */
export async function openDifficulty(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
  what: ReadWhat,
): Promise<OpenedDifficulty> {
  const who = await actingIn(deps, request);
  const difficulty = await findDifficulty(deps, who, idOrNumber);
  await noteReportRead(deps, who, difficulty.id, what);
  return { difficulty, who };
}

async function known(
  { db }: Pick<ApiDependencies, 'db'>,
  { now, directory, rules }: Acting,
  idOrNumber: string,
): Promise<Difficulty | null> {
  const stands = await loadDifficulty(db, idOrNumber);
  if (stands !== null) return stands;
  const id = await difficultyIdOf(db, idOrNumber);
  const raised = id === null ? null : await raisedDifficulty(db, id);
  if (id === null || raised === null) return null;
  const context = { actor: { kind: 'process' }, now, directory, rules, checksum } as const;
  return raiseDifficulty(id, raised, context).after;
}
