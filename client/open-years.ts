import type { Regime } from '../domain/reporting/form.ts';
import { yearsToOpen } from '../domain/reporting/opening.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { Instant } from '../domain/time/instant.ts';
import { askForYear, keptSince } from '../records/cycles.ts';
import type { Database } from '../records/database.ts';
import type { Engine } from './engine.ts';
import type { Schedules } from './engine-schedules.ts';

export interface OpeningParts {
  readonly db: Database;
  readonly engine: Pick<Engine, 'begin'>;
  readonly schedules: Pick<Schedules, 'reconcile'>;
  readonly regimes: readonly RegimeRule[];
}

/**
 * One round after another: brings the schedules in line with the data, then opens by the record
 * alone what should be open by now: everything was down on the day, or the engine's store was lost.
 * A regime whose schedule was paused by hand opens neither way until it goes on.
 *
 * The first round begins the process of every year that is due, also of one that was asked for
 * before: whoever asked may have died before it began. Those that run are left as they are.
 */
export function createYearOpener(parts: OpeningParts): (now: Instant) => Promise<void> {
  const { db, engine, schedules, regimes } = parts;
  const begun = new Set<string>();

  async function open(regime: Regime, year: number, now: Instant): Promise<void> {
    const id = await askForYear(db, { regime, year, now });
    if (id === null || begun.has(id)) return;
    await engine.begin(id, 'cycle');
    begun.add(id);
  }

  return async (now) => {
    // Before the engine is asked for anything: a day that goes by without it must not be lost.
    const kept = await Promise.all(
      regimes.map(async (rule) => ({ rule, since: await keptSince(db, rule.id, now) })),
    );
    const { paused } = await schedules.reconcile(regimes);
    for (const { rule, since } of kept.filter((one) => !paused.includes(one.rule.id))) {
      for (const year of yearsToOpen(rule, now, since)) await open(rule.id, year, now);
    }
  };
}
