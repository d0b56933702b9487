import { placesOf } from '../../domain/reporting/cycle.ts';
import type { Regime } from '../../domain/reporting/form.ts';
import { formFor } from '../../domain/reporting/form.ts';
import { hasCycle } from '../../domain/reporting/regime.ts';
import type { OfficeId } from '../../domain/offices/office.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { addDays, dateOf } from '../../domain/time/instant.ts';
import { mayCycle } from '../../domain/reporting/year/authority.ts';
import { askForCycle } from '../../records/cycles.ts';
import type { Queryable } from '../../records/database.ts';
import { plannedYear } from '../../records/planned-year.ts';
import { regimeIn } from '../../records/report-figures.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { allow, problem } from './problem.ts';

/** A year that somebody asks to be opened by hand. */
export interface AskedYear {
  readonly regime: Regime;
  readonly year: number;
  readonly drill: boolean;
  /** The addressees picked by hand; null for all that the regime names. */
  readonly only: readonly OfficeId[] | null;
  /** The day by which picked offices report, where it is not the regime's. */
  readonly until: CivilDate | null;
  readonly reason: string;
}

/** Refuses a year that cannot be opened, before anything of it is kept. */
export async function checkAskedYear(
  { db }: Pick<ApiDependencies, 'db'>,
  who: Acting,
  { regime, year, only, until, reason }: AskedYear,
): Promise<void> {
  const { actor, directory, rules } = who;
  const rule = regimeIn(rules, { regime });
  allow(mayCycle(actor, 'open-cycle', rule, directory));
  if (reason.trim() === '') throw problem('REASON_MISSING');
  if (!hasCycle(rule, year) || formFor(rules.forms, regime, year) === undefined) {
    throw problem('VALUE_OUT_OF_RANGE', { field: 'year' });
  }
  const today = dateOf(who.now);
  // Only what picked offices are asked for has a day of its own, and one that is still to come.
  const isOwnDay = until === null || (only !== null && until >= today && until <= yearAfter(today));
  if (!isOwnDay) throw problem('VALUE_OUT_OF_RANGE', { field: 'until' });
  if (only === null) return;
  const planned = placesOf(await plannedYear(db, rule, year, who));
  const addressees = new Set(
    planned
      .filter(({ place, collector }) => place.scope === 'office' && collector !== null)
      .map(({ place }) => place.office),
  );
  const unknown = only.find((office) => !addressees.has(office));
  if (unknown !== undefined) throw problem('UNKNOWN_OFFICE', { office: unknown });
}

/** Keeps that a year is asked for; the whole of one only once. */
export async function askForYear(
  tx: Queryable,
  { actor, rules, now }: Acting,
  { until, ...asked }: AskedYear,
): Promise<{ readonly id: string; readonly number: string }> {
  const { person, office, capacity } = actor;
  const by = { person, office, capacity };
  const own = until === null ? {} : { until };
  const opened = await askForCycle(tx, regimeIn(rules, asked), { ...asked, ...own, by }, now);
  if (!opened.isNew) throw problem('ALREADY_DONE', { act: 'open-cycle' });
  return { id: opened.id, number: opened.number };
}

function yearAfter(date: CivilDate): CivilDate {
  return addDays(date, 366);
}

/** Starts the process of a year; the relay starts what waits while the engine is away. */
export function beginYear(deps: ApiDependencies, id: string): void {
  deps.engine.begin(id, 'cycle').catch((error: unknown) => {
    deps.logger?.warn({ err: error }, 'a reporting cycle waits for the engine');
  });
}
