import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PersonActor } from '../../../domain/authority/actor.ts';
import { may } from '../../../domain/authority/may.ts';
import type { Action } from '../../../domain/authority/table.ts';
import { ACTIONS, AUTHORITY } from '../../../domain/authority/table.ts';
import type { Act } from '../../../domain/incident/act.ts';
import { actionOf } from '../../../domain/incident/decide.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { ActResult, Process } from '../../../domain/incident/outcome.ts';
import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import { delegationCovers } from '../../../domain/offices/person.ts';
import { readScope } from '../../../domain/incident/readers.ts';
import { findAct } from '../../../records/acts.ts';
import { isPending, notePending } from '../../../records/answers.ts';
import { findCase } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn, keyIn, sessionIn } from '../identify.ts';
import { refuseReportKey, requestHashOf } from '../once.ts';
import { Problem, problem, problemDocument } from '../problem.ts';
import { problemOut } from '../openapi.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';
import { actIn } from '../schemas/acts.ts';
import { caseRef } from '../schemas/basics.ts';
import { doneOut, pendingOut } from '../schemas/incident.ts';

const outcomeOut = z.discriminatedUnion('status', [
  pendingOut,
  z.object({ status: z.literal('done'), act: z.string(), result: doneOut }),
  z.object({ status: z.literal('refused'), act: z.string(), problem: problemOut }),
]);

/** Acts on a case go to the engine; what is plainly refused costs it nothing. */
export function actRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/incidents/:case/acts',
    config: CHANGES,
    schema: {
      operationId: 'act',
      tags: ['incidents'],
      summary: 'Do an act; 202 when its outcome is not known yet, the same key tells later',
      params: z.strictObject({ case: caseRef }),
      body: actIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    handler: (request, reply) => act(deps, request, reply, request.params.case, request.body),
  });
  app.route({
    method: 'GET',
    url: '/acts/:key',
    config: { needs: 'session' },
    schema: {
      operationId: 'getAct',
      tags: ['incidents'],
      summary: 'What came of my act under a key',
      params: z.strictObject({ key: z.string().regex(/^[\x21-\x7e]{1,200}$/) }),
      response: { 200: outcomeOut },
    },
    async handler(request) {
      const { key } = request.params;
      const { person } = sessionIn(request);
      const known = await findAct(deps.db, person, key);
      if (known !== null && known.caseId !== null) {
        return told(key, known.outcome, request.asked.language);
      }
      if (known !== null || !(await isPending(deps.db, person, key))) throw problem('NOT_FOUND');
      return pending(key);
    },
  });
}

function told(key: string, result: ActResult, language: Acting['language']) {
  return result.kind === 'done'
    ? ({ status: 'done', act: key, result } as const)
    : ({ status: 'refused', act: key, problem: problemDocument(result, language) } as const);
}

async function act(
  deps: ApiDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  idOrNumber: string,
  asked: Act,
) {
  const who = await actingIn(deps, request);
  const { actor, now } = who;
  const key = keyIn(request);
  const requestHash = requestHashOf(request);
  const known = await findAct(deps.db, actor.person, key);
  if (known !== null) {
    if (known.requestHash !== requestHash) throw problem('IDEMPOTENCY_KEY_REUSED');
    return outcome(known.outcome);
  }
  await refuseReportKey(deps.db, actor.person, key);
  const incident = await findCase(deps, who, idOrNumber);
  if (incident === null || !knows(incident, asked, who)) throw problem('NOT_FOUND');
  refuseOutright(actor, asked, incident, who.directory);
  const { person, office, capacity, delegation } = actor;
  const answer = await deps.engine.act({
    caseId: incident.id,
    process: processFor(incident, asked),
    key,
    requestHash,
    actor: { person, office, capacity, delegation: delegation?.id ?? null },
    act: asked,
  });
  switch (answer.kind) {
    case 'answered':
      return outcome(answer.result);
    case 'pending': {
      await notePending(deps.db, { who: person, key, caseId: incident.id, requestHash, now });
      const body = pending(key);
      void reply.code(202).header('location', body.see);
      return body;
    }
    case 'unavailable':
      throw problem('ENGINE_UNAVAILABLE');
  }
}

function outcome(result: ActResult) {
  if (result.kind === 'refused') throw new Problem(result);
  return result;
}

function pending(key: string) {
  return { status: 'pending', act: key, see: `/api/v1/acts/${encodeURIComponent(key)}` } as const;
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
