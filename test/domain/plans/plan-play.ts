import type { DecisionContext } from '../../../domain/cases/deciding.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import type { PlanAct, PlanActData } from '../../../domain/plans/process/act.ts';
import type { PlanDecision } from '../../../domain/plans/process/decide.ts';
import { decideOnPlan, loadPlan, loadedFrom } from '../../../domain/plans/process/decide.ts';
import type { OpenTask, PlanKnowledge } from '../../../domain/plans/process/deciding.ts';
import type { PlanFact } from '../../../domain/plans/process/fact.ts';
import type { RunningPlan } from '../../../domain/plans/process/running-plan.ts';
import { planSnapshot } from '../../../domain/plans/process/standing.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { checksum } from '../../../records/checksum.ts';
import { CasePlay } from '../../support/case-play.ts';
import { broughtPlan } from '../../support/plans.ts';

export const PLAN_ID = '00000000-0000-4000-8000-00000000000c';
export const LAO_CAI = broughtPlan('lao-cai-2026');
export const QD_801 = broughtPlan('801-qd-ttg-2024');

/** What every task's file proposes, to be confirmed. */
export function proposedIn(plan: Plan): PlanActData['confirm-clears'] {
  const given = plan.tasks.filter(({ proposed }) => proposed.length > 0);
  const confirmed = given.map(({ id: task, proposed: clears }) => ({ task, clears }));
  return { plan: checksum(plan), confirmed };
}

/** A plan in memory, from its draft; loaded on 15 April 2026 unless another day is said. */
export class PlanPlay extends CasePlay<RunningPlan, PlanActData, PlanFact> {
  editions: readonly Plan[];
  openTasks: readonly OpenTask[] = [];

  constructor(plan: Plan = LAO_CAI, now = '2026-04-15T08:00:00.000+07:00') {
    super(now);
    this.editions = [plan];
    const loaded = loadedFrom(plan, { number: 'KH-2026-000001', drill: false });
    this.take(loadPlan(PLAN_ID, loaded, this.context('process'), this.knowledge));
  }

  get knowledge(): PlanKnowledge {
    return { editions: this.editions, openTasks: this.openTasks };
  }

  protected decided(act: PlanAct | null, context: DecisionContext): PlanDecision {
    return decideOnPlan(this.after, act, context, this.knowledge);
  }

  protected wake(): Instant | null {
    return planSnapshot(this.after, this.directory.at(dateOf(this.now))).waits.plan.wake;
  }

  /** The data of the edition in force, or of the draft. */
  get data(): Plan {
    const plan = this.editions.find(({ version }) => version === this.after.edition);
    if (plan === undefined) throw new Error(`No edition ${this.after.edition}`);
    return plan;
  }

  get officer(): string {
    return `case-officer@${this.after.followUp.desk}`;
  }

  get head(): string {
    return `head@${this.after.owner}`;
  }

  proposed(): this {
    return this.does(this.officer, 'propose-adoption', { plan: checksum(this.data) });
  }

  /** The newest proposal, approved by the checksum that stands on it. */
  approved(who = this.head): this {
    const proposal = this.after.proposals.at(-1);
    return this.does(who, 'approve-plan', {
      proposal: proposal?.id ?? '',
      checksum: proposal?.checksum ?? '',
    });
  }

  adopted(): this {
    const confirmed = proposedIn(this.data);
    if (confirmed.confirmed.length > 0) this.does(this.head, 'confirm-clears', confirmed);
    return this.proposed().approved();
  }

  /** Another edition is proposed and approved. */
  amendedBy(change: Partial<Plan>, reason = 'Điều chỉnh tiến độ'): this {
    const plan = { ...this.data, ...change, version: this.after.edition + 1 };
    this.editions = [...this.editions, plan];
    const content = { edition: plan.version, plan: checksum(plan), reason };
    return this.does(this.officer, 'propose-amendment', content).approved();
  }
}
