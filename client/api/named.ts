import { may } from '../../domain/authority/may.ts';
import type { Act, NewReference } from '../../domain/incident/act.ts';
import { isOfMinistry } from '../../domain/authority/settings.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { readScope } from '../../domain/incident/readers.ts';
import { personById } from '../../records/people.ts';
import { unknownEntries } from '../../records/register.ts';
import { bodiesOf, findCase } from './cases.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { problem } from './problem.ts';

type Naming = Extract<
  Act,
  { kind: 'link-case' | 'mark-duplicate' | 'add-reference' | 'add-reader' }
>;

/**
 * Refuses an act that names what is not there: decisions see one case alone, so what lies outside
 * of it is looked up here. A case that is closed to whoever acts is not there for them. Who may not
 * act at all hears of that alone.
 */
export async function checkNamed(
  deps: ApiDependencies,
  who: Acting,
  incident: Incident,
  asked: Act,
): Promise<void> {
  if (!isNaming(asked) || may(who.actor, asked.kind, incident, who.directory) !== null) return;
  switch (asked.kind) {
    case 'link-case':
      await namedCase(deps, who, asked.data.number);
      return;
    case 'mark-duplicate': {
      const original = await namedCase(deps, who, asked.data.of);
      // Two that are each the other's duplicate would both be over, and neither handled.
      if (original.ending === 'duplicate') throw problem('VALUE_OUT_OF_RANGE', { field: 'of' });
      return;
    }
    case 'add-reference':
      return checkRegistered(deps, who, [asked.data.reference]);
    case 'add-reader': {
      const { person } = asked.data;
      if (person === null || (await personById(deps.db, person)) !== undefined) return;
      throw problem('UNKNOWN_PERSON', { person });
    }
  }
}

function isNaming(asked: Act): asked is Naming {
  return ['link-case', 'mark-duplicate', 'add-reference', 'add-reader'].includes(asked.kind);
}

/** Refuses references that name an entry of the register that is not there for whoever asks. */
export async function checkRegistered(
  deps: ApiDependencies,
  who: Acting,
  references: readonly NewReference[],
): Promise<void> {
  const entries = references.flatMap((r) => r.register ?? []);
  const offices = isOfMinistry(who.actor.office) ? null : bodiesOf(who);
  const [unknown] = await unknownEntries(deps.db, entries, offices);
  if (unknown !== undefined) throw problem('UNKNOWN_REFERENCE', { reference: unknown });
}

async function namedCase(deps: ApiDependencies, who: Acting, number: string): Promise<Incident> {
  const named = await findCase(deps, who, number);
  if (named === null || readScope(named, who.actor, who.directory) === null) {
    throw problem('UNKNOWN_CASE', { number });
  }
  return named;
}
