import type { PersonActor } from '../authority/actor.ts';
import type { DecisionContext } from '../cases/deciding.ts';
import { CaseDeciding } from '../cases/deciding.ts';
import type { RunningClock } from '../clocks/clock.ts';
import type { ClockRule } from '../clocks/rule.ts';
import type { Refusal } from '../errors.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import { presently } from '../offices/presently.ts';
import type { Plan } from '../plans/plan.ts';
import type { Reviewer, TaskRole } from '../plans/process/places.ts';
import type { TaskTerms } from '../plans/process/terms.ts';
import type { TaskActData, TaskActKind } from './act.ts';
import { evolveTask } from './evolve.ts';
import type { TaskFact, TaskFactData } from './fact.ts';
import type { AgencyTask } from './task.ts';
import type { TaskStage } from './vocabulary.ts';

/**
 * Another open task of the same plan and task that lies with the same office today, or with the one
 * to which an act would give it.
 */
export interface Twin {
  readonly id: string;
  readonly number: string;
  readonly role: TaskRole;
  /** Who does the work of its office today, though it may not have looked yet. */
  readonly office: OfficeId;
  /** Whether it came to that office from another one, or is about to. */
  readonly moved: boolean;
}

/** How the plan stands to one of its tasks. */
export interface PlanStanding {
  readonly edition: number;
  /** Whose it is and who follows it up: no amendment changes that. */
  readonly whose: Pick<Plan, 'owner' | 'followUp'>;
  /** What the edition in force asks of this office; null when it asks nothing of it any more. */
  readonly terms: TaskTerms | null;
  /** Why it was amended; null for the first edition. */
  readonly reason: string | null;
  /** Why the plan stands still; null while it does not. */
  readonly standstill: string | null;
  /** Why the plan has ended; null while it has not. */
  readonly ended: string | null;
}

/** What a decision on a task may know besides it: read in the same transaction. */
export interface TaskKnowledge {
  readonly plan: PlanStanding;
  /** For one that helps: the one office that leads now; null where several do, or none. */
  readonly lead: OfficeId | null;
  /** For one that helps: whether the lead's task has come to its end. */
  readonly leadIsDone: boolean;
  readonly twins: readonly Twin[];
  /** For one that is over: others of the same part that are over too and may go on, like twins. */
  readonly resting: readonly Twin[];
  /** Of the people whom the act names, those who hold a capacity in the office today. */
  readonly staff: ReadonlySet<PersonId>;
  /** Of the offices that the act names, those to which the plan's owner may give the task. */
  readonly reach: ReadonlySet<OfficeId>;
}

/** One decision on a task under way. */
export class TaskDeciding extends CaseDeciding<AgencyTask, TaskFactData, TaskFact> {
  readonly knowledge: TaskKnowledge;

  constructor(
    id: string,
    before: AgencyTask | null,
    context: DecisionContext,
    knowledge: TaskKnowledge,
  ) {
    super(id, before, context);
    this.knowledge = knowledge;
  }

  /** The task as it stands after the facts so far. */
  get task(): AgencyTask {
    return this.case;
  }

  /** Who accepts, by whoever does its work today. */
  get reviewer(): Reviewer {
    const { office, desk } = this.task.reviewer;
    return { office: presently(office, this.directory), desk: presently(desk, this.directory) };
  }

  get owner(): OfficeId {
    return presently(this.task.owner, this.directory);
  }

  /** Of a period that began while the task stands still nobody is warned before it goes on. */
  override warn(clock: RunningClock, rule: ClockRule = this.rules.clock(clock.rule)): void {
    const untold = this.task.untold?.opened ?? [];
    if (clock.subject === null || !untold.includes(clock.subject)) super.warn(clock, rule);
  }

  protected evolved(before: AgencyTask | null, fact: TaskFact): AgencyTask {
    return evolveTask(before, this.caseId, fact, this.now);
  }

  protected isPassedBy(): boolean {
    return false;
  }
}

/** One row of the table of acts on a task: from which stages it may be done, and what it does. */
export interface TaskActRule<K extends TaskActKind> {
  readonly from: readonly TaskStage[];
  /** Records what follows, or refuses; whatever was recorded before a refusal is dropped. */
  readonly decide: (
    deciding: TaskDeciding,
    data: TaskActData[K],
    actor: PersonActor,
  ) => Refusal | null;
}

export type TaskActRules<K extends TaskActKind> = { readonly [P in K]: TaskActRule<P> };

/** Stages in which somebody is at work on a task. */
export const WORKING: readonly TaskStage[] = ['in-progress', 'submitted', 'returned'];

/** Every stage but the last two. */
export const UNFINISHED: readonly TaskStage[] = [
  'assigned',
  'seen',
  'invited',
  'contested',
  ...WORKING,
];
