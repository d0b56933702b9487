import type { RunningClock } from '../../domain/clocks/clock.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { msOf } from '../../domain/time/instant.ts';
import type { Queryable } from '../database.ts';
import type { StoredFact } from '../facts.ts';

// What people filled in stands under keys that are data: one more or one less is a change.
const FILLED_IN = new Set(['figures', 'narratives', 'explanations', 'checksums']);

/** Whether what is stored says what the facts make, in everything that both of them have. */
export function holds(stored: unknown, made: unknown, isFilledIn = false): boolean {
  if (stored === null || made === null || typeof stored !== 'object') return stored === made;
  if (typeof made !== 'object' || Array.isArray(stored) !== Array.isArray(made)) return false;
  if (Array.isArray(stored) && Array.isArray(made) && stored.length !== made.length) return false;
  const other = made as Readonly<Record<string, unknown>>;
  const keys = Object.keys(stored);
  if (isFilledIn && keys.length !== Object.keys(other).length) return false;
  // Else what is in one of the two alone is no fault: an older version stored less, or more.
  return Object.entries(stored).every(([key, value]) =>
    Object.hasOwn(other, key) ? holds(value, other[key], FILLED_IN.has(key)) : !isFilledIn,
  );
}

/** Whether two lists have the same lines, in any order. */
export function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join('\n') === [...b].sort().join('\n');
}

/** A case as its facts make it; null where they make none (one of them was spoilt). */
export function madeBy<Case>(make: () => Case | null): Case | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** A column with an instant, read as milliseconds. */
export function ms(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint`;
}

/** An instant as milliseconds; null where there is none. */
export function msOrNull(instant: Instant | null): number | null {
  return instant === null ? null : msOf(instant);
}

/** What figures are counted from beside a state; null in what an older version wrote. */
export interface Moved {
  readonly figures: unknown;
  /** Milliseconds. */
  readonly movedAt: number | null;
}

/** Whether what a case gives to the figures, and since when, is as its facts have it. */
export function isAsMoved(
  { figures, movedAt }: Moved,
  bodies: readonly string[],
  made: unknown,
): boolean {
  if (figures === null && movedAt === null) return true;
  const last = bodies.at(-1);
  if (last === undefined) return false;
  const { recordedAt } = JSON.parse(last) as StoredFact;
  return holds(figures, made) && movedAt === msOf(recordedAt);
}

/** The stored clocks of cases of one kind, a line each, by the case's id. */
export async function clockLinesOf(
  tx: Queryable,
  matter: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await tx.query<{ id: string; lines: string[] }>(
    `select case_id as id, array_agg(concat_ws('/', clock_id, rule, owner, status,
       ${ms('due')}, ${ms('next')}, calendar)) as lines
     from clocks where matter = $1 and case_id = any($2::uuid[]) group by case_id`,
    [matter, ids],
  );
  return new Map(rows.map(({ id, lines }) => [id, lines]));
}

/** The line of a clock as it should be stored. */
export function clockLine(clock: RunningClock): string {
  const { id, rule, owner, status, due, next, calendar } = clock;
  return [id, rule, owner, status, msOf(due), msOf(next), calendar].join('/');
}
