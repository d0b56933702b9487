import { z } from 'zod';
import { editionsFrom } from '../../../records/plan-editions.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { askFor, beginPlan, checkLoading, keepLater, planGiven } from '../load-plan.ts';
import { once, requestHashOf, send } from '../once.ts';
import { carryPlanAct } from '../plan-acts.ts';
import { findPlan, namesAround, openPlan, plansFor } from '../plans.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { language, listOf, pageOf, paging, planRef } from '../schemas/basics.ts';
import { doneOut, namesOut, pendingOut } from '../schemas/incident.ts';
import { givenPlan, planActIn } from '../schemas/plan-acts.ts';
import { listedPlanOut, planOut } from '../schemas/plan-out.ts';
import { namesIn } from '../views/names.ts';
import { listedPlan, planView } from '../views/plan-view.ts';
import { checksum } from '../../../records/checksum.ts';

const params = z.strictObject({ plan: planRef });
const querystring = z.strictObject({ lang: language.optional() });

/** Plans that are carried out: loaded, listed, opened, acted on. */
export function planRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/plans',
    config: READS,
    schema: {
      operationId: 'listPlans',
      tags: ['plans'],
      summary: 'The plans that I may read: those of my office, with a part for it, or below it',
      querystring: querystring.extend(paging),
      response: { 200: listOf(listedPlanOut).extend({ names: namesOut }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { page, size, lang = who.language } = request.query;
      const found = await plansFor(deps, who, pageOf(request.query));
      const items = found.items.map((one) => listedPlan(one, lang));
      const offices = items.map(({ owner, desk }) => [owner, desk]);
      const names = await namesIn(deps.db, who.directory, offices);
      return { items, total: found.total, page, size, names };
    },
  });
  app.route({
    method: 'POST',
    url: '/plans',
    config: CHANGES,
    schema: {
      operationId: 'loadPlan',
      tags: ['plans'],
      summary: 'Load a plan as a draft: one that the product brings, or the text of one',
      body: givenPlan,
      response: { 201: z.object({ id: z.string(), number: z.string() }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const plan = planGiven(request.body);
      checkLoading(who, plan);
      // Where time is played with, nothing that happens is real.
      const asked = { drill: deps.drill !== null, now: who.now };
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await askFor(tx, plan, asked),
      }));
      beginPlan(deps, answer.body.id);
      return send(reply, answer);
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:plan',
    config: READS,
    schema: {
      operationId: 'getPlan',
      tags: ['plans'],
      summary: 'How a plan stands, and what its adoption lacks; that I read it is kept',
      params,
      querystring,
      response: { 200: planOut },
    },
    async handler(request) {
      const opened = await openPlan(deps, request, request.params.plan, 'plan');
      const { run, plan, reading, who } = opened;
      // What nobody has approved yet is for whoever works on the plan as a whole.
      const isWhole = reading.offices === null;
      const editions = isWhole ? await editionsFrom(deps.db, run.plan, run.edition) : [plan];
      const view = planView(opened, { editions, language: request.query.lang ?? who.language });
      return { ...view, names: await namesAround(deps, opened, view) };
    },
  });
  app.route({
    method: 'POST',
    url: '/plans/:plan/editions',
    config: CHANGES,
    schema: {
      operationId: 'loadPlanEdition',
      tags: ['plans'],
      summary: 'Load a later version of a plan that is in force, to be laid before its owner',
      params,
      body: givenPlan,
      response: { 201: z.object({ edition: z.number().int(), checksum: z.string() }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const opened = await findPlan(deps, who, request.params.plan);
      checkLoading(who, opened.run);
      const plan = planGiven(request.body);
      const answer = await once(deps, request, async (tx) => {
        await keepLater(tx, opened, plan, who.now);
        return { status: 201, body: { edition: plan.version, checksum: checksum(plan) } };
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/plans/:plan/acts',
    config: CHANGES,
    schema: {
      operationId: 'actOnPlan',
      tags: ['plans'],
      summary: 'Do an act on a plan; 202 when its outcome is not known yet',
      params,
      body: planActIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    async handler(request, reply) {
      const { params: of, body: act } = request;
      const asked = { reference: of.plan, act, requestHash: requestHashOf(request) };
      const came = await carryPlanAct(deps, request, asked);
      if ('see' in came) void reply.code(202).header('location', came.see);
      return came;
    },
  });
}
