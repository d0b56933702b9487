import type { Regime } from '../domain/reporting/form.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import { hasCycle } from '../domain/reporting/regime.ts';
import type { Instant } from '../domain/time/instant.ts';
import { askForYear } from '../records/cycles.ts';
import type { Queryable } from '../records/database.ts';

export interface AskForYearInput {
  readonly regime: Regime;
  readonly year: number;
  /** The engine's clock; never the database's. */
  readonly now: Instant;
}

/**
 * Asks the record for a year of a regime, and answers the id of its cycle, also when it was asked
 * for before; null when the regime has no cycle in that year or is no longer in the data.
 */
export function createAskForYear(deps: {
  readonly db: Queryable;
  readonly regimes: readonly RegimeRule[];
}) {
  return async function askForYearOnce(input: AskForYearInput): Promise<string | null> {
    const rule = deps.regimes.find(({ id }) => id === input.regime);
    if (rule === undefined || !hasCycle(rule, input.year)) return null;
    return askForYear(deps.db, input);
  };
}
