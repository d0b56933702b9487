import type { PersonActor } from '../../authority/actor.ts';
import type { DecisionContext } from '../../cases/deciding.ts';
import { CaseDeciding } from '../../cases/deciding.ts';
import type { Refusal } from '../../errors.ts';
import type { OfficeId } from '../../offices/office.ts';
import { presently } from '../../offices/presently.ts';
import type { PhaseId, Plan, PlanTaskId } from '../plan.ts';
import type { PlanActData, PlanActKind } from './act.ts';
import { evolvePlan } from './evolve.ts';
import type { PlanFact, PlanFactData } from './fact.ts';
import type { RunningPlan } from './running-plan.ts';
import type { PlanStage } from './vocabulary.ts';

/** A task of the plan that was given to an office and is neither done nor ended. */
export interface OpenTask {
  readonly task: PlanTaskId;
  readonly office: OfficeId;
  readonly phase: PhaseId | null;
}

/** What a decision on a plan may know besides it: read in the same transaction. */
export interface PlanKnowledge {
  /** The edition in force and those loaded after it, as data. */
  readonly editions: readonly Plan[];
  /**
   * What is still owed, also what no process has begun yet; needed when a phase closes or the plan
   * ends.
   */
  readonly openTasks: readonly OpenTask[];
}

/** One decision on a plan under way. */
export class PlanDeciding extends CaseDeciding<RunningPlan, PlanFactData, PlanFact> {
  readonly knowledge: PlanKnowledge;

  constructor(
    id: string,
    before: RunningPlan | null,
    context: DecisionContext,
    knowledge: PlanKnowledge,
  ) {
    super(id, before, context);
    this.knowledge = knowledge;
  }

  /** The data of an edition; undefined when it was never loaded. */
  dataOf(edition: number): Plan | undefined {
    return this.knowledge.editions.find(({ version }) => version === edition);
  }

  /** The owner, or whoever does its work today. */
  get owner(): OfficeId {
    return presently(this.case.owner, this.directory);
  }

  get desk(): OfficeId {
    const { desk } = this.case.followUp;
    return presently(desk, this.directory);
  }

  protected evolved(before: RunningPlan | null, fact: PlanFact): RunningPlan {
    return evolvePlan(before, this.caseId, fact, this.now);
  }

  protected isPassedBy(): boolean {
    return false;
  }
}

/** One row of the table of acts on a plan. */
export interface PlanActRule<K extends PlanActKind> {
  readonly from: readonly PlanStage[];
  readonly decide: (
    deciding: PlanDeciding,
    data: PlanActData[K],
    actor: PersonActor,
  ) => Refusal | null;
}

export type PlanActRules<K extends PlanActKind> = { readonly [P in K]: PlanActRule<P> };

/** A plan that was adopted and has not ended. */
export const IN_FORCE: readonly PlanStage[] = ['running', 'suspended'];
