import type { DecidedFact, DecisionContext } from '../../cases/deciding.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import type { NoticeRequest } from '../../notices/notice.ts';
import type { CycleAct } from './act.ts';
import { mayCycle } from './authority.ts';
import type { Cycle, OpenedCycle } from './cycle.ts';
import { evolveCycle } from './evolve.ts';
import type { CycleFact } from './fact.ts';

/** What a decision on a cycle may know besides it: read in the same transaction. */
export interface CycleKnowledge {
  /** How many of the reports that the cycle opens itself are not open yet. */
  readonly unopened: number;
  /** Whether the report at the top has gone. */
  readonly sent: boolean;
}

/** What a decision on a cycle comes to. */
export interface CycleDecision {
  readonly cycle: Cycle;
  readonly facts: readonly DecidedFact<CycleFact>[];
  readonly notices: readonly NoticeRequest[];
  readonly refusal: Refusal | null;
}

/** Opens a year: its collector is told; each report tells its own office when it opens. */
export function openCycle(
  id: string,
  opened: OpenedCycle,
  { now, rules }: DecisionContext,
): CycleDecision {
  const fact: CycleFact = { kind: 'cycle-opened', data: opened };
  const cycle = evolveCycle(null, id, fact, now);
  const collector = rules.regimes.find((rule) => rule.id === opened.regime)?.collector;
  const tell = (office: string, capacities: typeof HEADS): NoticeRequest => ({
    kind: 'cycle-opened',
    to: { office, capacities },
    urgent: false,
    at: null,
    clock: null,
  });
  const notices =
    collector === undefined
      ? []
      : [tell(collector.office, HEADS), tell(collector.drafting, [...OFFICERS, ...HEADS])];
  return { cycle, facts: [{ fact, happenedAt: now }], notices, refusal: null };
}

/** Decides on an act, or without one on how far the year has come. Pure. */
export function decideOnCycle(
  before: Cycle,
  act: CycleAct | null,
  context: DecisionContext,
  knowledge: CycleKnowledge,
): CycleDecision {
  const deciding = new CycleDeciding(before, context);
  if (before.stage === 'opening' && knowledge.unopened === 0) {
    deciding.record({ kind: 'cycle-collecting', data: {} });
  }
  if (deciding.cycle.stage === 'collecting' && knowledge.sent) {
    deciding.record({ kind: 'cycle-reported', data: {} });
  }
  const refusal = act === null ? null : cancel(deciding, act);
  return { cycle: deciding.cycle, facts: deciding.facts, notices: [], refusal };
}

/** One decision on a cycle under way. */
class CycleDeciding {
  cycle: Cycle;
  readonly context: DecisionContext;
  readonly facts: DecidedFact<CycleFact>[] = [];

  constructor(before: Cycle, context: DecisionContext) {
    this.cycle = before;
    this.context = context;
  }

  record(fact: CycleFact): void {
    const { now } = this.context;
    this.cycle = evolveCycle(this.cycle, this.cycle.id, fact, now);
    this.facts.push({ fact, happenedAt: now });
  }
}

// Its open reports are told by their processes, which look when the cycle has ended.
function cancel(d: CycleDeciding, act: CycleAct): Refusal | null {
  const { actor, rules, directory } = d.context;
  if (actor.kind !== 'person') throw new Error(`${act.kind} is an act of a person`);
  if ((act.kind as string) !== 'cancel-cycle') return refuse('UNKNOWN_ACT', { act: act.kind });
  const rule = rules.regimes.find(({ id }) => id === d.cycle.regime);
  if (rule === undefined) return refuse('UNKNOWN_RULE', { rule: d.cycle.regime });
  const forbidden = mayCycle(actor, 'cancel-cycle', rule, directory);
  if (forbidden !== null) return forbidden;
  if (d.cycle.stage === 'ended') return refuse('CASE_ENDED', { stage: d.cycle.stage });
  const { reason } = act.data;
  if (reason.trim() === '') return refuse('REASON_MISSING');
  d.record({ kind: 'cycle-cancelled', data: { by: actor.person, reason } });
  return null;
}
