import { z } from 'zod';
import type { Instant } from '../../../domain/time/instant.ts';
import { DAY, HOUR, plus } from '../../../domain/time/instant.ts';
import type { ApiDependencies } from '../deps.ts';
import { problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { instantIn, instantOut } from '../schemas/basics.ts';

// A drill runs in one sitting; further than this is a slip of the keyboard.
const FARTHEST = 3_660 * DAY;

const drillOut = z.object({ drill: z.boolean(), now: instantOut });

/** Whether this is a drill, and letting its time pass. */
export function drillRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/drill',
    schema: {
      operationId: 'getDrill',
      tags: ['drill'],
      summary: 'Whether this is a drill, and what time it is here',
      response: { 200: drillOut },
    },
    async handler() {
      await deps.drill?.refresh();
      return { drill: deps.drill !== null, now: deps.clock.now() };
    },
  });
  app.route({
    method: 'POST',
    url: '/drill/advance',
    config: { needs: 'capacity' },
    schema: {
      operationId: 'advanceDrill',
      tags: ['drill'],
      summary: 'Let time pass up to a moment, or by hours; every clock on the way rings',
      body: z.strictObject({
        until: instantIn.optional(),
        hours: z.number().positive().max(100_000).optional(),
      }),
      response: { 200: drillOut },
    },
    async handler(request) {
      const { drill } = deps;
      if (drill === null) throw problem('NOT_A_DRILL');
      await drill.refresh();
      const until = target(request.body, drill.now());
      await drill.advanceTo(until);
      return { drill: true, now: drill.now() };
    },
  });
}

function target(
  { until, hours }: { readonly until?: Instant | undefined; readonly hours?: number | undefined },
  now: Instant,
): Instant {
  if ((until === undefined) === (hours === undefined)) {
    throw problem('FIELDS_MISSING', { fields: 'until|hours' });
  }
  const to = until ?? plus(now, (hours ?? 0) * HOUR);
  if (to < now || to > plus(now, FARTHEST)) throw problem('VALUE_OUT_OF_RANGE', { field: 'until' });
  return to;
}
