import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import { ACTIONS } from '../../../domain/authority/table.ts';
import type { Action } from '../../../domain/authority/table.ts';
import { checkDelegation } from '../../../domain/offices/delegating.ts';
import type { Delegation } from '../../../domain/offices/person.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { addDelegation, holdingsOf, revokeDelegation } from '../../../records/people-capacities.ts';
import { personById } from '../../../records/people.ts';
import { recordChange } from '../changes.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';
import { capacity, dateIn, officeId, text, uuid } from '../schemas/basics.ts';
import { delegationOut } from '../schemas/people.ts';

const action = z.enum(ACTIONS as readonly [Action, ...Action[]]);

const newDelegation = z.strictObject({
  from: uuid.optional().meta({ description: 'Who gives it; left out: I do.' }),
  to: uuid,
  office: officeId,
  capacity,
  scope: z.union([z.literal('all'), z.array(action).max(ACTIONS.length)]).default('all'),
  validFrom: dateIn,
  validTo: dateIn,
  documentNumber: text(100),
  documentDate: dateIn,
});

/** Written authorities to act for somebody else: limited, dated, never passed on. */
export function delegationRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/delegations',
    config: CHANGES,
    schema: {
      operationId: 'giveDelegation',
      tags: ['people'],
      summary: 'Record a written authority',
      body: newDelegation,
      response: { 201: delegationOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { from = who.actor.person, ...given } = request.body;
      const delegation: Delegation = { id: randomUUID(), from, ...given, revokedOn: null };
      mayGive(who, delegation);
      if (who.actor.capacity === 'administrator' && given.to === who.actor.person) {
        throw problem('FORBIDDEN', { action: 'give-delegation' });
      }
      const answer = await once(deps, request, async (tx) => {
        for (const person of [from, given.to]) {
          if ((await personById(tx, person)) === undefined) {
            throw problem('UNKNOWN_PERSON', { person });
          }
        }
        allow(checkDelegation(delegation, await holdingsOf(tx, from)));
        await recordChange(tx, who, await addDelegation(tx, delegation));
        return { status: 201, body: delegation };
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/delegations/:id/revoke',
    config: CHANGES,
    schema: {
      operationId: 'revokeDelegation',
      tags: ['people'],
      summary: 'Take a written authority back from a day on',
      params: z.strictObject({ id: uuid }),
      body: z.strictObject({ on: dateIn.optional() }),
      response: { 200: delegationOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const answer = await once(deps, request, async (tx) => {
        const on = request.body.on ?? dateOf(who.now);
        const change = await revokeDelegation(tx, request.params.id, on);
        if (change?.kind !== 'delegation-revoked') throw problem('NOT_FOUND');
        mayGive(who, change.delegation);
        await recordChange(tx, who, change);
        return { status: 200, body: change.delegation };
      });
      return send(reply, answer);
    },
  });
}

/** A head gives their own; an administrator records what was signed. */
function mayGive({ actor, directory }: Acting, { from, office }: Delegation): void {
  allow(maySet(actor, 'give-delegation', office, directory));
  if (actor.capacity !== 'administrator' && from !== actor.person) {
    throw problem('FORBIDDEN', { action: 'give-delegation' });
  }
}
