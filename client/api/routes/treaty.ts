import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { askToLook } from '../../../records/looks.ts';
import { addTreatyStatus, lockRules, treatyHistory } from '../../../records/rule-changes.ts';
import type { TreatyEntry } from '../../../records/rule-changes.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { allow } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { instantIn, instantOut, text } from '../schemas/basics.ts';
import { tellNow } from '../tell-now.ts';

const status = z.enum(['in-force', 'suspended', 'ended']);
const entry = z.object({ status, from: instantOut, basis: z.string() });
const treatyOut = z.object({ status, history: z.array(entry) }).meta({ id: 'Treaty' });

/** The Agreement's status with its dates: suspended, it stops the clocks of the Lao branch. */
export function treatyRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/treaty',
    config: READS,
    schema: {
      operationId: 'getTreaty',
      tags: ['rules'],
      summary: 'The status of the Agreement now, and over time',
      response: { 200: treatyOut },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const history = await treatyHistory(deps.db);
      return { status: who.rules.treaty, history };
    },
  });
  app.route({
    method: 'POST',
    url: '/treaty',
    config: CHANGES,
    schema: {
      operationId: 'recordTreaty',
      tags: ['rules'],
      summary: 'Record a status of the Agreement from a moment on',
      body: z.strictObject({ status, from: instantIn.optional(), basis: text(500) }),
      response: { 200: treatyOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'record-treaty', null, who.directory));
      const { status: to, from = who.now, basis } = request.body;
      const answer = await once(deps, request, async (tx) => {
        await lockRules(tx);
        await addTreatyStatus(tx, who, { status: to, from, basis });
        await askToLook(tx, 'under-agreement', from);
        const history = await treatyHistory(tx);
        return { status: 200, body: { status: statusAt(history, who.now), history } };
      });
      await tellNow(deps, who.now);
      return send(reply, answer);
    },
  });
}

function statusAt(history: readonly TreatyEntry[], now: Instant): TreatyEntry['status'] {
  return history.findLast(({ from }) => from <= now)?.status ?? 'ended';
}
