import type { FactKind } from '../../../domain/incident/fact.ts';
import type { Language } from '../../../domain/text.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { translate } from '../../../locales/index.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { OpenedCase } from '../cases.ts';
import { withClockStory } from './clock-story.ts';
import type { Names } from './names.ts';
import type { Telling } from './sentences.ts';
import { SENTENCES } from './sentences.ts';
import type { CaseFact } from './visible-facts.ts';
import { visibleFacts } from './visible-facts.ts';

/** One thing that happened, as it is told to a reader. */
export interface TimelineEntry {
  readonly seq: number;
  readonly kind: FactKind;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  /** Null where the reader is not told who. */
  readonly by: {
    readonly kind: 'person' | 'clock' | 'process';
    readonly name: string | null;
    readonly office: string | null;
    readonly capacity: string | null;
  } | null;
  readonly text: string;
}

/** The story of a case, told in whole sentences, as far as its reader may see it. */
export function timelineOf(
  opened: OpenedCase,
  facts: readonly StoredFact[],
  names: Names,
  language: Language,
): TimelineEntry[] {
  const { incident, who } = opened;
  const telling = { language, incident, names, rules: who.rules };
  return withClockStory(visibleFacts(opened, facts)).map((fact) => ({
    seq: fact.seq,
    kind: fact.kind,
    happenedAt: fact.happenedAt,
    recordedAt: fact.recordedAt,
    by: opened.scope === 'receipt' ? null : authorOf(fact),
    text: textOf(opened, fact, telling),
  }));
}

function textOf(opened: OpenedCase, fact: CaseFact, telling: Telling): string {
  if (fact.kind === 'lao-dispatched' && opened.scope !== 'ministry') {
    return translate(telling.language, 'timeline.lao-told', { round: fact.data.round });
  }
  const sentence = SENTENCES[fact.kind] as (data: unknown, telling: Telling) => never;
  return translate(telling.language, `timeline.${fact.kind}`, sentence(fact.data, telling));
}

/** Who did it, as a timeline names them: in the capacity in which they did it. */
export function authorOf({ actor }: Pick<StoredFact, 'actor'>): TimelineEntry['by'] {
  if (actor.kind !== 'person') {
    return { kind: actor.kind, name: null, office: null, capacity: null };
  }
  const { name, office, capacity } = actor;
  return { kind: 'person', name, office, capacity };
}
