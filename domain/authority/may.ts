import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { Incident } from '../incident/incident.ts';
import { levelRank } from '../incident/vocabulary.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { Clearance } from '../offices/person.ts';
import { clearanceRank, delegationCovers } from '../offices/person.ts';
import type { PersonActor } from './actor.ts';
import type { Relation } from './relations.ts';
import { actsFor, relationsOf } from './relations.ts';
import type { Action } from './table.ts';
import { AUTHORITY } from './table.ts';

// Receiving a case and telling of one need no clearance: no content is shown.
const WITHOUT_CLEARANCE: ReadonlySet<Action> = new Set(['report', 'acknowledge']);

// Nobody of the body a case is about may handle it, whatever the route it took.
const HANDLING: ReadonlySet<Action> = new Set([
  'take-case',
  'decide:finding',
  'decide:closure',
  'decide:transfer',
  'answer-hand-over',
]);

/**
 * Whether an actor may do something to a case: `null` when so, else the refusal. A pure function
 * of the authority table, the relations, the clearance and a delegate's written scope. Without a
 * case only `report` can be asked.
 */
export function may(
  actor: PersonActor,
  action: Action,
  incident: Incident | null,
  directory: DirectoryAt,
): Refusal | null {
  const { delegation } = actor;
  if (delegation !== null && !delegationCovers(delegation, action, directory.date)) {
    return refuse('FORBIDDEN', { action });
  }
  const relations = incident === null ? ANYONE : relationsOf(incident, actor, directory);
  const granted = AUTHORITY[action].some(
    (g) => g.as.includes(actor.capacity) && g.when.some((relation) => relations.has(relation)),
  );
  if (!granted) return refuse('FORBIDDEN', { action });
  if (incident === null) return null;
  if (HANDLING.has(action) && actsFor(actor, incident.reportingOffice, directory)) {
    return refuse('OWN_CASE');
  }
  return WITHOUT_CLEARANCE.has(action) || isCleared(actor.clearance, incident)
    ? null
    : refuse('CLEARANCE_TOO_LOW');
}

const ANYONE: ReadonlySet<Relation> = new Set<Relation>(['anyone']);

/** Whether a clearance reaches the level of a case. */
export function isCleared(clearance: Clearance, incident: Pick<Incident, 'level'>): boolean {
  return clearanceRank(clearance) >= levelRank(incident.level);
}
