import { z } from 'zod';
import type { CaseRef } from '../../../domain/cases/outcome.ts';
import { rederiveClock } from '../../../domain/clocks/clock.ts';
import { maySet } from '../../../domain/authority/settings.ts';
import { readScope } from '../../../domain/incident/readers.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { Calendar, CalendarId } from '../../../domain/time/calendar.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { casesOnCalendar } from '../../../records/cases-by-rule.ts';
import type { Queryable } from '../../../records/database.ts';
import { askToLook } from '../../../records/looks.ts';
import { reportsOnCalendar } from '../../../records/reports.ts';
import type { AnnouncedDay } from '../../../records/rule-changes.ts';
import { announceDays, lockRules } from '../../../records/rule-changes.ts';
import { loadRules } from '../../../records/rulebook.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { dateIn, dateOut, instantOut, text } from '../schemas/basics.ts';
import { tellNow } from '../tell-now.ts';
import { visibleClocks } from '../views/incident-view.ts';

const params = z.strictObject({ id: z.enum(['VN', 'LA']) });

const calendarOut = z.object({
  id: z.enum(['VN', 'LA']),
  version: z.number().int(),
  announcedYears: z.array(z.number().int()),
  days: z.array(
    z.object({
      date: dateOut,
      status: z.enum(['off', 'worked']),
      reason: z.string(),
      basis: z.string(),
      sure: z.string(),
    }),
  ),
});

const announced = z.strictObject({
  days: z
    .array(
      z.strictObject({
        date: dateIn,
        status: z.enum(['off', 'worked', 'ordinary']),
        reason: text(300),
        basis: text(300).optional(),
      }),
    )
    .min(1)
    .max(366),
  basis: text(300),
});

const movedOut = z.object({
  case: z.string(),
  number: z.string(),
  clock: z.string(),
  before: instantOut,
  after: instantOut,
});

/** A clock whose deadline a changed calendar moves. */
type Moved = z.infer<typeof movedOut>;

/** The calendars of working days; a changed one derives every running clock again. */
export function calendarRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/calendars/:id',
    config: READS,
    schema: {
      operationId: 'getCalendar',
      tags: ['rules'],
      summary: 'The days that differ from Monday to Friday',
      params,
      querystring: z.strictObject({
        year: z
          .string()
          .regex(/^\d{4}$/)
          .optional(),
      }),
      response: { 200: calendarOut },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const calendar = who.rules.calendar(request.params.id);
      const { year } = request.query;
      const days = [...calendar.days.values()]
        .filter((day) => year === undefined || day.date.startsWith(year))
        .sort((a, b) => (a.date < b.date ? -1 : 1));
      const { id, version } = calendar;
      return { id, version, announcedYears: [...calendar.announcedYears].sort(), days };
    },
  });
  app.route({
    method: 'POST',
    url: '/calendars/:id/days',
    config: CHANGES,
    schema: {
      operationId: 'announceDays',
      tags: ['rules'],
      summary: 'Announce days; lists the clocks that move, of the cases that I may see',
      params,
      body: announced,
      response: { 200: z.object({ version: z.number().int(), changed: z.array(movedOut) }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'announce-days', null, who.directory));
      const { id } = request.params;
      const dates = request.body.days.map((day) => day.date);
      if (new Set(dates).size < dates.length) throw problem('INVALID_FIELD', { field: 'days' });
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await announce(tx, deps, who, id, request.body),
      }));
      await tellNow(deps, who.now);
      return send(reply, answer);
    },
  });
}

async function announce(
  tx: Queryable,
  deps: ApiDependencies,
  who: Acting,
  id: CalendarId,
  { days, basis }: z.infer<typeof announced>,
) {
  await lockRules(tx);
  const withBasis: AnnouncedDay[] = days.map((day) => ({ ...day, basis: day.basis ?? basis }));
  await announceDays(tx, who, id, { days: withBasis, basis });
  const { calendars } = await loadRules(tx, deps.brought);
  const incidents = await casesOnCalendar(tx, id);
  const moved = incidents.map((incident) => ({
    incident,
    clocks: movedClocks(incident, calendars[id], who),
  }));
  const concerned = moved.filter(({ clocks }) => clocks.length > 0);
  const looking: CaseRef[] = [
    ...concerned.map(({ incident }): CaseRef => ({ matter: 'incident', id: incident.id })),
    // Reports say by themselves which of their clocks have moved.
    ...(await reportsOnCalendar(tx, id)).map((report): CaseRef => ({
      matter: 'report',
      id: report,
    })),
  ];
  await askToLook(tx, looking, who.now);
  return {
    version: calendars[id].version,
    changed: moved.flatMap(({ incident, clocks }) => visible(incident, clocks, who)),
  };
}

interface MovedClock {
  readonly id: string;
  readonly before: Instant;
  readonly after: Instant;
}

function movedClocks(incident: Incident, calendar: Calendar, { rules }: Acting): MovedClock[] {
  return incident.clocks.flatMap((clock) => {
    if (clock.status !== 'running' || clock.calendar !== calendar.id) return [];
    const after = rederiveClock(clock, calendar, rules.hours);
    return after.due === clock.due ? [] : [{ id: clock.id, before: clock.due, after: after.due }];
  });
}

/** Of a case that is closed to whoever announces, nothing is listed: it moves all the same. */
function visible(incident: Incident, clocks: readonly MovedClock[], who: Acting): Moved[] {
  const scope = readScope(incident, who.actor, who.directory);
  if (scope === null) return [];
  const seen = new Set(visibleClocks({ incident, scope, who }).map((c) => c.id));
  return clocks
    .filter((clock) => seen.has(clock.id))
    .map(({ id, before, after }) => ({
      case: incident.id,
      number: incident.number,
      clock: id,
      before,
      after,
    }));
}
