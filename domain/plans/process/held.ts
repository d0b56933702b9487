import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import { resolve } from '../holders.ts';
import type { Holders } from '../plan.ts';

/** An office that is meant, and the part of its work that counts when the work was divided. */
export interface Held {
  readonly office: OfficeId;
  readonly scope: string | null;
}

/** Whom the words of a plan mean on a date, each once, with the scope that they give. */
export function heldBy(holders: readonly Holders[], directory: DirectoryAt): readonly Held[] {
  const found = new Map<OfficeId, Held>();
  for (const one of holders) {
    const scope = one.kind === 'office' ? one.scope : null;
    for (const office of resolve([one], directory)) {
      if (!found.has(office)) found.set(office, { office, scope });
    }
  }
  return [...found.values()];
}
