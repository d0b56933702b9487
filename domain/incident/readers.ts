import type { PersonActor } from '../authority/actor.ts';
import { actsFor, isPassedBy, isUnitOf } from '../authority/relations.ts';
import { clearanceRank } from '../offices/person.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { Incident } from './incident.ts';
import { levelRank } from './vocabulary.ts';

/** How much of a case a reader sees. */
export type ReadScope =
  /** Everything but the drafts to the Lao side, unless of the Ministry. */
  | 'case'
  /** Everything, drafts to the Lao side included: the Ministry. */
  | 'ministry'
  /** Number, stage and one's own words. */
  | 'receipt'
  /** The references one is asked to assess. */
  | 'references'
  /** The remedies of one's own office. */
  | 'remedies';

/** A person, or those who work on cases in an office, on the need-to-know list. */
export interface ReaderEntry {
  readonly person: PersonId | null;
  readonly office: OfficeId | null;
  readonly scope: ReadScope;
}

/**
 * The need-to-know list of a case. With bypass the reporter's own office is not on it, whatever
 * else it does in the case.
 */
export function readersOf(incident: Incident): ReaderEntry[] {
  const entries = new Map<string, ReaderEntry>();
  const add = (entry: ReaderEntry): void => {
    const key = entry.person ?? `office/${entry.office}`;
    const known = entries.get(key);
    if (known === undefined || rank(known.scope) < rank(entry.scope)) entries.set(key, entry);
  };
  const office = (id: OfficeId | null, scope: ReadScope): void => {
    if (id === null || (incident.bypass && id === incident.reportingOffice)) return;
    add({ person: null, office: id, scope });
  };
  const person = (id: PersonId | null, scope: ReadScope): void => {
    if (id !== null) add({ person: id, office: null, scope });
  };
  const inMinistry = (id: OfficeId | null) => id === MINISTRY || id === MINISTRY_DESK;
  if (incident.ministryToldAt !== null || inMinistry(incident.handling)) {
    office(MINISTRY_DESK, 'ministry');
    office(MINISTRY, 'ministry');
  }
  office(incident.receivingOffice, 'case');
  incident.addressees.forEach((a) => office(a.office, inMinistry(a.office) ? 'ministry' : 'case'));
  office(incident.handling, inMinistry(incident.handling) ? 'ministry' : 'case');
  office(incident.handOverTo, 'case');
  incident.raisedTo.forEach((o) => office(o, 'case'));
  incident.participants.forEach((p) => {
    if (p.answer !== 'declined') office(p.office, 'case');
  });
  incident.readers.forEach((r) => {
    office(r.office, 'case');
    person(r.person, 'case');
  });
  incident.originators.forEach((o) => office(o.office, 'references'));
  incident.remedies.forEach((r) => office(r.office, 'remedies'));
  person(incident.reporter.person, 'receipt');
  return [...entries.values()];
}

/**
 * How much of a case somebody sees: null when they are not on its list. Beyond the receipt it needs
 * a clearance that reaches the level of the case. Plain staff see only what they reported.
 */
export function readScope(
  incident: Incident,
  actor: PersonActor,
  directory: DirectoryAt,
): ReadScope | null {
  const cleared = clearanceRank(actor.clearance) >= levelRank(incident.level);
  const passedBy = isPassedBy(incident, actor, directory);
  const scopes = readersOf(incident)
    .filter((e) =>
      e.person === null ? !passedBy && reads(e.office, actor, directory) : isPerson(e, actor),
    )
    .filter((e) => cleared || e.scope === 'receipt')
    .map((e) => e.scope);
  return scopes.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

/** Whether a capacity works on cases at all; staff report, administrators see no case content. */
export function worksOnCases(capacity: PersonActor['capacity']): boolean {
  return capacity !== 'staff' && capacity !== 'administrator';
}

function reads(office: OfficeId | null, actor: PersonActor, directory: DirectoryAt): boolean {
  if (office === null || !worksOnCases(actor.capacity)) return false;
  return actsFor(actor, office, directory) || isUnitOf(actor.office, office, directory);
}

function isPerson(entry: ReaderEntry, actor: PersonActor): boolean {
  if (entry.person !== actor.person) return false;
  return actor.capacity !== 'administrator';
}

const RANKS: readonly ReadScope[] = ['receipt', 'remedies', 'references', 'case', 'ministry'];

function rank(scope: ReadScope): number {
  return RANKS.indexOf(scope);
}
