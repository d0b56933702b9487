import type { FastifyRequest } from 'fastify';
import { actsFor, isUnitOf } from '../../domain/authority/relations.ts';
import { decide } from '../../domain/incident/decide.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { ReadScope } from '../../domain/incident/readers.ts';
import { readScope, worksOnCases } from '../../domain/incident/readers.ts';
import type { OfficeId } from '../../domain/offices/office.ts';
import { clearanceRank } from '../../domain/offices/person.ts';
import type { Looking } from '../../records/case-list.ts';
import type { ReadWhat } from '../../records/case-reads.ts';
import { noteRead } from '../../records/case-reads.ts';
import { loadCase } from '../../records/cases.ts';
import { checksum } from '../../records/checksum.ts';
import { receivedReport } from '../../records/intake.ts';
import { factActor } from '../../records/facts.ts';
import type { SeeingPerson } from '../../records/notices-seen.ts';
import { markSeen } from '../../records/notices-seen.ts';
import { intakeIdOf } from '../../records/receipts.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn } from './identify.ts';
import { problem } from './problem.ts';

/** A case as somebody may see it. */
export interface OpenedCase {
  readonly incident: Incident;
  readonly scope: ReadScope;
  readonly who: Acting;
}

/** Part of a case is closed to some scopes: these see the whole of it. */
export const WHOLE: readonly ReadScope[] = ['case', 'ministry'];

/**
 * A case by its id or number; null when there is none. One that is reported but that no process has
 * begun yet is as its report will make it, so that nobody waits for the engine to read it.
 */
export async function findCase(
  deps: ApiDependencies,
  { now, directory, rules }: Acting,
  idOrNumber: string,
): Promise<Incident | null> {
  const known = await loadCase(deps.db, idOrNumber);
  if (known !== null) return known;
  const id = await intakeIdOf(deps.db, idOrNumber);
  const report = id === null ? null : await receivedReport(deps.db, id);
  if (id === null || report === null) return null;
  const context = { actor: { kind: 'process' }, now, directory, rules, checksum } as const;
  return decide(id, null, { kind: 'look', report }, context).incident;
}

/**
 * Opens a case for whoever asks, and keeps that they read it. A case that is not there and one that
 * is closed to them are answered alike.
 */
export async function openCase(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
  what: ReadWhat,
  scopes: readonly ReadScope[] | null = null,
): Promise<OpenedCase> {
  const opened = await reachCase(deps, request, idOrNumber, scopes);
  await noteOpened(deps, opened, what);
  return opened;
}

/** The same, before it is known whether there is anything to read. */
export async function reachCase(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
  scopes: readonly ReadScope[] | null = null,
): Promise<OpenedCase> {
  const who = await actingIn(deps, request);
  const incident = await findCase(deps, who, idOrNumber);
  const scope = incident === null ? null : readScope(incident, who.actor, who.directory);
  if (incident === null || scope === null || scopes?.includes(scope) === false) {
    throw problem('NOT_FOUND');
  }
  return { incident, scope, who };
}

/** Keeps that somebody read a case; its letters to them are seen by that. */
export async function noteOpened(
  deps: ApiDependencies,
  { incident, who }: OpenedCase,
  what: ReadWhat,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await noteRead(tx, incident.id, who.actor, what, who.now);
    await markSeen(tx, seeing(who), { caseId: incident.id }, who.now);
  });
}

/** Somebody as the facts about letters keep them. */
export function seeing({ actor }: Pick<Acting, 'actor'>): SeeingPerson {
  return factActor(actor) as SeeingPerson;
}

/** The office somebody acts in, and the body that it is a unit of. */
export function bodiesOf({ actor, directory }: Acting): OfficeId[] {
  const parent = directory.parentOf(actor.office);
  const isUnit = parent !== null && isUnitOf(actor.office, parent, directory);
  return isUnit ? [actor.office, parent] : [actor.office];
}

/** Who looks at a list of cases. */
export function lookingOf(who: Acting): Looking {
  const { actor } = who;
  return {
    // Administrators see no case content, not even of what they once reported.
    person: actor.capacity === 'administrator' ? null : actor.person,
    offices: worksOnCases(actor.capacity) ? bodiesOf(who) : [],
    clearanceRank: clearanceRank(actor.clearance),
  };
}

/** Whether an office is the actor's own, or the body that they work for. */
export function isOwn({ actor, directory }: Acting, office: OfficeId): boolean {
  return actsFor(actor, office, directory) || isUnitOf(actor.office, office, directory);
}
