import { z } from 'zod';
import { SECOND } from '../../../domain/time/instant.ts';
import { clockSkew, heartbeats } from '../../../records/heartbeats.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Api } from '../routing.ts';

const LONGEST_SILENCE = 60 * SECOND;
const LARGEST_SKEW = 2 * SECOND;

/** How one part of the system is. */
interface PartState {
  readonly part: string;
  readonly ok: boolean;
  readonly detail: string;
  /** How far its clock stands from the database's, in milliseconds. */
  readonly skewMs: number | null;
}

const healthOut = z
  .object({
    ok: z.boolean(),
    drill: z.boolean(),
    parts: z.array(
      z.object({
        part: z.string(),
        ok: z.boolean(),
        detail: z.string(),
        skewMs: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: 'Health' });

/** How the system is, for who runs it; says nothing of any case. */
export function healthRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/health/live',
    schema: {
      operationId: 'getLive',
      tags: ['health'],
      summary: 'This process answers',
      response: { 200: z.object({ ok: z.literal(true) }) },
    },
    handler: () => ({ ok: true as const }),
  });
  for (const url of ['/health', '/health/ready']) {
    app.route({
      method: 'GET',
      url,
      schema: {
        operationId: url === '/health' ? 'getHealth' : 'getReady',
        tags: ['health'],
        summary: 'Whether a report can be made and acted on, with the state of each part',
        response: { 200: healthOut, 503: healthOut },
      },
      async handler(_request, reply) {
        const parts = await stateOfParts(deps);
        const ok = parts.every((part) => part.ok);
        return reply.code(ok ? 200 : 503).send({ ok, drill: deps.drill !== null, parts });
      },
    });
  }
}

async function stateOfParts(deps: ApiDependencies): Promise<PartState[]> {
  const [database, engine, others] = await Promise.all([
    databaseState(deps),
    engineState(deps),
    partStates(deps),
  ]);
  return [database, engine, ...others];
}

async function databaseState({ db, clock, drill }: ApiDependencies): Promise<PartState> {
  try {
    const skewMs = await clockSkew(db, clock.now());
    const ok = drill !== null || Math.abs(skewMs) <= LARGEST_SKEW;
    return { part: 'database', ok, detail: ok ? 'answers' : 'clock-skew', skewMs };
  } catch {
    return { part: 'database', ok: false, detail: 'unreachable', skewMs: null };
  }
}

async function engineState({ engine }: ApiDependencies): Promise<PartState> {
  const { ok, detail } = await engine.health();
  return { part: 'engine', ok, detail, skewMs: null };
}

/** Of each part the best of its processes: one that is alive is enough. */
async function partStates({ db, parts, drill }: ApiDependencies): Promise<PartState[]> {
  const beats = await heartbeats(db).catch(() => []);
  return parts.map((part) => {
    const states = beats
      .filter((beat) => beat.part === part)
      .map(({ ok, detail, ageMs, skewMs }): PartState => {
        if (ageMs > LONGEST_SILENCE) return { part, ok: false, detail: 'silent', skewMs };
        const isSkewed = drill === null && Math.abs(skewMs) > LARGEST_SKEW;
        return { part, ok: ok && !isSkewed, detail: isSkewed ? 'clock-skew' : detail, skewMs };
      });
    const best = states.find((state) => state.ok) ?? states[0];
    return best ?? { part, ok: false, detail: 'never heard of', skewMs: null };
  });
}
