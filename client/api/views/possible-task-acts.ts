import type { PersonActor } from '../../../domain/authority/actor.ts';
import { actsFor } from '../../../domain/authority/relations.ts';
import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { TaskActKind } from '../../../domain/tasks/act.ts';
import { mayOnTask } from '../../../domain/tasks/authority.ts';
import { TASK_ACTS, TASK_ACT_KINDS } from '../../../domain/tasks/decide.ts';
import type { AgencyTask, TaskOccurrence } from '../../../domain/tasks/task.ts';
import { handsIn } from '../../../domain/tasks/task.ts';
import { isAsItArises } from '../../../domain/plans/process/terms.ts';

/**
 * The acts that are open to somebody on a task now, by stage, kind of task and authority: what a
 * screen offers. Whether one is accepted, what it says decides.
 */
export function possibleTaskActs(
  task: AgencyTask,
  actor: PersonActor,
  directory: DirectoryAt,
): TaskActKind[] {
  return TASK_ACT_KINDS.filter(
    (kind) =>
      TASK_ACTS[kind].from.includes(task.stage) &&
      fits(kind, task) &&
      (kind !== 'record-inspection' || inspects(task, actor, directory)) &&
      mayOnTask(actor, kind, task, directory) === null,
  );
}

/** Whether a task is of the kind that an act is for, and has come so far. */
function fits(kind: TaskActKind, task: AgencyTask): boolean {
  const { terms, role, own, contests, office, regulation } = task;
  const { nature } = terms;
  const has = (...states: TaskOccurrence['status'][]): boolean =>
    task.occurrences.some(({ status }) => states.includes(status));
  switch (kind) {
    case 'contest-task':
      return own === null && !contests.some((one) => one.office === office);
    case 'make-contribution':
      return role === 'coordinating' && !handsIn(task);
    case 'submit-product':
      return handsIn(task) && (isAsItArises(terms) || has('open', 'returned', 'missed'));
    case 'accept-product':
    case 'return-product':
      return has('submitted');
    case 'urge-task':
      return role !== 'asked';
    case 'register-decision':
      return nature.kind === 'registered-decisions';
    case 'review-decision':
      return task.decisions.some(({ status }) => status === 'in-force');
    case 'record-draft':
    case 'record-opinion':
    case 'issue-regulation':
      return nature.kind === 'regulation' && regulation.issued === null;
    case 'forward-list':
      return runs(task, 'list-forward');
    case 'record-appraisal':
      return runs(task, 'list-appraisal');
    case 'hand-over-proposals':
      return nature.kind === 'review';
    default:
      return true;
  }
}

/** Whose task it is to inspect writes down whom it inspected; others inspect this office. */
function inspects({ office, terms }: AgencyTask, actor: PersonActor, directory: DirectoryAt) {
  const { nature } = terms;
  const isTheirTask = nature.kind === 'follow-up' && nature.record === 'inspection';
  return isTheirTask || !actsFor(actor, office, directory);
}

function runs({ clocks }: AgencyTask, rule: string): boolean {
  return clocks.some((clock) => clock.rule === rule && clock.status === 'running');
}
