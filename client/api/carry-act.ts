import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../domain/authority/actor.ts';
import { may } from '../../domain/authority/may.ts';
import type { Action } from '../../domain/authority/table.ts';
import { ACTIONS, AUTHORITY } from '../../domain/authority/table.ts';
import type { Act } from '../../domain/incident/act.ts';
import { actionOf } from '../../domain/incident/decide.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { ActResult } from '../../domain/cases/outcome.ts';
import type { Process } from '../../domain/incident/outcome.ts';
import { readScope } from '../../domain/incident/readers.ts';
import type { DirectoryAt } from '../../domain/offices/directory.ts';
import { delegationCovers } from '../../domain/offices/person.ts';
import { findAct } from '../../records/acts.ts';
import { notePending } from '../../records/answers.ts';
import { findCase } from './cases.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn, keyIn } from './identify.ts';
import { checkNamed } from './named.ts';
import { refuseReportKey } from './once.ts';
import { Problem, problem } from './problem.ts';

type Done = Extract<ActResult, { kind: 'done' }>;

/** An act that may still happen: where its outcome will be read. */
export interface Pending {
  readonly status: 'pending';
  readonly act: string;
  readonly see: string;
}

/** An act that somebody asks for. */
export interface AskedAct {
  readonly idOrNumber: string;
  readonly act: Act;
  readonly requestHash: string;
}

/**
 * Hands an act to the engine and waits for its outcome. The same key and request are answered from
 * the record; what is plainly refused, and cases that are not there for whoever asks, cost the
 * engine nothing. Refusals are thrown as problems.
 */
export async function carryAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  { idOrNumber, act, requestHash }: AskedAct,
): Promise<Done | Pending> {
  const who = await actingIn(deps, request);
  const { actor, now } = who;
  const key = keyIn(request);
  const known = await findAct(deps.db, actor.person, key);
  if (known !== null) {
    if (known.requestHash !== requestHash) throw problem('IDEMPOTENCY_KEY_REUSED');
    return outcome(known.outcome);
  }
  await refuseReportKey(deps.db, actor.person, key);
  const incident = await findCase(deps, who, idOrNumber);
  if (incident === null || !knows(incident, act, who)) throw problem('NOT_FOUND');
  refuseOutright(actor, act, incident, who.directory);
  await checkNamed(deps, who, incident, act);
  const { person, office, capacity, delegation } = actor;
  const answer = await deps.engine.act({
    caseId: incident.id,
    process: processFor(incident, act),
    key,
    requestHash,
    actor: { person, office, capacity, delegation: delegation?.id ?? null },
    act,
  });
  switch (answer.kind) {
    case 'answered':
      return outcome(answer.result);
    case 'pending':
      await notePending(deps.db, { who: person, key, caseId: incident.id, requestHash, now });
      return pending(key);
    case 'unavailable':
      throw problem('ENGINE_UNAVAILABLE');
  }
}

/** Where the outcome of an act will be read. */
export function pending(key: string): Pending {
  return { status: 'pending', act: key, see: `/api/v1/acts/${encodeURIComponent(key)}` };
}

function outcome(result: ActResult): Done {
  if (result.kind === 'refused') throw new Problem(result);
  return result;
}

/**
 * Whether the case is there for somebody at all: they read it; or they are asked to acknowledge it,
 * which needs no clearance; or they may give more time to an office below theirs.
 */
function knows(incident: Incident, { kind }: Act, { actor, directory }: Acting): boolean {
  if (readScope(incident, actor, directory) !== null) return true;
  if (kind === 'acknowledge') {
    const cleared: PersonActor = { ...actor, clearance: 'tuyet-mat' };
    return readScope(incident, cleared, directory) !== null;
  }
  return kind === 'extend-clock' && may(actor, kind, incident, directory) === null;
}

/** Refuses what no lapse can change: a capacity to which the act is never given. */
function refuseOutright(
  actor: PersonActor,
  asked: Act,
  incident: Incident,
  directory: DirectoryAt,
): void {
  const action = actionOf(asked, incident);
  const actions: readonly Action[] =
    typeof action === 'string' ? [action] : ACTIONS.filter((a) => a.startsWith('decide:'));
  const { delegation } = actor;
  const isGiven = actions.some(
    (a) =>
      AUTHORITY[a].some((grant) => grant.as.includes(actor.capacity)) &&
      (delegation === null || delegationCovers(delegation, a, directory.date)),
  );
  if (!isGiven) throw problem('FORBIDDEN', { action: asked.kind });
}

/** Which of the two processes of a case carries an act. */
function processFor(incident: Incident, asked: Act): Process {
  if (!incident.lao.started) return 'incident';
  if (asked.kind === 'approve' || asked.kind === 'return' || asked.kind === 'withdraw') {
    const content = incident.proposals.find((p) => p.id === asked.data.proposal)?.content;
    return content?.kind.startsWith('lao-') === true ? 'lao-side' : 'incident';
  }
  return OF_LAO_SIDE.has(asked.kind) ? 'lao-side' : 'incident';
}

const OF_LAO_SIDE: ReadonlySet<Act['kind']> = new Set<Act['kind']>([
  'propose-lao-decision',
  'draft-lao-notice',
  'draft-lao-urging',
  'check-releasability',
  'dispatch-to-lao-side',
  'record-lao-receipt',
  'record-lao-answer',
  'record-lao-message',
  'propose-lao-not-needed',
]);
