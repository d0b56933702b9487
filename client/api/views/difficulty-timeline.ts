import type { DifficultyFactData, DifficultyFactKind } from '../../../domain/difficulties/fact.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES, officeName } from './clock-sentences.ts';
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
  'answer-drafted': (d) => ({ words: d.words }),
  'answer-returned': (d) => ({ reason: d.reason }),
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

/** The story of a difficulty, told in whole sentences. */
export function difficultyTimeline(facts: readonly StoredFact[], telling: CommonTelling) {
  return entriesOf<DifficultyFactKind>(facts, (kind, data) =>
    difficultySentence(kind, data, telling),
  );
}

/** A fact of a difficulty as a sentence. */
export function difficultySentence(
  kind: DifficultyFactKind,
  data: unknown,
  telling: CommonTelling,
): string {
  return sentenceOf(SENTENCES, kind, data, telling);
}
