import { z } from 'zod';
import { overviewOf } from '../../../records/cycle-overview.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { once, requestHashOf, send } from '../once.ts';
import { askForYear, beginYear, checkAskedYear } from '../open-cycle.ts';
import { carryCycleAct } from '../report-acts.ts';
import { cyclesFor, findCycle, noteReportRead, readingFor } from '../reports.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { cycleRef, dateIn, officeId, orNull, wholeNumber } from '../schemas/basics.ts';
import { cycleOut, listedCycle, regime, regimeOut } from '../schemas/cycle-out.ts';
import { doneOut, pendingOut } from '../schemas/incident.ts';
import { cycleActIn } from '../schemas/report-acts.ts';
import { cycleOverviewView, cycleView, regimeView } from '../views/cycle-view.ts';
import { namesIn } from '../views/names.ts';

// More addressees than the country has.
const MOST_PICKED = 5_000;

const newCycle = z.strictObject({
  regime,
  year: z.number().int().min(2000).max(2199),
  drill: z.boolean().default(false),
  only: orNull(z.array(officeId).min(1).max(MOST_PICKED)).meta({
    description: 'The offices that report, picked by hand; left out: all that the regime names.',
  }),
  until: orNull(dateIn).meta({
    description: 'The day by which picked offices report, open at once; left out: as always.',
  }),
  reason: z.string().max(2_000),
});

const params = z.strictObject({ cycle: cycleRef });

/** Duties to report, and the years in which they come round. */
export function reportCycleRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/report-regimes',
    config: READS,
    schema: {
      operationId: 'listReportRegimes',
      tags: ['reports'],
      summary: 'What is reported upward, by which text, from which day to which',
      response: { 200: z.object({ items: z.array(regimeOut) }) },
    },
    async handler(request) {
      const { rules, now } = await actingIn(deps, request);
      return { items: rules.regimes.map((rule) => regimeView(rule, now)) };
    },
  });
  app.route({
    method: 'POST',
    url: '/report-cycles',
    config: CHANGES,
    schema: {
      operationId: 'openReportCycle',
      tags: ['reports'],
      summary: 'Open a year by hand: the whole once, a drill or picked offices as often as asked',
      body: newCycle,
      response: { 201: z.object({ id: z.string(), number: z.string() }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      // Where time is played with, nothing that happens is real.
      const asked = { ...request.body, drill: request.body.drill || deps.drill !== null };
      await checkAskedYear(deps, who, asked);
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await askForYear(tx, who, asked),
      }));
      beginYear(deps, answer.body.id);
      return send(reply, answer);
    },
  });
  app.route({
    method: 'GET',
    url: '/report-cycles',
    config: READS,
    schema: {
      operationId: 'listReportCycles',
      tags: ['reports'],
      summary: 'The cycles in which there is a report for me to read, and how far each has come',
      querystring: z.strictObject({
        regime: regime.optional(),
        year: wholeNumber(2000, 2199).optional(),
      }),
      response: { 200: z.object({ items: z.array(listedCycle) }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const found = await cyclesFor(deps, who, request.query);
      return { items: found.map((cycle) => ({ ...cycleView(cycle), counts: cycle.counts })) };
    },
  });
  app.route({
    method: 'GET',
    url: '/report-cycles/:cycle',
    config: READS,
    schema: {
      operationId: 'getReportCycle',
      tags: ['reports'],
      summary: 'How far a cycle has come, as a whole and branch by branch, as far as I may read it',
      params,
      response: { 200: cycleOut },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const found = await findCycle(deps, who, request.params.cycle);
      await noteReportRead(deps, who, found.id, 'cycle');
      const overview = await overviewOf(deps.db, readingFor(who), found.id);
      const view = cycleOverviewView(found, overview, who);
      const offices = view.branches.map(({ office }) => office);
      return { ...view, names: await namesIn(deps.db, who.directory, [offices, view.by]) };
    },
  });
  app.route({
    method: 'POST',
    url: '/report-cycles/:cycle/acts',
    config: CHANGES,
    schema: {
      operationId: 'actOnReportCycle',
      tags: ['reports'],
      summary: 'Do an act on a cycle: call it off',
      params,
      body: cycleActIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    async handler(request, reply) {
      const { params: of, body: act } = request;
      const asked = { idOrNumber: of.cycle, act, requestHash: requestHashOf(request) };
      const came = await carryCycleAct(deps, request, asked);
      if ('see' in came) void reply.code(202).header('location', came.see);
      return came;
    },
  });
}
