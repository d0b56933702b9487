import type { ApiDependencies } from './deps.ts';

const AT_ONCE = 8;

/**
 * Tells the processes of many cases to look what has changed. One that cannot be told finds it at
 * its next act or clock: every decision asks for the rules of its moment.
 */
export async function lookAll(
  { engine, logger }: Pick<ApiDependencies, 'engine' | 'logger'>,
  caseIds: readonly string[],
): Promise<void> {
  const waiting = [...caseIds];
  const look = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await engine.look(id).catch((error: unknown) => {
        logger?.warn({ err: error }, 'a case was not told to look');
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, caseIds.length) }, look));
}
