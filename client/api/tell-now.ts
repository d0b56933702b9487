import type { Instant } from '../../domain/time/instant.ts';
import { tellToLook } from '../tell-to-look.ts';
import type { ApiDependencies } from './deps.ts';

/**
 * Tells cases of a change that was just committed, so that whoever looks next sees it there. What
 * cannot be told now is told by the relay.
 */
export async function tellNow(
  deps: Pick<ApiDependencies, 'db' | 'engine' | 'logger'>,
  now: Instant,
): Promise<void> {
  await tellToLook(deps, now).catch((error: unknown) => {
    deps.logger?.warn({ err: error }, 'cases wait to be told to look');
  });
}
