import type { RegisterFigureId } from '../domain/reporting/register-figures.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** What the record has kept from its first day on. */
const ALWAYS: readonly RegisterFigureId[] = [
  'cases',
  'causes',
  'references',
  'remedies',
  'clocks',
  'lao-notices',
  'exchanges',
];
const WITH_PLANS: readonly RegisterFigureId[] = ['tasks', 'difficulties'];

/**
 * What the record can count: a figure that it does not keep is nobody's to differ from. Tasks and
 * difficulties are kept from the adoption of the first plan on; before it, offices count them by
 * hand. `asOf`: as it was before then; null: as it is.
 */
export async function keptFigures(
  db: Queryable,
  { drill, asOf }: { readonly drill: boolean; readonly asOf: Instant | null },
): Promise<readonly RegisterFigureId[]> {
  const { rows } = await db.query(
    `select from plans where drill = $1 and state ->> 'adoptedAt' is not null
       and ($2::timestamptz is null or (state ->> 'adoptedAt')::timestamptz < $2) limit 1`,
    [drill, asOf],
  );
  return rows.length === 0 ? ALWAYS : [...ALWAYS, ...WITH_PLANS];
}
