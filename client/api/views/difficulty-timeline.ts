import { actsFor } from '../../../domain/authority/relations.ts';
import type { DifficultyFactData, DifficultyFactKind } from '../../../domain/difficulties/fact.ts';
import type { OfficeId } from '../../../domain/offices/office.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { Acting } from '../identify.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES, officeName } from './clock-sentences.ts';
import type { IsKept } from './clock-story.ts';
import type { Sentences } from './told-entries.ts';
import { entriesOf, sentenceOf } from './told-entries.ts';

/** What fills the places of each fact's sentence in `locales/<language>/timeline.json`. */
const SENTENCES: Sentences<DifficultyFactData, CommonTelling> = {
  'difficulty-raised': (d, t) => ({
    office: officeName(t, d.office),
    number: d.number,
    words: d.words,
  }),
  'difficulty-arrived': (d, t) => ({ office: officeName(t, d.office) }),
  'difficulty-taken-up': () => ({}),
  'answer-drafted': (d) => ({ words: d.words, told: told(d.words) }),
  'answer-returned': (d) => ({ reason: d.reason, told: told(d.reason) }),
  'difficulty-answered': (d, t) => ({
    signed: d.signedAs,
    office: officeName(t, d.office),
    words: d.words,
  }),
  'difficulty-passed-up': (d) => ({ reason: d.reason }),
  'difficulty-raised-again': (d) => ({ reason: d.reason }),
  'difficulty-rehomed': (d, t) => ({ from: officeName(t, d.from), to: officeName(t, d.to) }),
  'difficulty-closed': () => ({}),
  'difficulty-withdrawn': (d) => ({ reason: d.reason }),
  ...CLOCK_SENTENCES,
};

/**
 * The story of a difficulty, told in whole sentences. What was drafted, and why a draft went back,
 * is told only to who acts for the office where it lay then.
 */
export function difficultyTimeline(
  facts: readonly StoredFact[],
  who: Pick<Acting, 'actor' | 'directory'>,
  telling: CommonTelling,
) {
  return entriesOf<DifficultyFactKind>(
    withoutDrafts(facts, who),
    (kind, data) => difficultySentence(kind, data, telling),
    isAnswered,
  );
}

/** Of one that was passed up the clock was once recorded as met, though nobody had answered. */
const isAnswered: IsKept = (clock, since) =>
  clock.split('#')[0] !== 'difficulty-answer' ||
  since.some(({ kind }) => kind === 'difficulty-answered');

function withoutDrafts(
  facts: readonly StoredFact[],
  { actor, directory }: Pick<Acting, 'actor' | 'directory'>,
): StoredFact[] {
  let holder: OfficeId | null = null;
  return facts.map((fact) => {
    const { kind, data } = fact as { readonly kind: string; readonly data: Partial<Lying> };
    if (kind === 'difficulty-arrived') holder = data.office ?? null;
    if (kind === 'difficulty-rehomed') holder = data.to ?? null;
    const isDraft = kind === 'answer-drafted' || kind === 'answer-returned';
    if (!isDraft || (holder !== null && actsFor(actor, holder, directory))) return fact;
    return { ...fact, data: { ...data, words: '', reason: '' } };
  });
}

/** What a fact says of where a difficulty lies. */
interface Lying {
  readonly office: OfficeId;
  readonly to: OfficeId;
}

function told(words: string): 'yes' | 'no' {
  return words === '' ? 'no' : 'yes';
}

/** A fact of a difficulty as a sentence. */
export function difficultySentence(
  kind: DifficultyFactKind,
  data: unknown,
  telling: CommonTelling,
): string {
  return sentenceOf(SENTENCES, kind, data, telling);
}
