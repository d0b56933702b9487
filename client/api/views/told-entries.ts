import type { Language } from '../../../domain/text.ts';
import type { MessageKey, MessageParams } from '../../../locales/index.ts';
import { translate } from '../../../locales/index.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { IsKept } from './clock-story.ts';
import { withClockStory } from './clock-story.ts';
import type { TimelineEntry } from './timeline.ts';
import { authorOf } from './timeline.ts';

/** What fills the places of the sentence of each kind of fact. */
export type Sentences<Data, Telling> = {
  readonly [K in keyof Data]: (data: Data[K], telling: Telling) => MessageParams;
};

/** A fact as a sentence of `locales/<language>/timeline.json`. */
export function sentenceOf<Data, Telling extends { readonly language: Language }>(
  sentences: Sentences<Data, Telling>,
  kind: keyof Data & string,
  data: unknown,
  telling: Telling,
): string {
  const sentence = sentences[kind] as (data: unknown, telling: Telling) => MessageParams;
  return translate(telling.language, `timeline.${kind}` as MessageKey, sentence(data, telling));
}

/** What happened to a case, each with its moment, its author and its sentence. */
export function entriesOf<Kind extends string>(
  facts: readonly StoredFact[],
  tell: (kind: Kind, data: unknown) => string,
  isKept?: IsKept,
): (Omit<TimelineEntry, 'kind'> & { readonly kind: Kind })[] {
  return withClockStory(facts, isKept).map((fact) => {
    const { seq, happenedAt, recordedAt, data } = fact;
    const kind = fact.kind as Kind;
    return { seq, kind, happenedAt, recordedAt, by: authorOf(fact), text: tell(kind, data) };
  });
}
