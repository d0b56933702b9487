import type { FastifyRequest } from 'fastify';
import type { ActResult } from '../../domain/cases/outcome.ts';
import type { Refusal } from '../../domain/errors.ts';
import { findAct } from '../../records/acts.ts';
import { notePending } from '../../records/answers.ts';
import type { Queryable } from '../../records/database.ts';
import { namesOf } from '../../records/people-names.ts';
import type { CaseProcess } from '../../workflows/wire.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn, keyIn } from './identify.ts';
import { refuseReportKey } from './once.ts';
import { Problem, problem } from './problem.ts';

export type Done = Extract<ActResult, { kind: 'done' }>;

/** An act that may still happen: where its outcome will be read. */
export interface Pending {
  readonly status: 'pending';
  readonly act: string;
  readonly see: string;
}

/** Which process of which case carries an act. */
export interface Carrier {
  readonly caseId: string;
  readonly process: CaseProcess;
}

/** An act that somebody asks for, on a case of whatever kind. */
export interface AskedAct {
  readonly act: { readonly kind: string; readonly data: unknown };
  readonly requestHash: string;
  /**
   * Finds the case. Throws, as problems, what costs the engine nothing: that it is not there for
   * whoever asks, that the act is never theirs, that it names what is not there.
   */
  carrier(who: Acting): Promise<Carrier>;
}

/**
 * Hands an act to the engine and waits for its outcome. The same key and request are answered from
 * the record. Refusals are thrown as problems.
 */
export async function carryAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  { act, requestHash, carrier }: AskedAct,
): Promise<Done | Pending> {
  const who = await actingIn(deps, request);
  const { actor, now } = who;
  const { person, office, capacity, delegation } = actor;
  const key = keyIn(request);
  const known = await findAct(deps.db, person, key);
  if (known !== null) {
    if (known.requestHash !== requestHash) throw problem('IDEMPOTENCY_KEY_REUSED');
    return outcome(deps.db, known.outcome);
  }
  await refuseReportKey(deps.db, person, key);
  const { caseId, process } = await carrier(who);
  const answer = await deps.engine.act({
    caseId,
    process,
    key,
    requestHash,
    actor: { person, office, capacity, delegation: delegation?.id ?? null },
    act,
  });
  switch (answer.kind) {
    case 'answered':
      return outcome(deps.db, answer.result);
    case 'pending':
      await notePending(deps.db, { who: person, key, caseId, requestHash, now });
      return pending(key);
    case 'unavailable':
      throw problem('ENGINE_UNAVAILABLE');
  }
}

/** Where the outcome of an act will be read. */
export function pending(key: string): Pending {
  return { status: 'pending', act: key, see: `/api/v1/acts/${encodeURIComponent(key)}` };
}

/** A refusal as people read it: whoever it names by id also by name. */
export async function withName(db: Queryable, refusal: Refusal): Promise<Refusal> {
  const { by } = refusal.params;
  if (refusal.code !== 'PART_CHANGED' || typeof by !== 'string' || by === '') return refusal;
  const name = (await namesOf(db, [by])).get(by) ?? '';
  return { ...refusal, params: { ...refusal.params, name } };
}

async function outcome(db: Queryable, result: ActResult): Promise<Done> {
  if (result.kind === 'refused') throw new Problem(await withName(db, result));
  return result;
}
