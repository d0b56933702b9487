import type { RunningClock } from '../../../domain/clocks/clock.ts';
import type { Rulebook } from '../../../domain/cases/deciding.ts';
import type { Certainty, Language } from '../../../domain/text.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { stepText } from '../../../locales/derivation.ts';

/** A clock with what its rule says and the way to its deadline, in the reader's language. */
export type ClockView = Omit<RunningClock, 'steps'> & {
  readonly name: string;
  readonly word: string | null;
  readonly citation: string;
  readonly certainty: Certainty;
  readonly steps: { readonly at: Instant; readonly text: string; readonly basis: string | null }[];
};

/** Clocks as people read them, the next to ring first. */
export function clocksView(
  clocks: readonly RunningClock[],
  rules: Pick<Rulebook, 'clock'>,
  language: Language,
): ClockView[] {
  return [...clocks].sort(byNext).map(({ steps, ...clock }) => {
    const { name, word, citation, certainty } = rules.clock(clock.rule);
    return {
      ...clock,
      name: name[language],
      word: word?.[language] ?? null,
      citation,
      certainty,
      steps: steps.map((step) => ({
        at: step.at,
        text: stepText(language, step),
        basis: step.basis ?? null,
      })),
    };
  });
}

// Running ones first, by the moment at which something happens.
function byNext(a: RunningClock, b: RunningClock): number {
  const over = Number(a.status !== 'running') - Number(b.status !== 'running');
  return over !== 0 ? over : a.next < b.next ? -1 : a.next > b.next ? 1 : 0;
}
