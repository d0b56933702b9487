import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId, OfficeKind } from '../offices/office.ts';
import { presently } from '../offices/presently.ts';
import type { TaskPart } from './holders.ts';
import { holdersAt } from './holders.ts';
import type { Plan } from './plan.ts';

// Whoever is only asked, or named without a part, is given nothing.
const GIVEN: readonly TaskPart[] = ['lead', 'coordinating'];

/** Of a province, and not below its People's Committee: asked, never ordered (Lào Cai IV.3). */
const ASKED_ONLY: readonly OfficeKind[] = ['party-assembly-judicial', 'lao-side'];

/**
 * Whether the owner of a plan may give a task of it to an office: to those to whom the plan itself
 * gives something, to itself and to what is below it; the People's Committee of a province to the
 * bodies of its province, its police too, as Lào Cai's plan does.
 */
export function mayGiveTo(
  plan: Pick<Plan, 'owner' | 'tasks'>,
  office: OfficeId,
  directory: DirectoryAt,
): boolean {
  const owner = presently(plan.owner, directory);
  if (isBelow(office, owner, directory)) return true;
  return plan.tasks.some((task) =>
    holdersAt(task, directory).holders.some(
      (holder) => holder.office === office && GIVEN.includes(holder.part),
    ),
  );
}

function isBelow(office: OfficeId, owner: OfficeId, directory: DirectoryAt): boolean {
  if (office === owner || directory.parentsOf(office).includes(owner)) return true;
  const [above, row] = [directory.office(owner), directory.office(office)];
  if (above?.kind !== 'provincial-committee' || row === undefined) return false;
  return row.province === above.province && !ASKED_ONLY.includes(row.kind);
}
