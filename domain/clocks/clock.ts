import type { OfficeId } from '../offices/office.ts';
import type { Calendar, CalendarId, OfficeHours } from '../time/calendar.ts';
import type { Derivation, Step, TimeSpec } from '../time/spec.ts';
import { derive } from '../time/derive.ts';
import type { Instant } from '../time/instant.ts';
import { msOf, plus } from '../time/instant.ts';
import { openingBefore, workingDaysBefore } from '../time/warning.ts';
import { remainderOf, resumedDue } from './freezing.ts';
import type { Remainder } from './freezing.ts';
import type { ClockRule, ClockRuleId } from './rule.ts';

/** A clock of a case; stored in facts. It keeps the version and value of its rule at its anchor. */
export interface RunningClock {
  readonly id: string;
  readonly rule: ClockRuleId;
  readonly version: number;
  readonly spec: TimeSpec;
  readonly calendar: CalendarId;
  readonly calendarVersion: number;
  readonly process: 'incident' | 'lao-side';
  /** The office that has to act. */
  readonly owner: OfficeId;
  readonly subject: string | null;
  readonly anchor: Instant;
  /** The first instant that is late. */
  readonly due: Instant;
  /** The first due, before anything was extended. */
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
  const due = derivation.due ?? NEVER;
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
    firstDue: due,
    status: 'running',
    lapses: 0,
    remainder: null,
    ...derived(derivation, calendar),
  };
}

/** One lapse more; the next comes one repetition after the last one that has passed. */
export function lapseClock(
  clock: RunningClock,
  rule: ClockRule,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  let next = clock.next;
  // What lapsed while everything was down is one lapse, not a flood of them.
  while (next <= now) next = derive(rule.repeat, next, calendar, hours).due ?? NEVER;
  return { ...clock, lapses: clock.lapses + 1, next };
}

/** The clock stands still and keeps what is left. */
export function freezeClock(
  clock: RunningClock,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  // What is late already stays late; only its repetitions stop.
  const remainder =
    clock.due <= now ? null : remainderOf(clock.spec, clock.due, now, calendar, hours);
  return { ...clock, status: 'frozen', remainder };
}

/** The clock goes on with what was left. */
export function resumeClock(
  clock: RunningClock,
  now: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  const running = { ...clock, status: 'running', remainder: null } as const;
  if (clock.remainder === null) {
    return clock.next > now ? running : { ...running, next: plus(now, 1_000) };
  }
  const derivation = resumedDue(clock.remainder, now, calendar, hours);
  return { ...running, ...derived(derivation, calendar) };
}

/** The same clock by another version of its calendar; a late one keeps its due. */
export function rederiveClock(
  clock: RunningClock,
  calendar: Calendar,
  hours: OfficeHours,
): RunningClock {
  const same = { ...clock, calendarVersion: calendar.version };
  if (clock.lapses > 0) return same;
  return { ...same, ...derived(derive(clock.spec, clock.anchor, calendar, hours), calendar) };
}

/** When its owner is warned: never outside office hours, unless the clock itself counts hours. */
export function warnings(
  clock: RunningClock,
  rule: ClockRule,
  calendar: Calendar,
  hours: OfficeHours,
): Instant[] {
  if (clock.status !== 'running' || clock.due === NEVER) return [];
  const target = clock.aim ?? clock.due;
  const byTheHour = clock.spec.kind === 'hours' || clock.spec.kind === 'at-once';
  const moments = rule.warn.map((warn) => warningAt(warn, clock.anchor, target, calendar, hours));
  return [...new Set(moments)]
    .map((at) => (byTheHour ? at : openingBefore(at, calendar, hours)))
    .filter((at) => at > clock.anchor && at < target);
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

function warningAt(
  warn: ClockRule['warn'][number],
  anchor: Instant,
  target: Instant,
  calendar: Calendar,
  hours: OfficeHours,
): Instant {
  switch (warn.kind) {
    case 'half':
      return plus(anchor, Math.floor((msOf(target) - msOf(anchor)) / 2));
    case 'hours-before':
      return plus(target, -Math.round(warn.hours * 3_600_000));
    case 'working-days-before':
      return workingDaysBefore(target, warn.days, calendar, hours);
  }
}
