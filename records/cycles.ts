import { randomUUID } from 'node:crypto';
import type { Regime } from '../domain/reporting/form.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { AskedCycle, Cycle } from '../domain/reporting/year/cycle.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { heldState } from './held-row.ts';
import { idFrom, isId } from './ids.ts';

/** A whole year of a regime is asked for once: its id is made from what it is. */
export function wholeCycleId(regime: Regime, year: number): string {
  return idFrom('cycle', regime, String(year));
}

/** The whole of a year that was called off is opened again under a number of its own. */
export function reopenedCycleId(number: string): string {
  return idFrom('cycle', number);
}

/**
 * Keeps that a cycle is asked for, with its number. The whole of a year is there once, whoever
 * asks: `isNew` is false when somebody had asked before. A drill and a picked one get the next
 * number.
 */
export async function askForCycle(
  tx: Queryable,
  { symbol }: Pick<RegimeRule, 'symbol'>,
  asked: Omit<AskedCycle, 'number'>,
  now: Instant,
): Promise<{ readonly id: string; readonly number: string; readonly isNew: boolean }> {
  const { regime, year, drill, only } = asked;
  const whole = !drill && only === null;
  const series = `${drill ? 'DT-' : ''}${symbol}-${year}`;
  const keep = async (id: string, number: string): Promise<boolean> => {
    const { rowCount } = await tx.query(
      `insert into cycles (id, number, regime, year, drill, whole, asked, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [id, number, regime, year, drill, whole, JSON.stringify({ ...asked, number }), now],
    );
    return rowCount === 1;
  };
  const next = async (): Promise<string> => `${series}-${await nextOf(tx, series, year)}`;
  if (!whole) {
    const [id, number] = [randomUUID(), await next()];
    return { id, number, isNew: await keep(id, number) };
  }
  const first = { id: wholeCycleId(regime, year), number: series };
  if (await keep(first.id, first.number)) return { ...first, isNew: true };
  const standing = await newestWhole(tx, regime, year);
  // A year that was called off opens again by hand alone, as one of its own.
  if (standing?.ending !== 'cancelled' || asked.by === null) {
    return { ...(standing ?? first), isNew: false };
  }
  const number = await next();
  const id = reopenedCycleId(number);
  return { id, number, isNew: await keep(id, number) };
}

/** The newest cycle of the whole of a year, called off or not. */
async function newestWhole(
  tx: Queryable,
  regime: Regime,
  year: number,
): Promise<{
  readonly id: string;
  readonly number: string;
  readonly ending: string | null;
} | null> {
  const { rows } = await tx.query<{ id: string; number: string; ending: string | null }>(
    `select id, number, ending from cycles where regime = $1 and year = $2 and whole
     order by (ending is not distinct from 'cancelled'), asked_at desc limit 1`,
    [regime, year],
  );
  return rows[0] ?? null;
}

async function nextOf(tx: Queryable, series: string, year: number): Promise<number> {
  const { rows } = await tx.query<{ last: number }>(
    `insert into number_series (series, year, last) values ($1, $2, 1)
     on conflict (series, year) do update set last = number_series.last + 1 returning last`,
    [series, year],
  );
  return rows[0]?.last ?? 1;
}

/** What a cycle was asked for with; null for an id that nobody asked for. */
export async function askedCycle(db: Queryable, id: string): Promise<AskedCycle | null> {
  const { rows } = await db.query<{ asked: AskedCycle }>('select asked from cycles where id = $1', [
    id,
  ]);
  return rows[0]?.asked ?? null;
}

/** Cycles that were asked for before an instant and that no process has opened. */
export async function cyclesLeftBehind(db: Queryable, before: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from cycles where state is null and asked_at < $1 order by asked_at limit 100',
    [before],
  );
  return rows.map((row) => row.id);
}

/** A cycle by its id or number as it stands; null when there is none or it is not open yet. */
export async function loadCycle(db: Queryable, idOrNumber: string): Promise<Cycle | null> {
  const column = isId(idOrNumber) ? 'id' : 'number';
  const { rows } = await db.query<{ state: Cycle | null }>(
    `select state from cycles where ${column} = $1`,
    [idOrNumber],
  );
  return rows[0]?.state ?? null;
}

/**
 * The cycle of a report that begins, as it stands until the transaction ends: it is not called off
 * between the moment at which it was asked and the moment at which the report is there to be told.
 */
export async function standingCycle(tx: Queryable, id: string): Promise<Cycle | null> {
  const { rows } = await tx.query<{ state: Cycle | null }>(
    'select state from cycles where id = $1 for share',
    [id],
  );
  return rows[0]?.state ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export function lockCycle(tx: Queryable, id: string): Promise<Cycle | null> {
  return heldState(tx, 'cycle', id);
}

/** Writes a cycle; when it ends, its open reports are asked to look. */
export async function saveCycle(
  tx: Queryable,
  before: Cycle | null,
  after: Cycle,
  now: Instant,
): Promise<void> {
  const { id, version, stage, ending } = after;
  await tx.query(
    'update cycles set version = $2, stage = $3, ending = $4, state = $5 where id = $1',
    [id, version, stage, ending, JSON.stringify(after)],
  );
  if (stage !== 'ended' || before?.stage === 'ended') return;
  await tx.query(
    `insert into looks (matter, case_id, look_at)
     select 'report', id, $2 from reports where cycle_id = $1 and open order by id`,
    [id, now],
  );
}

/** Ids of the cycles that have something to wait for. */
export async function openCycles(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from cycles where stage <> 'ended' order by asked_at`,
  );
  return rows.map((row) => row.id);
}
