import type { ClockFacts, Rulebook } from '../../../domain/cases/deciding.ts';
import { CLOCK_RULES } from '../../../domain/clocks/rule.ts';
import type { Language } from '../../../domain/text.ts';
import type { MessageParams } from '../../../locales/index.ts';
import { dueText } from '../../../locales/moment.ts';
import type { ClockStory } from './clock-story.ts';
import type { Names } from './names.ts';

/** What the sentences of every kind of case may look up. */
export interface CommonTelling {
  readonly language: Language;
  readonly names: Names;
  readonly rules: Pick<Rulebook, 'clock'>;
}

type ClockSentence<K extends keyof ClockFacts> = (
  data: ClockFacts[K] & ClockStory,
  telling: CommonTelling,
) => MessageParams;

/** What fills the places of the sentences about clocks, whatever kind of case they are of. */
export const CLOCK_SENTENCES: { readonly [K in keyof ClockFacts]: ClockSentence<K> } = {
  'clock-started': (d, t) => ({
    clock: clockName(t, d.clock.id),
    office: officeName(t, d.clock.owner),
    due: dueText(t.language, d.clock.due),
  }),
  'clock-met': (d, t) => ({ clock: clockName(t, d.clock), ended: d.ended ?? 'kept' }),
  'clock-stopped': (d, t) => ({ clock: clockName(t, d.clock) }),
  'clock-lapsed': (d, t) => ({
    clock: clockName(t, d.clock),
    due: dueText(t.language, d.due),
    lapses: d.lapses,
    past: d.wasPast === true ? 'yes' : 'no',
  }),
  'clock-changed': (d, t) => ({
    why: d.why,
    clock: clockName(t, d.clock.id),
    office: officeName(t, d.clock.owner),
    from: dueText(t.language, d.before.due),
    due: dueText(t.language, d.clock.due),
    reason: d.reason,
  }),
};

/** The name of a clock in the reader's language, from its rule. */
export function clockName(
  { language, rules }: Pick<CommonTelling, 'language' | 'rules'>,
  id: string,
): string {
  const rule = CLOCK_RULES.find((known) => known === id.split('#')[0]);
  return rule === undefined ? id : rules.clock(rule).name[language];
}

/** What an office is called in the reader's language; its code where nobody says. */
export function officeName({ language, names }: CommonTelling, id: string): string {
  return names.offices[id]?.[language] ?? id;
}

/** What a person is called; their id where nobody says. */
export function personName({ names }: CommonTelling, id: string): string {
  return names.people[id] ?? id;
}
