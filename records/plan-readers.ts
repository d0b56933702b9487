import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { Work } from '../domain/offices/work.ts';
import { partiesOf, readersOfParty, readersOfPlan } from '../domain/plans/process/readers.ts';
import type { RunningPlan } from '../domain/plans/process/running-plan.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import type { Queryable } from './database.ts';
import { loadEdition } from './plan-editions.ts';

/** Keeps who may read a plan: by its words, and by whom its tasks were given to or lie with. */
export async function keepReaders(
  tx: Queryable,
  run: RunningPlan,
  directory: DirectoryAt,
): Promise<void> {
  // A draft is read without regard to who will have a part in it.
  const parties =
    run.adoptedAt === null
      ? []
      : [
          ...partiesOf(await loadEdition(tx, run.plan, run.edition), directory),
          ...(await partiesOfRun(tx, run.id)),
        ];
  await tx.query('update plans set readers = $2 where id = $1', [
    run.id,
    readersOfPlan(run, parties, directory),
  ]);
}

/** A task has come to an office: it reads the plan from now on, and so do those above it. */
export async function addReaders(
  tx: Queryable,
  { plan, office, scope }: Pick<AgencyTask, 'plan' | 'office' | 'scope'>,
  directory: DirectoryAt,
): Promise<void> {
  await tx.query(
    `update plans set readers = array(select distinct unnest(readers || $2::text[]))
     where id = $1 and not readers @> $2::text[]`,
    [plan.run, readersOfParty({ office, scope }, directory)],
  );
}

/** Every office to which a task of a plan was given, or that holds one now, with its scope. */
export async function partiesOfRun(db: Queryable, run: string): Promise<readonly Work[]> {
  const { rows } = await db.query<Work>(
    `select p.office, coalesce(p.place #>> '{place,scope}', p.place #>> '{opened,scope}') as scope
     from task_places p where p.run_id = $1
     union select office, state ->> 'scope' from tasks where run_id = $1
     order by office, scope`,
    [run],
  );
  return rows;
}
