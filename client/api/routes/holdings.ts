import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import type { Holding, PersonId } from '../../../domain/offices/person.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { addHolding, closeHolding } from '../../../records/people-capacities.ts';
import { personById } from '../../../records/people.ts';
import { isTaken, recordChange } from '../changes.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { mustManageRest } from '../managing.ts';
import { once, send } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';
import { dateIn, uuid } from '../schemas/basics.ts';
import { holdingOut, newHolding } from '../schemas/people.ts';

/** What somebody holds in an office, from one day to another. */
export function holdingRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/people/:id/holdings',
    config: CHANGES,
    schema: {
      operationId: 'addHolding',
      tags: ['people'],
      summary: 'Give somebody a capacity in an office',
      params: z.strictObject({ id: uuid }),
      body: newHolding,
      response: { 201: holdingOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      const { office, capacity: as, from } = request.body;
      if (id === who.actor.person) throw problem('FORBIDDEN', { action: 'manage-people' });
      allow(maySet(who.actor, 'manage-people', office, who.directory));
      if (who.directory.office(office) === undefined) throw problem('UNKNOWN_OFFICE', { office });
      await mustManageRest(deps, who, id);
      const held = holdingOf(id, { office, capacity: as, from: from ?? dateOf(who.now) });
      const answer = await once(deps, request, async (tx) => {
        if ((await personById(tx, id)) === undefined) throw problem('NOT_FOUND');
        await recordChange(tx, who, await addHolding(tx, held));
        return { status: 201, body: held };
      }).catch((error: unknown) => {
        if (isTaken(error, 'holdings_one_open')) throw problem('ALREADY_DONE', { act: 'holding' });
        throw error;
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/people/:id/holdings/:holding/end',
    config: CHANGES,
    schema: {
      operationId: 'endHolding',
      tags: ['people'],
      summary: 'Take a capacity back from a day on',
      params: z.strictObject({ id: uuid, holding: uuid }),
      body: z.strictObject({ on: dateIn.optional() }),
      response: { 200: holdingOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id, holding } = request.params;
      const answer = await once(deps, request, async (tx) => {
        const on = request.body.on ?? dateOf(who.now);
        const change = await closeHolding(tx, holding, on);
        if (change?.kind !== 'holding-closed' || change.holding.person !== id) {
          throw problem('NOT_FOUND');
        }
        allow(maySet(who.actor, 'manage-people', change.holding.office, who.directory));
        await recordChange(tx, who, change);
        return { status: 200, body: change.holding };
      });
      return send(reply, answer);
    },
  });
}

/** A holding that begins. */
export function holdingOf(
  person: PersonId,
  {
    office,
    capacity: as,
    from,
  }: Pick<Holding, 'office' | 'capacity'> & { from: Holding['validFrom'] },
): Holding {
  return { id: randomUUID(), person, office, capacity: as, validFrom: from, validTo: null };
}
