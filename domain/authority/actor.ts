import type { Actor as ActingPerson } from '../offices/person.ts';

/** A person in the capacity chosen at sign-in; it stands on every act. */
export type PersonActor = ActingPerson & { readonly kind: 'person' };

/** Who does something: a person, a lapsed clock, or the process itself. */
export type Actor = PersonActor | { readonly kind: 'clock' } | { readonly kind: 'process' };
