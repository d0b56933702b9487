import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { refuse } from '../../errors.ts';
import { presently } from '../authority.ts';
import type { TaskActRules, TaskDeciding } from '../deciding.ts';
import type { TaskOccurrence } from '../task.ts';
import { newestProduct } from '../task.ts';
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
    decide(d, { number, date }, actor) {
      const { nature } = d.task.terms;
      if (nature.kind !== 'collection' || nature.forwardedTo === null) {
        return refuse('NOT_OF_THIS_TASK', { act: 'forward-list' });
      }
      const occurrence = toForward(d);
      if (occurrence === undefined) return refuse('STEP_MISSING', { step: 'accept-product' });
      if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
      const wrong = pastRefusal(d, date);
      if (wrong !== null) return wrong;
      const to = presently(nature.forwardedTo, d.directory);
      d.record('list-forwarded', { by: actor.person, to, number, date });
      d.meet('list-forward');
      d.start('list-appraisal', { owner: to, subject: occurrence.id });
      d.tell('list-forwarded', to, [...OFFICERS, ...HEADS], 'in-digest');
      return null;
    },
  },
  'record-appraisal': {
    from: AFTER_ACCEPTING,
    decide(d, { number, date, result, words }, actor) {
      const clock = d.running('list-appraisal');
      if (clock === undefined) return refuse('STEP_MISSING', { step: 'forward-list' });
      if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
      if (result === 'to-revise' && words.trim() === '') return refuse('REASON_MISSING');
      const wrong = pastRefusal(d, date);
      if (wrong !== null) return wrong;
      d.record('list-appraised', { by: actor.person, number, date, result, words });
      d.meet('list-appraisal');
      d.tell('list-appraised', d.task.office, HEADS, 'in-digest');
      d.tell('list-appraised', d.reviewer.desk, OFFICERS, 'in-digest');
      // What the Ministry does not agree to comes back to the office.
      if (result === 'to-revise') {
        returnProduct(d, clock.subject ?? '', { by: actor.person, reason: words });
      }
      return null;
    },
  },
};

/** The accepted list that waits to be forwarded. */
function toForward(d: TaskDeciding): TaskOccurrence | undefined {
  const clock = d.running('list-forward');
  return d.task.occurrences.find(
    (one) => one.id === clock?.subject && newestProduct(one)?.list === 'to-amend',
  );
}
