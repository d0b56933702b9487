import type { Regime } from '../domain/reporting/form.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import { hasCycle } from '../domain/reporting/regime.ts';
import type { Instant } from '../domain/time/instant.ts';
import { askForCycle } from './cycles.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';

/**
 * Asks for the whole of a year that opens by itself, once, whoever asks and at whatever moment.
 * Null when the regime has no cycle in that year.
 */
export async function askForYear(
  tx: Queryable,
  rule: RegimeRule,
  year: number,
  now: Instant,
): Promise<{ readonly id: string; readonly isNew: boolean } | null> {
  if (!hasCycle(rule, year)) return null;
  const asked = { regime: rule.id, year, drill: false, by: null, reason: null, only: null };
  return askForCycle(tx, rule, asked, now);
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
