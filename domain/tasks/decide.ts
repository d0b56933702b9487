import type { DecisionContext } from '../cases/deciding.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import type { Settled } from '../cases/settling.ts';
import { settled, settledBoth } from '../cases/settling.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { TaskAct, TaskActKind } from './act.ts';
import { COLLECTING } from './acts/collecting.ts';
import { DELIVERING } from './acts/delivering.ts';
import { FOLLOWING } from './acts/following.ts';
import { REGISTERING } from './acts/registering.ts';
import { TAKING_UP } from './acts/taking-up.ts';
import { mayOnTask } from './authority.ts';
import type { TaskActRule, TaskActRules, TaskKnowledge } from './deciding.ts';
import { TaskDeciding } from './deciding.ts';
import type { OpenedTask, TaskFact } from './fact.ts';
import { freezeWhatStarted, look } from './look.ts';
import { openOccurrences } from './occurrences.ts';
import { followParties } from './parties.ts';
import type { AgencyTask } from './task.ts';

/** Every act on a task, from which stages, and what it does. */
export const TASK_ACTS: TaskActRules<TaskActKind> = {
  ...TAKING_UP,
  ...DELIVERING,
  ...FOLLOWING,
  ...REGISTERING,
  ...COLLECTING,
};

export const TASK_ACT_KINDS = Object.keys(TASK_ACTS) as readonly TaskActKind[];

export type TaskDecision = Settled<AgencyTask, TaskFact>;

/**
 * Opens a task of an office: it is told, has to take it up, and its product is due. Whoever is only
 * asked is invited, and nothing runs against it.
 */
export function openTask(
  id: string,
  opened: OpenedTask,
  context: DecisionContext,
  knowledge: TaskKnowledge,
): TaskDecision {
  const d = new TaskDeciding(id, null, context, knowledge);
  const { office, role } = opened;
  d.record('task-opened', opened);
  followParties(d);
  if (role === 'asked') {
    d.tell('task-invited', office, HEADS, 'in-digest');
  } else {
    d.start('task-take-up', { owner: office });
    d.tell('task-assigned', office, [...HEADS, ...OFFICERS], 'in-digest');
  }
  openOccurrences(d);
  const { standstill } = knowledge.plan;
  if (standstill !== null) d.record('task-stood-still', { reason: standstill });
  freezeWhatStarted(d);
  return settled(d);
}

/** What of an own task is missing before it can be opened: `null` when nothing is (801 III.1). */
export function ownTaskRefusal({ terms }: Pick<OpenedTask, 'terms'>): Refusal | null {
  const missing = [
    terms.job.vi.trim() === '' ? 'job' : null,
    terms.due === null ? 'due' : null,
    terms.product === null || terms.product.vi.trim() === '' ? 'product' : null,
  ].filter((clear) => clear !== null);
  return missing.length === 0 ? null : refuse('PLAN_NOT_CLEAR', { missing: missing.join(', ') });
}

/**
 * Decides on an act, or without one on what is due: first what lapsed and what the plan has become,
 * then the act. What was due stands even when the act is refused. Pure.
 */
export function decideOnTask(
  before: AgencyTask,
  act: TaskAct | null,
  context: DecisionContext,
  knowledge: TaskKnowledge,
): TaskDecision {
  const first = new TaskDeciding(before.id, before, context, knowledge);
  look(first);
  if (act === null) return settled(first);
  const second = new TaskDeciding(before.id, first.task, context, knowledge);
  const refusal = carryOut(second, act);
  if (refusal !== null) return settled(first, refusal);
  freezeWhatStarted(second);
  return settledBoth(first, second);
}

function carryOut(d: TaskDeciding, act: TaskAct): Refusal | null {
  const { actor } = d.context;
  if (actor.kind !== 'person') throw new Error(`${act.kind} is an act of a person`);
  if (!Object.hasOwn(TASK_ACTS, act.kind)) return refuse('UNKNOWN_ACT', { act: act.kind });
  const rule = TASK_ACTS[act.kind] as TaskActRule<TaskActKind>;
  const forbidden = mayOnTask(actor, act.kind, d.task, d.directory);
  if (forbidden !== null) return forbidden;
  const { stage } = d.task;
  if (!rule.from.includes(stage)) {
    return refuse(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  return rule.decide(d, act.data as never, actor);
}
