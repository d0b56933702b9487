import type { OfficeId } from '../offices/office.ts';
import type { Calendar, CalendarId, OfficeHours } from '../time/calendar.ts';
import { derive, deriveAfter } from '../time/derive.ts';
import type { Instant } from '../time/instant.ts';
import { HOUR, msOf, plus } from '../time/instant.ts';
import type { Derivation, Step, TimeSpec } from '../time/spec.ts';
import type { Remainder } from './freezing.ts';
import { canFreeze, leftToCount, nextAfterStandstill, remainderOf } from './freezing.ts';
import type { ClockProcess, ClockRule, ClockRuleId } from './rule.ts';

/** A clock of a case; stored in facts. It keeps the version and value of its rule at its anchor. */
export interface RunningClock {
  readonly id: string;
  readonly rule: ClockRuleId;
  readonly version: number;
  /** What is counted: the rule's value, or what was left after a standstill, or an extension. */
  readonly spec: TimeSpec;
  readonly calendar: CalendarId;
  readonly calendarVersion: number;
  readonly process: ClockProcess;
  /** The office that has to act. */
  readonly owner: OfficeId;
  readonly subject: string | null;
  readonly anchor: Instant;
  /** The moment that `spec` is counted from: the anchor, or the end of the last standstill. */
  readonly countedFrom: Instant;
  /** The first instant that is late. */
  readonly due: Instant;
  /** The due before anything was extended; calendars and standstills move it. */
  readonly firstDue: Instant;
  readonly aim: Instant | null;
  /** When something happens next: the due, then one repetition after another. */
  readonly next: Instant;
  readonly status: 'running' | 'frozen' | 'met' | 'stopped';
  readonly lapses: number;
  readonly remainder: Remainder | null;
  readonly provisional: boolean;
  readonly steps: readonly Step[];
}

// A standing duty has no deadline of its own; as a running clock it would never ring.
const NEVER = '9999-12-31T00:00:00.000+07:00' as Instant;

/** Starts a clock at its anchor; `value` replaces the rule's own amount (a remedy's own date). */
export function startClock(
  rule: ClockRule,
  at: {
    readonly id: string;
    readonly owner: OfficeId;
    readonly subject: string | null;
    readonly anchor: Instant;
    readonly value?: TimeSpec;
  },
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  const spec = at.value ?? rule.spec;
  const derivation = derive(spec, at.anchor, calendar, hours);
  return {
    id: at.id,
    rule: rule.id,
    version: rule.version,
    spec,
    calendar: calendar.id,
    process: rule.process,
    owner: at.owner,
    subject: at.subject,
    anchor: at.anchor,
    countedFrom: at.anchor,
    firstDue: derivation.due ?? NEVER,
    status: 'running',
    lapses: 0,
    remainder: null,
    ...derived(derivation, calendar),
  };
}

/** Whether a clock has no deadline: a standing duty, or a phase without an end. */
export function isEndless(clock: RunningClock): boolean {
  return clock.due === NEVER;
}

/** One lapse more; the next comes one repetition after the last one that has passed. */
export function lapseClock(
  clock: RunningClock,
  rule: ClockRule,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  let { next } = clock;
  // What lapsed while everything was down is one lapse, not a flood of them.
  while (next <= now) next = deriveAfter(next, rule.repeat, calendar, hours).due ?? NEVER;
  return { ...clock, lapses: clock.lapses + 1, next };
}

/** The clock stands still and keeps what is left; a fixed date does not, and stays as it is. */
export function freezeClock(
  clock: RunningClock,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  if (!canFreeze(clock.spec) || clock.status !== 'running') return clock;
  // What is late already stays late; only its repetitions stop.
  const remainder =
    clock.due <= now
      ? ({ unit: 'late', amount: (msOf(clock.next) - msOf(now)) / HOUR, since: now } as const)
      : remainderOf(clock.spec, clock.due, now, calendar, hours);
  return { ...clock, status: 'frozen', remainder };
}

/** The clock goes on with what was left; the day of resuming is not counted. */
export function resumeClock(
  clock: RunningClock,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  const { remainder } = clock;
  const running = { ...clock, status: 'running', remainder: null } as const;
  if (remainder === null) return running;
  if (remainder.unit === 'late') return { ...running, next: nextAfterStandstill(remainder, now) };
  const spec = leftToCount(remainder, now);
  if (spec === null) return running;
  const { steps, ...rest } = derived(derive(spec, now, calendar, hours), calendar);
  const resumed = { at: now, rule: 'resumed', params: { since: remainder.since } } as const;
  return movedTo(
    { ...running, spec, countedFrom: now },
    { ...rest, steps: [...clock.steps, resumed, ...steps] },
  );
}

/** The same clock by another version of its calendar; a late or extended one keeps its due. */
export function rederiveClock(
  clock: RunningClock,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  const same = { ...clock, calendarVersion: calendar.version };
  if (clock.lapses > 0 || clock.spec.kind === 'until') return same;
  const again = derived(derive(clock.spec, clock.countedFrom, calendar, hours), calendar);
  const history = clock.steps.slice(0, clock.steps.map(isResumption).lastIndexOf(true) + 1);
  return movedTo(same, { ...again, steps: [...history, ...again.steps] });
}

/** The first due moves along, so that what was given by extensions stays the same. */
function movedTo(clock: RunningClock, after: Partial<RunningClock> & { readonly due: Instant }) {
  const given = msOf(clock.due) - msOf(clock.firstDue);
  return { ...clock, ...after, firstDue: plus(after.due, -given) };
}

function isResumption(step: Step): boolean {
  return step.rule === 'resumed';
}

function derived(derivation: Derivation, calendar: Calendar) {
  const due = derivation.due ?? NEVER;
  return {
    due,
    aim: derivation.aim ?? null,
    next: due,
    provisional: derivation.provisional,
    steps: derivation.steps,
    calendarVersion: calendar.version,
  };
}
