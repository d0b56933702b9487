import type { Instant } from '../domain/time/instant.ts';
import type { Database } from '../records/database.ts';
import type { AskedLook } from '../records/looks.ts';
import { looksDue, strikeLook } from '../records/looks.ts';
import type { Engine } from './engine.ts';

const AT_ONCE = 8;

/**
 * Tells the processes of cases to look what has changed. Throws at the first that cannot be told;
 * it and those after it stay asked for. Telling twice does no harm.
 */
export async function tellToLook(
  { db, engine }: { readonly db: Database; readonly engine: Pick<Engine, 'look'> },
  now: Instant,
): Promise<void> {
  const waiting = await looksDue(db, now);
  const tell = async (): Promise<void> => {
    for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) {
      await tellAll(engine, asked);
      await strikeLook(db, asked);
    }
  };
  const tellers = Array.from({ length: Math.min(AT_ONCE, waiting.length) }, () =>
    tell().catch((error: unknown) => {
      waiting.length = 0;
      throw error;
    }),
  );
  await Promise.all(tellers);
}

async function tellAll(engine: Pick<Engine, 'look'>, { cases }: AskedLook): Promise<void> {
  for (const { id, matter } of cases) await engine.look(id, matter);
}
