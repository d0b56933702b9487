import { withClockFact } from '../../cases/clock-facts.ts';
import type { Instant } from '../../time/instant.ts';
import type { LoadedPlan, PlanFact, PlanFactData } from './fact.ts';
import type { ConfirmedClear } from './clears.ts';
import type { RunningPhase, RunningPlan } from './running-plan.ts';

/** The plan as it is after a fact; the first fact of a plan is always `plan-loaded`. */
export function evolvePlan(
  before: RunningPlan | null,
  id: string,
  fact: PlanFact,
  at: Instant,
): RunningPlan {
  if (fact.kind === 'plan-loaded') return loaded(id, fact.data, at);
  if (before === null) throw new Error(`Plan ${id} begins with ${fact.kind}`);
  return { ...before, ...changed(before, fact, at), version: before.version + 1 };
}

function loaded(id: string, data: LoadedPlan, at: Instant): RunningPlan {
  return {
    ...data,
    id,
    version: 1,
    stage: 'draft',
    ending: null,
    loadedAt: at,
    adoptedAt: null,
    confirmed: [],
    phases: [],
    follows: null,
    proposals: [],
    editions: [],
    standstill: null,
    endReason: null,
    clocks: [],
  };
}

function changed(plan: RunningPlan, fact: PlanFact, at: Instant): Partial<RunningPlan> {
  switch (fact.kind) {
    case 'plan-loaded':
      throw new Error('A plan is loaded once');
    case 'clears-confirmed':
      return { confirmed: fact.data.confirmed.reduce(withConfirmed, plan.confirmed) };
    case 'plan-proposed':
      return { proposals: [...plan.proposals, fact.data] };
    case 'plan-decided':
      return decided(plan, fact.data);
    case 'plan-adopted': {
      const edition = { ...fact.data, reason: null, at };
      return { stage: 'running', adoptedAt: at, editions: [edition] };
    }
    case 'plan-numbered': {
      const { number, date } = fact.data;
      return { document: { number, date } };
    }
    case 'plan-amended': {
      const { edition } = fact.data;
      return { edition, editions: [...plan.editions, { ...fact.data, at }] };
    }
    case 'phases-set':
      return { phases: withPhases(plan, fact.data) };
    case 'offices-followed':
      return { follows: fact.data };
    case 'phase-opened':
      return phase(plan, fact.data.phase, { state: 'open' });
    case 'phase-closed': {
      const { leftOpen } = fact.data;
      return phase(plan, fact.data.phase, { state: 'closed', leftOpen });
    }
    case 'phase-reopened': {
      const { phase: id, from, to } = fact.data;
      return phase(plan, id, { from, to, state: 'waiting', leftOpen: null });
    }
    case 'phase-end-set':
      return phase(plan, fact.data.phase, { to: fact.data.to });
    case 'plan-stood-still':
      return { stage: 'suspended', standstill: { ...fact.data, since: at } };
    case 'plan-went-on':
      return { stage: 'running', standstill: null };
    case 'plan-ended':
      return { stage: 'ended', ending: 'decided', standstill: null, endReason: fact.data.reason };
    case 'plan-withdrawn':
      return { stage: 'ended', ending: 'withdrawn', endReason: fact.data.reason };
    default:
      return { clocks: withClockFact(plan.clocks, fact) };
  }
}

function decided(
  { proposals }: RunningPlan,
  { proposal, by: decidedBy, decision: status, signedAs, words }: PlanFactData['plan-decided'],
): Partial<RunningPlan> {
  const change = { status, decidedBy, signedAs, words };
  return { proposals: proposals.map((one) => (one.id === proposal ? { ...one, ...change } : one)) };
}

function withConfirmed(
  confirmed: readonly ConfirmedClear[],
  newer: ConfirmedClear,
): readonly ConfirmedClear[] {
  const others = confirmed.filter(
    ({ task, clear }) => task !== newer.task || clear !== newer.clear,
  );
  return [...others, newer];
}

function withPhases(
  { phases }: RunningPlan,
  { phases: set }: PlanFactData['phases-set'],
): readonly RunningPhase[] {
  const gone = phases.filter(
    (one) => one.state === 'closed' && !set.some(({ id }) => id === one.id),
  );
  return [
    ...gone,
    ...set.map((one): RunningPhase => {
      const before = phases.find(({ id }) => id === one.id);
      if (before?.state === 'closed') return before;
      return { ...one, state: before?.state ?? 'waiting', leftOpen: null };
    }),
  ];
}

function phase(
  { phases }: RunningPlan,
  id: string,
  change: Partial<RunningPhase>,
): Partial<RunningPlan> {
  return { phases: phases.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}
