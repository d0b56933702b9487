import type { PlanFact } from '../../../domain/plans/process/fact.ts';
import type { PlanReading } from '../../../domain/plans/process/readers.ts';
import type { LeftOpen, RunningPlan } from '../../../domain/plans/process/running-plan.ts';
import type { StoredFact } from '../../../records/facts.ts';

/**
 * A plan that runs, as whoever reads it may see it: who only has a part in it sees no version that
 * nobody has approved, and of what was left open only what is theirs or below them.
 */
export function seenRun(run: RunningPlan, reading: PlanReading): RunningPlan {
  if (reading.offices === null) return run;
  return {
    ...run,
    proposals: run.proposals.filter(({ status }) => status === 'approved'),
    phases: run.phases.map((phase) => ({
      ...phase,
      leftOpen: phase.leftOpen === null ? null : seenLeftOpen(phase.leftOpen, reading),
    })),
  };
}

// What was laid before the owner and sent back is nobody else's; what was approved is told by the
// fact that it is in force.
const OWNERS: readonly string[] = ['plan-proposed', 'plan-decided'] satisfies PlanFact['kind'][];

/** The facts of a plan that whoever reads it may be told, and of each only what they may. */
export function seenFacts(
  facts: readonly StoredFact[],
  reading: PlanReading,
): readonly StoredFact[] {
  if (reading.offices === null) return facts;
  return facts
    .filter(({ kind }) => !OWNERS.includes(kind))
    .map((fact) => {
      if (fact.kind !== 'phase-closed') return fact;
      const data = fact.data as Extract<PlanFact, { kind: 'phase-closed' }>['data'];
      return { ...fact, data: { ...data, leftOpen: seenLeftOpen(data.leftOpen, reading) } };
    });
}

function seenLeftOpen(
  leftOpen: readonly LeftOpen[],
  { offices: theirs }: PlanReading,
): readonly LeftOpen[] {
  return leftOpen
    .map(({ task, offices }) => ({
      task,
      offices: offices.filter((office) => theirs?.has(office) ?? true),
    }))
    .filter(({ offices }) => offices.length > 0);
}
