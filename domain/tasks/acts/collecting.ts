import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { presently } from '../../offices/presently.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import type { TaskActRules, TaskDeciding } from '../deciding.ts';
import type { TaskOccurrence } from '../task.ts';
import { isDoer, newestProduct } from '../task.ts';
import type { TaskStage } from '../vocabulary.ts';
import { returnProduct } from './delivering.ts';
import { pastRefusal } from './registering.ts';

type Collecting = 'forward-list' | 'record-appraisal';

/** Accepted lists are forwarded also after the office has done its part. */
const AFTER_ACCEPTING: readonly TaskStage[] = ['in-progress', 'done'];

/** A list that has to change: forwarded to the Ministry's appraisal, the answer recorded (II.5). */
export const COLLECTING: TaskActRules<Collecting> = {
  'forward-list': {
    from: AFTER_ACCEPTING,
    decide(d, { occurrence: wanted, number, date }, actor) {
      const { nature } = d.task.terms;
      if (nature.kind !== 'collection' || nature.forwardedTo === null) {
        return refuse('NOT_OF_THIS_TASK', { act: 'forward-list' });
      }
      const found = waiting(d, 'list-forward', wanted ?? null);
      if ('code' in found) return found;
      if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
      const wrong = pastRefusal(d, date);
      if (wrong !== null) return wrong;
      const to = presently(nature.forwardedTo, d.directory);
      const { id: occurrence } = found;
      d.record('list-forwarded', { by: actor.person, occurrence, to, number, date });
      d.meet('list-forward', occurrence);
      d.start('list-appraisal', { owner: to, subject: occurrence });
      d.tell('list-forwarded', to, [...OFFICERS, ...HEADS], 'in-digest');
      return null;
    },
  },
  'record-appraisal': {
    from: AFTER_ACCEPTING,
    decide(d, { occurrence: wanted, number, date, result, words }, actor) {
      const found = waiting(d, 'list-appraisal', wanted ?? null);
      if ('code' in found) return found;
      if (isDoer(d.task, found, actor.person)) return refuse('AUTHOR_CANNOT_DECIDE');
      if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
      if (result === 'to-revise' && words.trim() === '') return refuse('REASON_MISSING');
      const wrong = pastRefusal(d, date);
      if (wrong !== null) return wrong;
      const { id: occurrence } = found;
      d.record('list-appraised', { by: actor.person, occurrence, number, date, result, words });
      d.meet('list-appraisal', occurrence);
      d.tell('list-appraised', d.task.office, HEADS, 'in-digest');
      d.tell('list-appraised', d.reviewer.desk, OFFICERS, 'in-digest');
      // What the Ministry does not agree to comes back to the office.
      if (result === 'to-revise') {
        returnProduct(d, occurrence, { by: actor.person, reason: words });
      }
      return null;
    },
  },
};

/** What has to come before a list waits for this. */
const STEP_BEFORE = { 'list-forward': 'accept-product', 'list-appraisal': 'forward-list' } as const;

/** The list that waits to be forwarded or appraised: the one asked for, or the longest waiting. */
function waiting(
  d: TaskDeciding,
  rule: keyof typeof STEP_BEFORE,
  wanted: string | null,
): TaskOccurrence | Refusal {
  const { occurrences } = d.task;
  if (wanted !== null && !occurrences.some(({ id }) => id === wanted)) {
    return refuse('UNKNOWN_OCCURRENCE', { occurrence: wanted });
  }
  const clock = d.running(rule, wanted ?? undefined);
  const found = occurrences.find(({ id }) => id === clock?.subject);
  if (found !== undefined) return found;
  const there = occurrences.filter(
    ({ id, submissions }) => submissions.length > 0 && (wanted === null || id === wanted),
  );
  return there.length > 0 && there.every(staysAsItIs)
    ? refuse('NOTHING_TO_FORWARD')
    : refuse('STEP_MISSING', { step: STEP_BEFORE[rule] });
}

/** A list in which nothing has to change was accepted: nobody appraises it. */
function staysAsItIs(occurrence: TaskOccurrence): boolean {
  return occurrence.status === 'accepted' && newestProduct(occurrence)?.list === 'unchanged';
}
