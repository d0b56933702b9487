import type { Database, Queryable } from '../database.ts';
import { databaseSource } from './database-source.ts';
import { exportSource } from './export-source.ts';
import { casesToldOtherwise } from './cases-told.ts';
import type { LogFault } from './faults.ts';
import { MOST_OF_A_KIND } from './faults.ts';
import { changedReadDays } from './reads-day.ts';
import type { KeptNote } from './source.ts';
import type { Verdict } from './verify.ts';
import { verifyLog } from './verify.ts';

/** Facts that were recorded a moment ago and have no place in the log yet. */
export type DatabaseVerdict = Verdict & { readonly waiting: number };

// A record in which nothing has a leaf is told by as few as this.
const ENOUGH = 1_000;

/**
 * Verifies the log in a database, with what only the database can show: facts without a leaf,
 * leaves that neither have a place nor wait for one, days of reads that are not what was committed
 * to, and cases of which something else is shown than their facts make. All of it is read in one
 * snapshot, so that work going on meanwhile is no fault.
 */
export async function verifyDatabase(
  db: Database,
  kept: readonly KeptNote[],
  verifiers: string,
): Promise<DatabaseVerdict> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only');
    // Going through everything takes as long as it takes, and holds no lock.
    await tx.query('set local statement_timeout = 0');
    const verdict = await verifyLog(databaseSource(tx), kept, verifiers);
    const faults = [
      await factsWithoutLeaf(tx),
      await leavesWithoutPlace(tx),
      await streamsWithGaps(tx),
      (await changedReadDays(tx)).map((day): LogFault => ({ fault: 'reads-changed', day })),
      (await casesToldOtherwise(tx)).map((number): LogFault => ({ fault: 'case-differs', number })),
    ];
    const waiting = await tx.query<{ count: number }>('select count(*) from log_pending');
    return {
      ...verdict,
      faults: [...verdict.faults, ...faults.flatMap((found) => found.slice(0, MOST_OF_A_KIND))],
      more: faults.reduce(
        (more, found) => more + Math.max(0, found.length - MOST_OF_A_KIND),
        verdict.more,
      ),
      waiting: waiting.rows[0]?.count ?? 0,
    };
  });
}

/** Verifies a log from an exported folder alone. Throws `NoteError` when it has no checkpoint. */
export async function verifyExport(
  folder: string,
  kept: readonly KeptNote[],
  verifiers: string,
): Promise<Verdict> {
  return verifyLog(exportSource(folder), kept, verifiers);
}

async function factsWithoutLeaf(tx: Queryable): Promise<LogFault[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select f.id from facts f left join log_leaves l on l.fact_id = f.id
     where l.fact_id is null order by f.recorded_at limit $1`,
    [ENOUGH],
  );
  return rows.map(({ id }) => ({ fault: 'fact-without-leaf', fact: id }));
}

async function leavesWithoutPlace(tx: Queryable): Promise<LogFault[]> {
  const { rows } = await tx.query<{ fact_id: string }>(
    `select l.fact_id from log_leaves l left join log_sequence s using (fact_id)
       left join log_pending p using (fact_id)
     where s.fact_id is null and p.fact_id is null limit $1`,
    [ENOUGH],
  );
  return rows.map(({ fact_id: fact }) => ({ fault: 'leaf-without-place', fact }));
}

/** A fact that was taken out before it got its place leaves its number free. */
async function streamsWithGaps(tx: Queryable): Promise<LogFault[]> {
  const { rows } = await tx.query<{ stream: string }>(
    `select stream from facts group by stream having count(*) <> max(seq) or min(seq) <> 1
     order by stream limit $1`,
    [ENOUGH],
  );
  return rows.map(({ stream }) => ({ fault: 'stream-gap', stream }));
}
