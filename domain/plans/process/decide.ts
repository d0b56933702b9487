import { followCalendars, lapseDue } from '../../cases/clocks-of-case.ts';
import type { DecisionContext } from '../../cases/deciding.ts';
import { HEADS } from '../../cases/deciding.ts';
import type { Settled } from '../../cases/settling.ts';
import { settled, settledBoth } from '../../cases/settling.ts';
import type { RunningClock } from '../../clocks/clock.ts';
import type { PlanClockId } from '../../clocks/rule.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import type { Plan } from '../plan.ts';
import type { PlanAct, PlanActKind } from './act.ts';
import { PLAN_ACTS } from './acts.ts';
import { mayOnPlan } from './authority.ts';
import type { PlanActRule, PlanKnowledge } from './deciding.ts';
import { PlanDeciding } from './deciding.ts';
import type { LoadedPlan, PlanFact } from './fact.ts';
import { followOffices } from './following.ts';
import { closePhase, openPhase } from './phases.ts';
import type { RunningPlan } from './running-plan.ts';
import { treatyTurn } from './treaty.ts';

export type PlanDecision = Settled<RunningPlan, PlanFact>;

/** What a plan begins with, from its data. */
export function loadedFrom(
  { id, version, owner, followUp, followsTreaty, upper, number, date }: Plan,
  given: Pick<LoadedPlan, 'number' | 'drill'>,
): LoadedPlan {
  const document = number === null || date === null ? null : { number, date };
  return {
    ...given,
    plan: id,
    edition: version,
    owner,
    followUp,
    followsTreaty,
    upper: upper?.plan ?? null,
    document,
  };
}

/** A plan is there as a draft; nothing of it runs before it is adopted. */
export function loadPlan(
  id: string,
  loaded: LoadedPlan,
  context: DecisionContext,
  knowledge: PlanKnowledge,
): PlanDecision {
  const d = new PlanDeciding(id, null, context, knowledge);
  d.record('plan-loaded', loaded);
  return settled(d);
}

/**
 * Decides on an act, or without one on what is due: first phases that begin and close, and the
 * treaty's status, then the act. What was due stands even when the act is refused. Pure.
 */
export function decideOnPlan(
  before: RunningPlan,
  act: PlanAct | null,
  context: DecisionContext,
  knowledge: PlanKnowledge,
): PlanDecision {
  const first = new PlanDeciding(before.id, before, context, knowledge);
  look(first);
  if (act === null) return settled(first);
  const second = new PlanDeciding(before.id, first.case, context, knowledge);
  const refusal = carryOut(second, act);
  return refusal === null ? settledBoth(first, second) : settled(first, refusal);
}

function look(d: PlanDeciding): void {
  followTreaty(d);
  followOffices(d);
  followCalendars(d);
  lapseDue(
    d,
    (clock) => EFFECTS[clock.rule as PlanClockId](d, clock),
    (clock) => clock.rule === 'phase-closes' && opensNow(d, clock.subject),
  );
}

/**
 * A phase that is over when it opens (the plan was adopted late, or nobody looked meanwhile) closes
 * only with the next decision: its tasks are given out in between, and are what it leaves open.
 */
function opensNow({ facts }: PlanDeciding, phase: string | null): boolean {
  return facts.some(({ fact }) => fact.kind === 'phase-opened' && fact.data.phase === phase);
}

const EFFECTS: Readonly<Record<PlanClockId, (d: PlanDeciding, clock: RunningClock) => void>> = {
  'plan-decide': (d) => d.tell('plan-proposed', d.owner, HEADS),
  // A phase begins and closes by its days: the clock has done what it is for.
  'phase-opens': (d, { rule, subject }) => {
    d.meet(rule, subject ?? '');
    openPhase(d, subject ?? '');
  },
  'phase-closes': (d, { rule, subject }) => {
    d.meet(rule, subject ?? '');
    closePhase(d, subject ?? '');
  },
  'phase-set-end': (d) => d.tell('phase-end-due', d.owner, HEADS),
};

/** While the Agreement is suspended, a plan that carries it out stands still. */
function followTreaty(d: PlanDeciding): void {
  const { treaty } = d.rules;
  const turn = treatyTurn(d.case, treaty);
  if (turn === 'stands-still') {
    d.record('plan-stood-still', { by: 'treaty', reason: treaty });
    d.tell('plan-stands-still', d.owner, HEADS);
  }
  if (turn === 'goes-on') {
    d.record('plan-went-on', { by: 'treaty', reason: treaty });
    d.tell('plan-goes-on', d.owner, HEADS);
  }
}

function carryOut(d: PlanDeciding, act: PlanAct): Refusal | null {
  const { actor } = d.context;
  if (actor.kind !== 'person') throw new Error(`${act.kind} is an act of a person`);
  if (!Object.hasOwn(PLAN_ACTS, act.kind)) return refuse('UNKNOWN_ACT', { act: act.kind });
  const rule = PLAN_ACTS[act.kind] as PlanActRule<PlanActKind>;
  const forbidden = mayOnPlan(actor, act.kind, d.case, d.directory);
  if (forbidden !== null) return forbidden;
  const { stage } = d.case;
  if (!rule.from.includes(stage)) {
    return refuse(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  return rule.decide(d, act.data as never, actor);
}
