import type { Plan, PlanId } from '../domain/plans/plan.ts';
import type { Instant } from '../domain/time/instant.ts';
import { checksum } from './checksum.ts';
import type { Queryable } from './database.ts';

interface EditionRow {
  readonly edition: number;
  readonly checksum: string;
  readonly body: Plan;
}

/**
 * Whether the id of a plan belongs to another owner: to that of its first version that was kept.
 * Nobody else takes the id before the transaction ends.
 */
export async function isIdTaken(
  tx: Queryable,
  { id, owner }: Pick<Plan, 'id' | 'owner'>,
): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`plan-id/${id}`]);
  const { rowCount } = await tx.query(
    `select from plan_editions where plan = $1 and body ->> 'owner' <> $2 limit 1`,
    [id, owner],
  );
  return rowCount !== 0;
}

/**
 * Keeps a version of a plan as it was loaded; it is never changed. Returns whether it is this one:
 * a version that is there with other contents is another plan under the same number.
 */
export async function keepEdition(tx: Queryable, plan: Plan, now: Instant): Promise<boolean> {
  const sum = checksum(plan);
  await tx.query(
    `insert into plan_editions (plan, edition, checksum, body, loaded_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [plan.id, plan.version, sum, JSON.stringify(plan), now],
  );
  const { rows } = await tx.query<EditionRow>(
    'select checksum from plan_editions where plan = $1 and edition = $2',
    [plan.id, plan.version],
  );
  return rows[0]?.checksum === sum;
}

/** The version of a plan that is in force, and those loaded after it, in their order. */
export async function editionsFrom(
  db: Queryable,
  plan: PlanId,
  edition: number,
): Promise<readonly Plan[]> {
  const { rows } = await db.query<EditionRow>(
    'select body from plan_editions where plan = $1 and edition >= $2 order by edition',
    [plan, edition],
  );
  return rows.map(({ body }) => body);
}

/** One version of a plan. What runs names only versions that were kept. */
export async function loadEdition(db: Queryable, plan: PlanId, edition: number): Promise<Plan> {
  const { rows } = await db.query<EditionRow>(
    'select body from plan_editions where plan = $1 and edition = $2',
    [plan, edition],
  );
  if (rows[0] === undefined) throw new Error(`No version ${edition} of the plan ${plan}`);
  return rows[0].body;
}
