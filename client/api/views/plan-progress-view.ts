import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { OfficeId } from '../../../domain/offices/office.ts';
import { presently } from '../../../domain/offices/presently.ts';
import type { ProgressCount, ProgressState } from '../../../records/plan-progress.ts';
import { PROGRESS_STATES } from '../../../records/plan-progress.ts';

/** How many tasks stand in each state, and how many there are. */
export type Counts = Readonly<Record<ProgressState, number>> & { readonly tasks: number };

/** A plan's tasks counted as a whole, by phase, by branch and, within it, by body. */
export function progressView(counts: readonly ProgressCount[], directory: DirectoryAt) {
  const branches = groups(counts, ({ office }) => branchOf(office, directory));
  return {
    whole: sum(counts),
    phases: groups(counts, ({ phase }) => phase).map(([phase, of]) => ({
      phase,
      counts: sum(of),
    })),
    branches: branches.map(([office, of]) => ({
      office,
      counts: sum(of),
      bodies: groups(of, (one) => one.office).map(([body, own]) => ({
        office: body,
        counts: sum(own),
      })),
    })),
  };
}

/**
 * The branch of a body: the People's Committee of its province, where it has one; else the highest
 * body above it below the Government, or itself.
 */
function branchOf(office: OfficeId, directory: DirectoryAt): OfficeId {
  const now = presently(office, directory);
  const province = directory.office(now)?.province ?? null;
  const above = [now, ...directory.parentsOf(now)];
  if (province !== null) {
    const isCommittee = (id: OfficeId) => directory.office(id)?.kind === 'provincial-committee';
    const committee = above.find(isCommittee) ?? committeeOf(province, directory);
    if (committee !== undefined) return committee;
  }
  const ministry = above.find((id) => directory.office(id)?.kind !== 'ministry-unit');
  return ministry ?? now;
}

function committeeOf(province: string, directory: DirectoryAt): OfficeId | undefined {
  const id = `UBND-${province}`;
  return directory.office(id)?.kind === 'provincial-committee' ? id : undefined;
}

function groups<K extends string | null>(
  counts: readonly ProgressCount[],
  keyOf: (count: ProgressCount) => K,
): readonly (readonly [K, readonly ProgressCount[]])[] {
  const found = new Map<K, ProgressCount[]>();
  for (const one of counts) {
    const key = keyOf(one);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found];
}

function sum(counts: readonly ProgressCount[]): Counts {
  const of = (state: ProgressState) =>
    counts.filter((one) => one.state === state).reduce((total, { count }) => total + count, 0);
  const states = Object.fromEntries(PROGRESS_STATES.map((state) => [state, of(state)]));
  const tasks = counts.reduce((total, { count }) => total + count, 0);
  return { ...(states as Record<ProgressState, number>), tasks };
}
