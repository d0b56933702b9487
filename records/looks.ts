import type { Instant } from '../domain/time/instant.ts';
import { casesUnderAgreement } from './cases-by-rule.ts';
import type { Queryable } from './database.ts';

/** Cases that wait to be told, by what was asked for once. */
export interface AskedLook {
  readonly id: number;
  readonly cases: readonly string[];
}

/**
 * Asks, in the transaction of a change, that the processes of cases are told to look: of those
 * given, or of all that concern the Agreement when the moment has come.
 */
export async function askToLook(
  tx: Queryable,
  cases: readonly string[] | 'under-agreement',
  at: Instant,
): Promise<void> {
  await tx.query('insert into looks (case_id, look_at) select unnest($1::uuid[]), $2', [
    cases === 'under-agreement' ? [null] : cases,
    at,
  ]);
}

/** Who has to be told by now, the longest waiting first. */
export async function looksDue(db: Queryable, now: Instant): Promise<AskedLook[]> {
  const { rows } = await db.query<{ id: number; case_id: string | null }>(
    'select id, case_id from looks where look_at <= $1 order by look_at, id limit 1000',
    [now],
  );
  const all = rows.some((row) => row.case_id === null) ? await casesUnderAgreement(db) : [];
  return rows.map(({ id, case_id }) => ({ id, cases: case_id === null ? all : [case_id] }));
}

/** Strikes what was asked for off: they were told. */
export async function strikeLook(db: Queryable, { id }: AskedLook): Promise<void> {
  await db.query('delete from looks where id = $1', [id]);
}
