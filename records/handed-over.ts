import type { HandedOver } from '../domain/tasks/task.ts';
import type { PlanId, PlanTaskId } from '../domain/plans/plan.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Queryable } from './database.ts';

/** A draft that a review handed over to another process, with whose task it came from. */
export interface HandedDraft extends HandedOver {
  readonly taskId: string;
  /** The number of the office's task: `NV-…`. */
  readonly number: string;
  readonly plan: PlanId;
  readonly task: PlanTaskId;
  readonly office: OfficeId;
  readonly drill: boolean;
}

/**
 * The drafts that reviews have handed over to a change of the treaty (Decision 801 II.2.c), the
 * newest first: each with its proposals, its document by checksum, and the checksum of the whole.
 * Of a task that handed over again only the newest stands here; its facts keep the ones before.
 * A review that found nothing to change has handed over no draft.
 */
export async function handedDrafts(
  db: Queryable,
  to: HandedOver['to'],
  { drill }: { readonly drill: boolean },
): Promise<readonly HandedDraft[]> {
  const { rows } = await db.query<HandedDraft & { readonly handed: HandedOver }>(
    `select id as "taskId", number, plan, task, office, drill, state -> 'handedOver' as handed
     from tasks
     where state -> 'handedOver' ->> 'to' = $1 and drill = $2
       and jsonb_array_length(state #> '{handedOver,proposals}') > 0
     order by state -> 'handedOver' ->> 'at' desc, number`,
    [to, drill],
  );
  return rows.map(({ handed, ...row }) => ({ ...handed, ...row }));
}
