import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId, OfficeRow } from '../offices/office.ts';
import type { Text } from '../text.ts';
import type { Holders, PlanTask } from './plan.ts';

/** The part that a body has in a task. */
export const TASK_PARTS = ['lead', 'coordinating', 'asked', 'unassigned'] as const;
export type TaskPart = (typeof TASK_PARTS)[number];

/** A body of the directory that has a part in a task on a date. */
export interface Holder {
  readonly office: OfficeId;
  readonly part: TaskPart;
  /** The body that the plan names, when that one has ended and this is its successor. */
  readonly insteadOf: OfficeId | null;
}

/** Everybody with a part in a task on a date. */
export interface HoldersAt {
  /** Each office once, in its strongest part; in the order lead, coordinating, asked. */
  readonly holders: readonly Holder[];
  /** Bodies that the directory does not have: nothing can be sent to them. */
  readonly named: readonly { readonly part: TaskPart; readonly name: Text }[];
  /** Bodies that the plan names, which do not exist on the date and have no successor. */
  readonly gone: readonly { readonly part: TaskPart; readonly office: OfficeId }[];
}

/**
 * Who has which part in a task on the directory's date. A body that has ended gives its part to its
 * successor, by the scope of the work where it was divided; a kind of bodies is whoever is of that
 * kind then.
 */
export function holdersAt(task: PlanTask, directory: DirectoryAt): HoldersAt {
  const holders = new Map<OfficeId, Holder>();
  const named: HoldersAt['named'][number][] = [];
  const gone: HoldersAt['gone'][number][] = [];
  for (const part of TASK_PARTS) {
    for (const meant of task[part]) {
      if (meant.kind === 'named') {
        named.push({ part, name: meant.name });
        continue;
      }
      const offices = officesOf(meant, directory);
      if (offices.length === 0 && meant.kind === 'office')
        gone.push({ part, office: meant.office });
      for (const { office, insteadOf } of offices) {
        if (!holders.has(office)) holders.set(office, { office, part, insteadOf });
      }
    }
  }
  return { holders: [...holders.values()], named, gone };
}

/** Those of a task in one part on the directory's date. */
export function officesIn(
  task: PlanTask,
  part: TaskPart,
  directory: DirectoryAt,
): readonly OfficeId[] {
  return holdersAt(task, directory)
    .holders.filter((holder) => holder.part === part)
    .map(({ office }) => office);
}

/** A part that passes from one body to another. */
export interface Rehomed {
  readonly from: OfficeId;
  readonly to: OfficeId;
  readonly part: TaskPart;
}

/**
 * What becomes of a task's holders between two dates: parts that passed to a successor, bodies that
 * came to it, and bodies that ended without an heir. A body that took over several is named for
 * each, though it holds the task once.
 */
export function changedHolders(
  task: PlanTask,
  before: DirectoryAt,
  after: DirectoryAt,
): {
  readonly rehomed: readonly Rehomed[];
  readonly added: readonly Holder[];
  readonly ended: readonly Holder[];
} {
  const was = holdersAt(task, before).holders;
  const is = new Map(holdersAt(task, after).holders.map((holder) => [holder.office, holder]));
  const left = was.filter(({ office }) => !is.has(office));
  const rehomed = left.flatMap(({ office, part }): Rehomed[] => {
    const to = after.successorOf(office, scopeFor(task, office));
    return to === undefined || !is.has(to) ? [] : [{ from: office, to, part }];
  });
  const known = new Set([...was.map(({ office }) => office), ...rehomed.map(({ to }) => to)]);
  return {
    rehomed,
    added: [...is.values()].filter(({ office }) => !known.has(office)),
    ended: left.filter(({ office }) => !rehomed.some(({ from }) => from === office)),
  };
}

interface Resolved {
  readonly office: OfficeId;
  readonly insteadOf: OfficeId | null;
}

function officesOf(meant: Exclude<Holders, { kind: 'named' }>, at: DirectoryAt): Resolved[] {
  if (meant.kind === 'office') {
    const office = at.successorOf(meant.office, meant.scope ?? undefined);
    if (office === undefined) return [];
    return [{ office, insteadOf: office === meant.office ? null : meant.office }];
  }
  return candidates(meant.under, at)
    .filter((row) => isMeant(row, meant))
    .map(({ id }) => ({ office: id, insteadOf: null }));
}

function candidates(under: OfficeId | null, at: DirectoryAt): readonly OfficeRow[] {
  return under === null ? at.all() : at.childrenOf(under).flatMap((id) => at.office(id) ?? []);
}

function isMeant(row: OfficeRow, meant: Extract<Holders, { kind: 'kinds' }>): boolean {
  if (!meant.kinds.includes(row.kind) || meant.except.includes(row.id)) return false;
  if (meant.province === 'any') return true;
  return meant.province === 'none' ? row.province === null : row.province === meant.province;
}

/** The scope that the plan gives for a body, or for the one it took the task over from. */
function scopeFor(task: PlanTask, office: OfficeId): string | undefined {
  const meant = TASK_PARTS.flatMap((part) => task[part]).find(
    (one) => one.kind === 'office' && one.office === office,
  );
  return meant?.kind === 'office' ? (meant.scope ?? undefined) : undefined;
}

/** Every office of a list of holders on a date: of a line of *Nơi nhận*, for example. */
export function resolve(holders: readonly Holders[], directory: DirectoryAt): readonly OfficeId[] {
  const offices = holders.flatMap((one) =>
    one.kind === 'named' ? [] : officesOf(one, directory).map(({ office }) => office),
  );
  return [...new Set(offices)];
}
