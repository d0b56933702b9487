import { randomUUID } from 'node:crypto';
import type { Regime } from '../domain/reporting/form.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';

/**
 * Asks for one year of a regime, once for each: whoever asks again, or at the same moment, gets
 * the id of the cycle that was asked for first.
 */
export async function askForYear(
  db: Queryable,
  asked: { readonly regime: Regime; readonly year: number; readonly now: Instant },
): Promise<string | null> {
  const { regime, year, now } = asked;
  await db.query(
    `insert into cycles (id, regime, year, asked_at) values ($1, $2, $3, $4)
     on conflict (regime, year) do nothing`,
    [randomUUID(), regime, year, now],
  );
  const { rows } = await db.query<{ id: string }>(
    'select id from cycles where regime = $1 and year = $2',
    [regime, year],
  );
  return rows[0]?.id ?? null;
}

/** Since when this installation keeps a regime by itself: the moment of the first asking. */
export async function keptSince(db: Queryable, regime: Regime, now: Instant): Promise<Instant> {
  await db.query(
    'insert into regimes_kept (regime, since) values ($1, $2) on conflict do nothing',
    [regime, now],
  );
  const { rows } = await db.query<{ since: Date }>(
    'select since from regimes_kept where regime = $1',
    [regime],
  );
  return rows[0] === undefined ? now : instantFrom(rows[0].since);
}
