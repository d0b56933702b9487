import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import { proveFact } from '../../../records/log/proof.ts';
import { latestCheckpoint } from '../../../records/log/sequence.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { uuid } from '../schemas/basics.ts';

/**
 * The log for those who verify it. Its size grows with every fact of every office, so it is not
 * shown to the managers of offices: they could see by it that something was kept from them.
 */
export function logRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/log/checkpoint',
    config: READS,
    schema: {
      operationId: 'getCheckpoint',
      tags: ['log'],
      summary: 'The newest signed checkpoint (C2SP tlog-checkpoint)',
      response: { 200: z.object({ checkpoint: z.string() }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'read-log', null, who.directory));
      const checkpoint = await latestCheckpoint(deps.db);
      if (checkpoint === null) throw problem('NOT_FOUND');
      return { checkpoint };
    },
  });
  app.route({
    method: 'GET',
    url: '/log/proof/:fact',
    config: READS,
    schema: {
      operationId: 'getProof',
      tags: ['log'],
      summary: 'The audit path of a fact (RFC 6962) against the newest checkpoint',
      params: z.strictObject({ fact: uuid }),
      response: {
        200: z.object({
          place: z.number().int(),
          leaf: z.string(),
          path: z.array(z.string()),
          checkpoint: z.string(),
        }),
      },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'read-log', null, who.directory));
      const proof = await proveFact(deps.db, request.params.fact);
      if (typeof proof === 'string') throw problem('NOT_FOUND');
      const { place, leaf, path, checkpoint } = proof;
      return {
        place,
        leaf: leaf.toString('base64'),
        path: path.map((hash) => hash.toString('base64')),
        checkpoint,
      };
    },
  });
}
