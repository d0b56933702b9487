import type { CaseSnapshot } from '../../cases/outcome.ts';
import type { Cycle, CycleStage } from './cycle.ts';

/** What the process of a cycle has to know of it. */
export function cycleSnapshot({ version, stage }: Cycle): CaseSnapshot<CycleStage, 'cycle'> {
  return { version, stage, waits: { cycle: { wake: null, open: stage !== 'ended' } } };
}
