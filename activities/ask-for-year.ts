import type { Regime } from '../domain/reporting/form.ts';
import type { Instant } from '../domain/time/instant.ts';
import { askForYear } from '../records/years.ts';
import type { ApplyDependencies } from './apply-command.ts';

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
export function createAskForYear({ db, standing }: ApplyDependencies) {
  return function askForYearOnce({ regime, year, now }: AskForYearInput): Promise<string | null> {
    return db.transaction(async (tx) => {
      const { rules } = await standing(tx, now);
      const rule = rules.regimes.find(({ id }) => id === regime);
      return rule === undefined ? null : ((await askForYear(tx, rule, year, now))?.id ?? null);
    });
  };
}
