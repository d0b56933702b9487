import { assertNever } from '../../never.ts';
import type { Instant } from '../../time/instant.ts';
import type { Cycle } from './cycle.ts';
import type { CycleFact } from './fact.ts';

/** The cycle as it is after a fact; the first fact of a cycle is always `cycle-opened`. */
export function evolveCycle(before: Cycle | null, id: string, fact: CycleFact, at: Instant): Cycle {
  if (fact.kind === 'cycle-opened') {
    const opened = { ...fact.data, id, version: 1, openedAt: at, clocks: [] } as const;
    return { ...opened, stage: 'opening', ending: null, cancelReason: null };
  }
  if (before === null) throw new Error(`Cycle ${id} begins with ${fact.kind}`);
  return { ...before, ...changed(fact), version: before.version + 1 };
}

function changed(fact: Exclude<CycleFact, { kind: 'cycle-opened' }>): Partial<Cycle> {
  switch (fact.kind) {
    case 'cycle-collecting':
      return { stage: 'collecting' };
    case 'cycle-reported':
      return { stage: 'ended', ending: 'reported' };
    case 'cycle-cancelled':
      return { stage: 'ended', ending: 'cancelled', cancelReason: fact.data.reason };
    default:
      return assertNever(fact);
  }
}
