import type { Incident } from '../incident/incident.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import { presently } from '../offices/presently.ts';
import type { PersonActor } from './actor.ts';

/** How an actor stands to a case. */
export const RELATIONS = [
  'anyone',
  'reporter',
  'reporting-office',
  'receiving-office',
  'addressee',
  'handling-office',
  'hand-over-receiver',
  'originator',
  'participant',
  'remedy-owner',
  'raised-to',
  'above',
  'ministry',
  'ministry-leadership',
  'closing-office',
] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * Whether somebody of `office` acts for `body`: the office itself, or a unit inside it. Units have
 * officers and clerks of the body, but a unit's head does not sign for the body (only by a written
 * authority, which gives the capacity in the body itself). For a body that has ended acts whoever
 * does its work now.
 */
export function actsFor(actor: PersonActor, body: OfficeId, directory: DirectoryAt): boolean {
  if (actor.office === body) return true;
  const standing = presently(body, directory);
  if (actor.office === standing) return true;
  if (actor.capacity === 'head' || actor.capacity === 'deputy-head') return false;
  return isUnitOf(actor.office, standing, directory);
}

/** Whether an office is a unit (cục, phòng) inside a body. */
export function isUnitOf(office: OfficeId, body: OfficeId, directory: DirectoryAt): boolean {
  const row = directory.office(office);
  if (row === undefined || row.parent !== body) return false;
  return row.kind === 'ministry-unit' || row.kind === 'provincial-police-unit';
}

/**
 * Whether a case passes an actor by: with bypass it is not there for anybody of the body it is
 * about, nor of the units inside it, whichever other office they work for as well.
 */
export function isPassedBy(
  { bypass, reportingOffice }: Pick<Incident, 'bypass' | 'reportingOffice'>,
  { office }: Pick<PersonActor, 'office'>,
  directory: DirectoryAt,
): boolean {
  return bypass && (office === reportingOffice || isUnitOf(office, reportingOffice, directory));
}

/** Every relation of an actor to a case; with bypass the reporting office has none. */
export function relationsOf(
  incident: Incident,
  actor: PersonActor,
  directory: DirectoryAt,
): ReadonlySet<Relation> {
  const relations = new Set<Relation>(['anyone']);
  const when = (relation: Relation, body: OfficeId | null | undefined): void => {
    if (body !== null && body !== undefined && actsFor(actor, body, directory)) {
      relations.add(relation);
    }
  };
  if (incident.reporter.person === actor.person) relations.add('reporter');
  if (isPassedBy(incident, actor, directory)) return relations;
  if (actor.office === MINISTRY || actor.office === MINISTRY_DESK) relations.add('ministry');
  if (actor.office === MINISTRY) relations.add('ministry-leadership');
  when('reporting-office', incident.bypass ? null : incident.reportingOffice);
  when('receiving-office', incident.receivingOffice);
  incident.addressees.forEach((a) => when('addressee', a.office));
  when('handling-office', incident.handling);
  when('hand-over-receiver', incident.handOverTo);
  incident.originators.forEach((o) => when('originator', o.office));
  incident.participants.forEach((p) => when('participant', p.office));
  incident.remedies.forEach((r) => when('remedy-owner', r.office));
  incident.raisedTo.forEach((office) => when('raised-to', office));
  const holder = incident.handling ?? incident.receivingOffice;
  when('above', directory.channelOf(holder));
  when('above', directory.parentOf(holder));
  when('closing-office', incident.endedBy);
  return relations;
}
