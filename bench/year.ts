import type { PlacedReport } from '../domain/reporting/cycle.ts';
import { picked, placesOf, planCycle } from '../domain/reporting/cycle.ts';
import type { Regime } from '../domain/reporting/form.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import { dateOf } from '../domain/time/instant.ts';
import { askForCycle, loadCycle } from '../records/cycles.ts';
import type { StoredPlace } from '../records/report-places.ts';
import { endedBodies, placesOfCycle } from '../records/report-places.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { progress } from './measures.ts';
import type { BenchSystem } from './system.ts';

/** One year of a regime as it will be: of everybody, or of the offices that were picked. */
export interface PlannedYear {
  readonly rule: RegimeRule;
  readonly year: number;
  readonly only: readonly string[] | null;
  readonly placed: readonly PlacedReport[];
}

/** A year whose reports are all open. */
export interface OpenedYear {
  readonly cycle: string;
  readonly places: readonly StoredPlace[];
  /** Milliseconds from the asking until every report was open. */
  readonly opening: number;
}

/** Resolves who will report, as the opening does it; `provinces`: only so many of them, or all. */
export async function planYear(
  { brought, standing, db }: BenchSystem,
  regime: Regime,
  year: number,
  provinces: number | null,
): Promise<PlannedYear> {
  const now = MACHINE_CLOCK.now();
  const { directory, rules } = await standing(db, now);
  const rule = brought.regimes.find(({ id }) => id === regime);
  if (rule === undefined) throw new Error(`No regime ${regime}`);
  const ended = await endedBodies(db, dateOf(now));
  const day = { directory, ended, calendar: rules.calendar('VN'), hours: rules.hours };
  const root = planCycle(rule, year, day);
  if (provinces === null) return { rule, year, only: null, placed: placesOf(root) };
  const branches = root.below.filter(({ scope }) => scope === 'branch').slice(0, provinces);
  const others = root.below.filter(({ scope }) => scope === 'office');
  const only = [...others, ...branches].flatMap((place) =>
    [place, ...place.below].map(({ office }) => office),
  );
  return { rule, year, only, placed: placesOf(picked(root, new Set(only))) };
}

/** Asks for the year, begins its process, and waits until every report is open. */
export async function openYear(
  { db, engine }: BenchSystem,
  { rule, year, only, placed }: PlannedYear,
): Promise<OpenedYear> {
  const asked = { regime: rule.id, year, drill: false, by: null, reason: 'Đo', only };
  const began = Date.now();
  const { id } = await db.transaction((tx) => askForCycle(tx, rule, asked, MACHINE_CLOCK.now()));
  await engine.begin(id, 'cycle');
  for (let said = began; ; await pause(100)) {
    const { rows } = await db.query<{ open: number }>(
      'select count(*) as open from report_places where cycle_id = $1 and opened',
      [id],
    );
    const open = rows[0]?.open ?? 0;
    if (open === placed.length && (await loadCycle(db, id))?.stage === 'collecting') break;
    if (Date.now() - said < 10_000) continue;
    progress('opened', open, placed.length, began);
    said = Date.now();
  }
  const opening = Date.now() - began;
  return { cycle: id, places: await placesOfCycle(db, id), opening };
}

/** Waits until a year has ended with its report sent: what is asked to look does so soon. */
export async function untilReported({ db }: BenchSystem, { cycle }: OpenedYear): Promise<void> {
  for (const patience = Date.now() + 60_000; ; await pause(100)) {
    if ((await loadCycle(db, cycle))?.ending === 'reported') return;
    if (Date.now() > patience) throw new Error('The year has not ended with its report');
  }
}
