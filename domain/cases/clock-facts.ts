import type { RunningClock } from '../clocks/clock.ts';
import { assertNever } from '../never.ts';
import type { ClockFacts } from './deciding.ts';

/** A fact about a clock, alike in every kind of case. */
export type ClockFact = {
  [K in keyof ClockFacts]: { readonly kind: K; readonly data: ClockFacts[K] };
}[keyof ClockFacts];

/** The clocks of a case as they are after a fact about one of them. */
export function withClockFact(
  clocks: readonly RunningClock[],
  fact: ClockFact,
): readonly RunningClock[] {
  const change = (id: string, to: (clock: RunningClock) => RunningClock) =>
    clocks.map((clock) => (clock.id === id ? to(clock) : clock));
  switch (fact.kind) {
    case 'clock-started':
      return [...clocks, fact.data.clock];
    case 'clock-met':
      return change(fact.data.clock, (clock) => ({ ...clock, status: 'met' }));
    case 'clock-stopped':
      return change(fact.data.clock, (clock) => ({ ...clock, status: 'stopped' }));
    case 'clock-lapsed':
      return change(fact.data.clock, () => fact.data.now);
    case 'clock-changed':
      return change(fact.data.clock.id, () => fact.data.clock);
    default:
      return assertNever(fact);
  }
}
