import type { ActRequest, Engine } from '../client/engine.ts';

/** How acts went. */
export interface Played {
  acts: number;
  /** Milliseconds of every act from its sending to its answer. */
  readonly taken: number[];
  /** Acts whose outcome was only known when they were sent again under the same key. */
  pending: number;
}

/** Does an act that has to be accepted; one whose outcome is not known yet is sent again. */
export async function done(
  engine: Pick<Engine, 'act'>,
  request: ActRequest,
  played: Played,
): Promise<void> {
  const began = performance.now();
  for (let tries = 1; ; tries += 1) {
    const answer = await engine.act(request);
    if (answer.kind !== 'answered' && tries < 10) {
      played.pending += 1;
      continue;
    }
    if (answer.kind !== 'answered' || answer.result.kind !== 'done') {
      const { office } = request.actor;
      throw new Error(`${office} ${request.requestHash}: ${JSON.stringify(answer)}`);
    }
    played.acts += 1;
    played.taken.push(performance.now() - began);
    return;
  }
}
