import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import { rebuildEngine } from '../../rebuild.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { allow } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';

/** What an administrator does when the engine's store was lost. */
export function engineRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/engine/rebuild',
    config: CHANGES,
    schema: {
      operationId: 'rebuildEngine',
      tags: ['health'],
      summary: 'Start a process for every open case, from the record; those that run stay',
      body: z.strictObject({}),
      response: { 200: z.object({ cases: z.number().int() }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'rebuild-engine', null, who.directory));
      return { cases: await rebuildEngine(deps.db, deps.engine) };
    },
  });
}
