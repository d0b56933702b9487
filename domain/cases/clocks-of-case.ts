import type { RunningClock } from '../clocks/clock.ts';
import { lapseClock, rederiveClock } from '../clocks/clock.ts';
import { HEADS, OFFICERS } from './deciding.ts';
import type { CaseDeciding, ClockFacts } from './deciding.ts';

type AnyDeciding<Data extends ClockFacts> = CaseDeciding<
  { readonly clocks: readonly RunningClock[] },
  Data,
  { readonly kind: keyof Data; readonly data: unknown }
>;

/**
 * Lets lapse every running clock whose next moment has come, in order of that moment. A lapse never
 * stops a case: it is a fact and a letter, one office or one capacity higher each time, until
 * someone acts. What `waits` lapses with the next decision.
 */
export function lapseDue<Data extends ClockFacts>(
  d: AnyDeciding<Data>,
  effect: (clock: RunningClock) => void,
  waits: (clock: RunningClock) => boolean = () => false,
): void {
  for (let clock = nextDue(d, waits); clock !== undefined; clock = nextDue(d, waits)) {
    const rule = d.rules.clock(clock.rule);
    const calendar = d.rules.calendar(clock.calendar);
    const now = lapseClock(clock, rule, d.now, calendar, d.rules.hours);
    const data = { clock: clock.id, due: clock.due, lapses: now.lapses, now };
    d.record('clock-lapsed', data as Data['clock-lapsed'], clock.next);
    effect(now);
  }
}

function nextDue<Data extends ClockFacts>(
  d: AnyDeciding<Data>,
  waits: (clock: RunningClock) => boolean,
): RunningClock | undefined {
  return d.case.clocks
    .filter((c) => c.status === 'running' && c.next <= d.now && !waits(c))
    .sort((a, b) => (a.next < b.next ? -1 : a.next > b.next ? 1 : 0))[0];
}

/** A calendar was changed: every running clock that counts on it is derived again. */
export function followCalendars<Data extends ClockFacts>(d: AnyDeciding<Data>): void {
  for (const clock of d.case.clocks) {
    if (clock.status !== 'running') continue;
    const calendar = d.rules.calendar(clock.calendar);
    if (calendar.version === clock.calendarVersion) continue;
    const again = rederiveClock(clock, calendar, d.rules.hours);
    if (again.due === clock.due) continue;
    changeClock(d, 'calendar', `${clock.calendar} ${again.calendarVersion}`, {
      before: clock,
      after: again,
    });
    d.tell('clock-moved', clock.owner, [...OFFICERS, ...HEADS], 'in-digest');
  }
}

/** Records that a clock has another due or stands still, and lays down its warnings anew. */
export function changeClock<Data extends ClockFacts>(
  d: AnyDeciding<Data>,
  why: ClockFacts['clock-changed']['why'],
  reason: string,
  { before, after }: { readonly before: RunningClock; readonly after: RunningClock },
): void {
  const data = { why, reason, before: { due: before.due }, clock: after };
  d.record('clock-changed', data as Data['clock-changed']);
  if (why !== 'frozen') d.warn(after);
}
