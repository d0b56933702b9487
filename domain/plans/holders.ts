import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Holders } from './plan.ts';

/** An office that is meant, and the part of its work that counts when the work was divided. */
export interface Held {
  readonly office: OfficeId;
  readonly scope: string | null;
}

/**
 * Whom the words of a plan mean on a date, each once: a body that has ended is its successor by
 * then, a kind of bodies is whoever is of that kind; a body outside the directory is nobody.
 */
export function holdersAt(holders: readonly Holders[], directory: DirectoryAt): readonly Held[] {
  const found = new Map<OfficeId, Held>();
  for (const held of holders.flatMap((one) => meant(one, directory))) {
    if (!found.has(held.office)) found.set(held.office, held);
  }
  return [...found.values()];
}

function meant(holders: Holders, directory: DirectoryAt): readonly Held[] {
  switch (holders.kind) {
    case 'office': {
      const { scope } = holders;
      const office = directory.successorOf(holders.office, scope ?? undefined);
      return office === undefined ? [] : [{ office, scope }];
    }
    case 'kinds': {
      const { kinds, province, under, except } = holders;
      return directory
        .all()
        .filter((row) => kinds.includes(row.kind) && !except.includes(row.id))
        .filter((row) => under === null || row.parent === under)
        .filter((row) => province === 'any' || (row.province ?? 'none') === province)
        .map((row) => ({ office: row.id, scope: null }));
    }
    case 'named':
      return [];
  }
}
