import { yearsToOpen } from '../domain/reporting/opening.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Database } from '../records/database.ts';
import { askForYear, keptSince } from '../records/years.ts';
import type { Engine } from './engine.ts';
import type { Schedules } from './engine-schedules.ts';

export interface OpeningParts {
  readonly db: Database;
  readonly engine: Pick<Engine, 'begin'>;
  readonly schedules: Pick<Schedules, 'reconcile'>;
  readonly regimes: readonly RegimeRule[];
}

/**
 * Brings the schedules in line with the data, then opens by the record alone what should be open by
 * now and is not: everything was down on the day, or the engine's store was lost. A regime whose
 * schedule was paused by hand opens neither way until it goes on. Throws when the engine is away;
 * then nothing was asked for, or it was and the relay begins what is left behind.
 */
export async function openYears(parts: OpeningParts, now: Instant): Promise<void> {
  const { db, engine, schedules, regimes } = parts;
  const kept: { readonly rule: RegimeRule; readonly since: Instant }[] = [];
  // Before the engine is asked for anything: a day that goes by without it must not be lost.
  for (const rule of regimes) kept.push({ rule, since: await keptSince(db, rule.id, now) });
  const { paused } = await schedules.reconcile(regimes);
  for (const { rule, since } of kept.filter((one) => !paused.includes(one.rule.id))) {
    for (const year of yearsToOpen(rule, now, since)) {
      const asked = await db.transaction((tx) => askForYear(tx, rule, year, now));
      if (asked?.isNew) await engine.begin(asked.id, 'cycle');
    }
  }
}
