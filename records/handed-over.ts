import { evolveTask } from '../domain/tasks/evolve.ts';
import { handsOverFor } from '../domain/tasks/handing-over.ts';
import type { HandedOver } from '../domain/tasks/task.ts';
import type { PlanId, PlanTaskId } from '../domain/plans/plan.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import { caseAlong, factsFrom, factsOfCases } from './case-facts.ts';
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
 * Of a review that handed over again only the newest stands here, and one that found nothing to
 * change in the end has no draft; what another period's review finds takes nothing back.
 */
export async function handedDrafts(
  db: Queryable,
  to: HandedOver['to'],
  { drill }: { readonly drill: boolean },
): Promise<readonly HandedDraft[]> {
  const { rows } = await db.query<Omit<HandedDraft, keyof HandedOver>>(
    `select id as "taskId", number, plan, task, office, drill from tasks
     where jsonb_typeof(state -> 'handedOver') = 'object' and drill = $1 order by number`,
    [drill],
  );
  const ids = rows.map(({ taskId }) => taskId);
  const facts = await factsOfCases(db, 'task', ids);
  return rows
    .flatMap((row) =>
      handedByReview(row.taskId, facts.get(row.taskId) ?? [])
        .filter((handed) => handed.to === to && handed.proposals.length > 0)
        .map((handed): HandedDraft => ({ ...handed, ...row })),
    )
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}

/** What each review of a task said last; facts from before this was kept name no review. */
function handedByReview(id: string, bodies: readonly string[]): readonly HandedOver[] {
  const said = new Map<string, HandedOver>();
  for (const { fact, before } of caseAlong(id, factsFrom(bodies), evolveTask)) {
    if (fact.kind === 'proposals-handed-over' && before !== null) {
      said.set(fact.data.occurrence ?? handsOverFor(before)?.id ?? '', fact.data);
    }
  }
  return [...said.values()];
}
