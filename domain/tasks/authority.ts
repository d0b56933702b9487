import type { PersonActor } from '../authority/actor.ts';
import { actsFor } from '../authority/relations.ts';
import type { CaseGrant } from '../cases/granting.ts';
import { granted } from '../cases/granting.ts';
import type { Refusal } from '../errors.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity } from '../offices/person.ts';
import { presently } from '../offices/presently.ts';
import type { TaskActKind } from './act.ts';
import type { AgencyTask } from './task.ts';

/** How an actor stands to a task. */
export const TASK_RELATIONS = ['office', 'named', 'follow-up', 'owner', 'appraiser'] as const;
export type TaskRelation = (typeof TASK_RELATIONS)[number];

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const OFFICERS_AND_HEADS: readonly Capacity[] = ['case-officer', ...HEADS];
const WRITERS: readonly Capacity[] = ['clerk', ...OFFICERS_AND_HEADS];
const ANYBODY: readonly Capacity[] = ['staff', 'duty-officer', ...WRITERS];

const grant = (as: readonly Capacity[], ...when: TaskRelation[]) => ({ as, when });

const AT_WORK = [grant(OFFICERS_AND_HEADS, 'office'), grant(ANYBODY, 'named')];
const FOLLOWING = [grant(OFFICERS_AND_HEADS, 'follow-up')];

/**
 * Who may do what with a task. Sources: Decision 801 III.5 (the Ministry follows, urges, inspects,
 * proposes commendation), Lào Cai I.2 (the head of the office answers for it), II.4 (the head
 * decides), IV.1 (the police follow for the Chairman).
 */
export const TASK_AUTHORITY: Readonly<Record<TaskActKind, readonly CaseGrant<TaskRelation>[]>> = {
  'see-task': [grant(ANYBODY, 'office')],
  'accept-task': [grant(HEADS, 'office')],
  'contest-task': [grant(HEADS, 'office')],
  'decide-contest': [grant(HEADS, 'owner')],
  'answer-invitation': [grant(HEADS, 'office')],
  'name-person': [grant(HEADS, 'office')],
  'report-progress': AT_WORK,
  'make-contribution': AT_WORK,
  'submit-product': AT_WORK,
  'accept-product': FOLLOWING,
  'return-product': FOLLOWING,
  'urge-task': FOLLOWING,
  'extend-task': [grant(HEADS, 'follow-up')],
  'register-decision': [grant(WRITERS, 'office')],
  'review-decision': [grant(HEADS, 'office')],
  'record-draft': AT_WORK,
  'record-opinion': [grant(['clerk'], 'office'), ...AT_WORK],
  'issue-regulation': [grant(['clerk', ...HEADS], 'office')],
  'forward-list': [grant(WRITERS, 'follow-up')],
  // The Ministry answers itself; a letter that came on paper is entered by whoever forwarded.
  'record-appraisal': [grant(WRITERS, 'appraiser'), grant(WRITERS, 'follow-up')],
  'record-inspection': [...FOLLOWING, ...AT_WORK],
  'propose-commendation': [grant(OFFICERS_AND_HEADS, 'office', 'follow-up')],
  'hand-over-proposals': [grant(OFFICERS_AND_HEADS, 'office')],
};

/** Every relation of an actor to a task. */
export function taskRelationsOf(
  task: AgencyTask,
  actor: PersonActor,
  directory: DirectoryAt,
): ReadonlySet<TaskRelation> {
  const relations = new Set<TaskRelation>();
  const { office, named, owner, reviewer, terms } = task;
  const stands = (body: OfficeId) => actsFor(actor, presently(body, directory), directory);
  if (actsFor(actor, office, directory)) {
    relations.add('office');
    if (named === actor.person) relations.add('named');
  }
  if (stands(reviewer.office) || stands(reviewer.desk)) relations.add('follow-up');
  if (stands(owner)) relations.add('owner');
  const { nature } = terms;
  if (nature.kind === 'collection' && nature.forwardedTo !== null && stands(nature.forwardedTo)) {
    relations.add('appraiser');
  }
  return relations;
}

/** Whether an actor may do something to a task: `null` when so, else the refusal. */
export function mayOnTask(
  actor: PersonActor,
  act: TaskActKind,
  task: AgencyTask,
  directory: DirectoryAt,
): Refusal | null {
  const relations = taskRelationsOf(task, actor, directory);
  return granted(actor, act, TASK_AUTHORITY[act], relations, directory);
}

/** Whether somebody may add a task of its own to an office's work (801 III.1). */
export function mayAddOwnTask(
  actor: PersonActor,
  office: OfficeId,
  directory: DirectoryAt,
): Refusal | null {
  const relations = new Set<TaskRelation>(actsFor(actor, office, directory) ? ['office'] : []);
  return granted(actor, 'add-own-task', [grant(HEADS, 'office')], relations, directory);
}
