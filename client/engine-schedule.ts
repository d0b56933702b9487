import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { CalendarSpecDescription, ScheduleDescription } from '@temporalio/client';
import { isDeepStrictEqual } from 'node:util';
import { openingOf } from '../domain/reporting/opening.ts';
import { hasCycle } from '../domain/reporting/regime.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import { DAY, msOf } from '../domain/time/instant.ts';
import { CASE_QUEUE, OPEN_REPORTING_YEAR, scheduleId } from '../workflows/wire.ts';
import type { OpenYearInput } from '../workflows/wire.ts';

// What the server's calendars go to.
const LAST_YEAR = 2100;

/** A regime's schedule as its data wants it. */
export type WantedSchedule = ReturnType<typeof scheduleOf>;

/**
 * The schedule of a regime. Overlapping starts are all let through: one may wait long for a
 * database that is away, and the next year is not to be lost to that; asked twice, the record
 * answers the same. A failure pauses nothing, for the next year has nothing to do with it.
 */
export function scheduleOf(rule: RegimeRule) {
  const input: OpenYearInput = { regime: rule.id };
  return {
    spec: { calendars: calendarsOf(rule) },
    action: {
      type: 'startWorkflow' as const,
      workflowType: OPEN_REPORTING_YEAR,
      // The server puts the moment behind it for which the start was planned.
      workflowId: scheduleId(rule.id),
      taskQueue: CASE_QUEUE,
      args: [input] as [unknown],
    },
    policies: {
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
      catchupWindow: rule.catchUpDays * DAY,
      pauseOnFailure: false,
    },
  };
}

/** Whether a schedule is as its data wants it, whoever made or changed it. */
export function isAsWanted(known: ScheduleDescription, wanted: WantedSchedule): boolean {
  const { spec, action, policies } = known;
  const { workflowType, workflowId, taskQueue, args } = action;
  const nothingElse =
    spec.intervals?.length === 0 && spec.skip?.length === 0 && !spec.startAt && !spec.endAt;
  return (
    nothingElse &&
    (spec.jitter ?? 0) === 0 &&
    ['', 'UTC'].includes(spec.timezone ?? '') &&
    isDeepStrictEqual(
      [spec.calendars, { type: action.type, workflowType, workflowId, taskQueue, args }, policies],
      [wanted.spec.calendars, wanted.action, wanted.policies],
    )
  );
}

/**
 * The openings as the server's calendars, in UTC: 0:00 of a day is 17:00 of the day before. One
 * calendar for each day of the year that comes out; more than one only for what opens on 1 March.
 */
function calendarsOf(rule: RegimeRule): CalendarSpecDescription[] {
  const byDay = new Map<string, Date[]>();
  for (let year = rule.firstYear; hasCycle(rule, year); year += rule.everyYears) {
    const at = new Date(msOf(openingOf(rule, year)));
    if (at.getUTCFullYear() > LAST_YEAR) break;
    const day = at.toISOString().slice(5);
    byDay.set(day, [...(byDay.get(day) ?? []), at]);
  }
  return [...byDay.values()].map((days) => calendar(days as [Date, ...Date[]]));
}

function calendar(days: readonly [Date, ...Date[]]): CalendarSpecDescription {
  const [at] = days;
  return {
    second: only(at.getUTCSeconds()),
    minute: only(at.getUTCMinutes()),
    hour: only(at.getUTCHours()),
    dayOfMonth: only(at.getUTCDate()),
    month: only(MONTHS[at.getUTCMonth()] ?? 'JANUARY'),
    year: days.flatMap((day) => only(day.getUTCFullYear())),
    dayOfWeek: [{ start: 'SUNDAY', end: 'SATURDAY', step: 1 }],
    comment: '',
  };
}

const only = <T>(value: T) => [{ start: value, end: value, step: 1 }];

const MONTHS = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST'] as const),
  ...(['SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];
