import { checkSuccession, planOfficeEnd } from '../../domain/offices/changing.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { addSuccession, endOffice, loadDirectory } from '../../records/offices.ts';
import { loadRouting } from '../../rules/load-offices.ts';

/** Ends an office by the record's own functions, and names its heir. */
export async function mergeOffices(
  db: Database,
  from: string,
  to: string,
  on: CivilDate,
): Promise<void> {
  await db.transaction(async (tx) => {
    const directory = await loadDirectory(tx, loadRouting());
    const row = planOfficeEnd(directory, from, on);
    if ('code' in row) throw new Error(row.code);
    await endOffice(tx, row);
    const succession = { from, to, on, scope: 'all', source: 'NQ thử' };
    const after = await loadDirectory(tx, loadRouting());
    const refusal = checkSuccession(after, succession);
    if (refusal !== null) throw new Error(refusal.code);
    await addSuccession(tx, succession);
  });
}
