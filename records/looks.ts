import type { Instant } from '../domain/time/instant.ts';
import type { CaseRef, MatterKind } from '../domain/cases/outcome.ts';
import { casesUnderAgreement } from './cases-by-rule.ts';
import type { Queryable } from './database.ts';

/** Cases that wait to be told, by what was asked for once. */
export interface AskedLook {
  readonly id: number;
  readonly cases: readonly CaseRef[];
}

/**
 * Asks, in the transaction of a change, that the processes of cases are told to look: of those
 * given, or of all that concern the Agreement when the moment has come.
 */
export async function askToLook(
  tx: Queryable,
  cases: readonly CaseRef[] | 'under-agreement',
  at: Instant,
): Promise<void> {
  const asked = cases === 'under-agreement' ? [{ matter: 'incident', id: null }] : cases;
  await tx.query(
    `insert into looks (matter, case_id, look_at)
     select *, $3 from unnest($1::text[], $2::uuid[])`,
    [asked.map(({ matter }) => matter), asked.map(({ id }) => id), at],
  );
}

/** Who has to be told by now, the longest waiting first. */
export async function looksDue(db: Queryable, now: Instant): Promise<AskedLook[]> {
  const { rows } = await db.query<{ id: number; matter: MatterKind; case_id: string | null }>(
    'select id, matter, case_id from looks where look_at <= $1 order by look_at, id limit 1000',
    [now],
  );
  const all = rows.some((row) => row.case_id === null) ? await casesUnderAgreement(db) : [];
  return rows.map(({ id, matter, case_id }) => ({
    id,
    cases: case_id === null ? all : [{ matter, id: case_id }],
  }));
}

/** Strikes what was asked for off: they were told. */
export async function strikeLook(db: Queryable, { id }: AskedLook): Promise<void> {
  await db.query('delete from looks where id = $1', [id]);
}
