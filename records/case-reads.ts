import type { PersonActor } from '../domain/authority/actor.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

/** What of a case of any kind was opened. */
export type ReadWhat =
  | 'case'
  | 'timeline'
  | 'clocks'
  | 'documents'
  | 'readers'
  | 'letters'
  | 'facts'
  | 'receipt'
  | 'report'
  | 'cycle'
  | 'task'
  | 'difficulty'
  | 'consolidation'
  | 'template'
  | 'paper'
  | 'sheet'
  | 'plan'
  | 'plan-text'
  | 'progress'
  | 'coverage'
  | 'gantt'
  | `figure/${string}`
  | `document/${string}`;

/**
 * Keeps who opened what of a case, and in which capacity; a fact a day commits to these rows
 * (`closeReadDays`).
 */
export async function noteRead(
  db: Queryable,
  caseId: string,
  { person, office, capacity }: PersonActor,
  what: ReadWhat,
  now: Instant,
): Promise<void> {
  await db.query(
    `insert into case_reads (case_id, person_id, office_id, capacity, what, read_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [caseId, person, office, capacity, what, now],
  );
}
