import type { PersonActor } from '../authority/actor.ts';
import type { Refusal } from '../errors.ts';
import type { ActData, ActKind } from './act.ts';
import type { Deciding } from './deciding.ts';
import type { Stage } from './vocabulary.ts';

/** One row of the table of acts: from which stages it may be done, and what it does. */
export interface ActRule<K extends ActKind> {
  /** `open` is every stage but the end. */
  readonly from: readonly Stage[] | 'open' | 'any';
  /** Records what follows, or refuses; whatever was recorded before a refusal is dropped. */
  readonly decide: (deciding: Deciding, data: ActData[K], actor: PersonActor) => Refusal | null;
}

export type ActRules<K extends ActKind> = { readonly [P in K]: ActRule<P> };
