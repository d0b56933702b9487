import type { OfficeId, OfficeRow, Succession } from './office.ts';
import type { Delegation, Holding, Person, PersonId } from './person.ts';

/** Everything that can change about offices and people; each change is recorded as a fact. */
export type DirectoryChange =
  | { readonly kind: 'office-added'; readonly office: OfficeRow }
  | { readonly kind: 'office-changed'; readonly before: OfficeRow; readonly after: OfficeRow }
  | { readonly kind: 'office-ended'; readonly office: OfficeRow }
  | { readonly kind: 'succession-added'; readonly succession: Succession }
  | { readonly kind: 'person-added'; readonly person: Person }
  | { readonly kind: 'person-changed'; readonly before: Person; readonly after: Person }
  | { readonly kind: 'password-set'; readonly person: PersonId }
  | { readonly kind: 'holding-added'; readonly holding: Holding }
  | { readonly kind: 'holding-closed'; readonly holding: Holding }
  | { readonly kind: 'delegation-added'; readonly delegation: Delegation }
  | { readonly kind: 'delegation-revoked'; readonly delegation: Delegation };

/** The stream of facts that a change belongs to: `office/CAT-15` or `person/<uuid>`. */
export function streamOf(change: DirectoryChange): string {
  switch (change.kind) {
    case 'office-added':
    case 'office-ended':
      return officeStream(change.office.id);
    case 'office-changed':
      return officeStream(change.after.id);
    case 'succession-added':
      return officeStream(change.succession.from);
    case 'person-added':
      return personStream(change.person.id);
    case 'person-changed':
      return personStream(change.after.id);
    case 'password-set':
      return personStream(change.person);
    case 'holding-added':
    case 'holding-closed':
      return personStream(change.holding.person);
    case 'delegation-added':
    case 'delegation-revoked':
      return personStream(change.delegation.from);
  }
}

function officeStream(id: OfficeId): string {
  return `office/${id}`;
}

function personStream(id: PersonId): string {
  return `person/${id}`;
}
