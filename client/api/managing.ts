import { maySet } from '../../domain/authority/settings.ts';
import type { Delegation, Holding, PersonId } from '../../domain/offices/person.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { delegationsOf, holdingsOf } from '../../records/people-capacities.ts';
import { personById } from '../../records/people.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { problem } from './problem.ts';

/** What a person holds and what was given to them in writing, past and present. */
interface Parts {
  readonly holdings: readonly Holding[];
  readonly delegations: readonly Delegation[];
}

/** Only who manages every office a person has a part in, and never oneself. */
export async function mustManage(
  deps: ApiDependencies,
  who: Acting,
  person: PersonId,
): Promise<void> {
  if (who.actor.person === person) throw forbidden();
  if ((await personById(deps.db, person)) === undefined) throw problem('NOT_FOUND');
  if (!(await manages(deps, who, person))) throw forbidden();
}

/** Whether somebody manages a person: all offices in which that person has a part. */
export async function manages(
  deps: ApiDependencies,
  who: Acting,
  person: PersonId,
): Promise<boolean> {
  const parts = await partsOf(deps, person);
  const left = officesLeft(who, person, parts);
  // Of whoever has left, those who managed them to the end.
  const counted = left.length > 0 ? left : parts.holdings.map((h) => h.office);
  return counted.length > 0 && counted.every((office) => inScope(who, office));
}

/**
 * Whether somebody may give a person a part in one of their own offices: people of other offices
 * are given one by who manages both.
 */
export async function mustManageRest(
  deps: ApiDependencies,
  who: Acting,
  person: PersonId,
): Promise<void> {
  const left = officesLeft(who, person, await partsOf(deps, person));
  if (!left.every((office) => inScope(who, office))) throw forbidden();
}

async function partsOf({ db }: ApiDependencies, person: PersonId): Promise<Parts> {
  return {
    holdings: await holdingsOf(db, person),
    delegations: await delegationsOf(db, person),
  };
}

// Whoever sets the password of somebody acts in every capacity of theirs: one office of many is
// not enough, or a part in the smallest would open the largest.
function officesLeft(
  { now }: Acting,
  person: PersonId,
  { holdings, delegations }: Parts,
): string[] {
  const today = dateOf(now);
  const held = holdings.filter(({ validTo }) => validTo === null || validTo > today);
  const given = delegations.filter(
    ({ to, validTo, revokedOn }) =>
      to === person && validTo > today && (revokedOn === null || revokedOn > today),
  );
  return [...held, ...given].map(({ office }) => office);
}

function inScope({ actor, directory }: Acting, office: string): boolean {
  return maySet(actor, 'manage-people', office, directory) === null;
}

function forbidden() {
  return problem('FORBIDDEN', { action: 'manage-people' });
}
