import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../domain/authority/actor.ts';
import { may } from '../../domain/authority/may.ts';
import type { Action } from '../../domain/authority/table.ts';
import { ACTIONS, AUTHORITY } from '../../domain/authority/table.ts';
import type { Act } from '../../domain/incident/act.ts';
import { actionOf } from '../../domain/incident/decide.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Process } from '../../domain/incident/outcome.ts';
import { readScope } from '../../domain/incident/readers.ts';
import type { DirectoryAt } from '../../domain/offices/directory.ts';
import { delegationCovers } from '../../domain/offices/person.ts';
import type { Done, Pending } from './carry-act.ts';
import { carryAct } from './carry-act.ts';
import { findCase } from './cases.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { checkNamed } from './named.ts';
import { problem } from './problem.ts';

/** An act that somebody asks for on a case. */
interface IncidentAct {
  readonly idOrNumber: string;
  readonly act: Act;
  readonly requestHash: string;
}

/** Carries an act on a case to the process of it that it belongs to. */
export function carryIncidentAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  { idOrNumber, act, requestHash }: IncidentAct,
): Promise<Done | Pending> {
  return carryAct(deps, request, {
    act,
    requestHash,
    async carrier(who) {
      const incident = await findCase(deps, who, idOrNumber);
      if (incident === null || !knows(incident, act, who)) throw problem('NOT_FOUND');
      refuseOutright(who.actor, act, incident, who.directory);
      await checkNamed(deps, who, incident, act);
      return { caseId: incident.id, process: processFor(incident, act) };
    },
  });
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
