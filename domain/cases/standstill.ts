import { freezeClock, resumeClock } from '../clocks/clock.ts';
import type { RunningClock } from '../clocks/clock.ts';
import { canFreeze } from '../clocks/freezing.ts';
import { changeClock } from './clocks-of-case.ts';
import type { CaseDeciding, ClockFacts } from './deciding.ts';

/**
 * While a case stands still its running clocks are frozen, and go on later with what was left. A
 * fixed date does not stand still: it stays as it is, and lapses.
 */
export function standStill<Data extends ClockFacts>(
  d: CaseDeciding<
    { readonly clocks: readonly RunningClock[] },
    Data,
    { readonly kind: keyof Data; readonly data: unknown }
  >,
  isStanding: boolean,
  reason: string,
): void {
  for (const clock of d.case.clocks) {
    const basis = [d.rules.calendar(clock.calendar), d.rules.hours] as const;
    if (isStanding && clock.status === 'running' && canFreeze(clock.spec)) {
      changeClock(d, 'frozen', reason, {
        before: clock,
        after: freezeClock(clock, d.now, ...basis),
      });
    }
    if (!isStanding && clock.status === 'frozen') {
      const after = resumeClock(clock, d.now, ...basis);
      changeClock(d, 'resumed', reason, { before: clock, after });
    }
  }
}
