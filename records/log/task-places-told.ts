import type { Queryable } from '../database.ts';
import type { StoredFact } from '../facts.ts';
import type { TaskOrigin } from '../task-places.ts';
import { holds } from './told.ts';

interface PlaceRow {
  readonly number: string;
  readonly task: string;
  readonly office: string;
  readonly place: TaskOrigin;
  readonly opened: boolean;
  /** Whether the task stands in the record. */
  readonly there: boolean;
  /** The fact that it began with. */
  readonly body: string | null;
}

/**
 * The numbers of tasks of a plan whose place (whose it was to be, whether it is open) is not as the
 * first fact of the task has it. Of those that are not open yet only what hangs together is told;
 * for these it is the number of the plan.
 */
export async function taskPlacesToldOtherwise(
  tx: Queryable,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<string[]> {
  const { rows } = await tx.query<PlaceRow>(
    `select p.number, p.task, p.office, p.place, p.opened, t.id is not null as there, f.body
     from task_places p
     left join tasks t on t.id = p.id
     left join facts f on f.stream = 'task/' || p.id and f.seq = 1
     where p.run_id = $1 order by p.place_order, p.id`,
    [id],
  );
  return rows
    .filter((row) => !isAsTold(row))
    .map((row) => (row.body === null ? number : openedWith(row.body).number));
}

function isAsTold({ body, place, opened, there, ...row }: PlaceRow): boolean {
  const isOpen = body !== null;
  if (opened !== isOpen || there !== isOpen) return false;
  const planned = place.kind === 'planned' ? place.place : place.opened;
  if (row.task !== planned.task || row.office !== planned.office) return false;
  if (body === null) return true;
  const first = openedWith(body);
  return row.number === first.number && holds(planned, first);
}

function openedWith(body: string): { readonly number: string } {
  return (JSON.parse(body) as StoredFact).data as unknown as { readonly number: string };
}
