import type { Cycle } from '../domain/reporting/year/cycle.ts';
import type { CycleKnowledge } from '../domain/reporting/year/decide.ts';
import type { Queryable } from './database.ts';

/** How far a cycle has come, read in the transaction of a decision on it. */
export async function cycleKnowledge(tx: Queryable, cycle: Cycle): Promise<CycleKnowledge> {
  const { rows } = await tx.query<CycleKnowledge>(
    `select (select count(*) from report_places where opener_id = $1 and not opened) as unopened,
       exists (select from reports where id = $2 and stage = 'sent') as sent`,
    [cycle.id, cycle.root],
  );
  return rows[0] ?? { unopened: 0, sent: false };
}
