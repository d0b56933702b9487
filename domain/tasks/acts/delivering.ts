import type { PersonActor } from '../../authority/actor.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { isDocumentRef } from '../../plans/document-ref.ts';
import { isAsItArises } from '../../plans/process/terms.ts';
import type { TaskActData } from '../act.ts';
import type { TaskActRules, TaskDeciding } from '../deciding.ts';
import { WORKING } from '../deciding.ts';
import { owesHandOver } from '../handing-over.ts';
import { finishWhenAllIsIn, nextId, openOccurrence, tellOpened } from '../occurrences.ts';
import type { TaskOccurrence } from '../task.ts';
import { byDue, handsIn, isDoer, newestProduct, owes, subjectsMissing } from '../task.ts';
import type { OccurrenceState } from '../vocabulary.ts';

type Delivering =
  'report-progress' | 'make-contribution' | 'submit-product' | 'accept-product' | 'return-product';

/** Products that can be handed in: open ones, returned ones, those that missed their period. */
const AWAITED: readonly OccurrenceState[] = ['open', 'returned', 'missed'];

/** From the work to the accepted product. */
export const DELIVERING: TaskActRules<Delivering> = {
  'report-progress': {
    from: WORKING,
    decide(d, { percent, words }, actor) {
      if (words.trim() === '') return refuse('FIELDS_MISSING', { fields: 'words' });
      if (percent !== null && !(percent >= 0 && percent <= 100)) {
        return refuse('VALUE_OUT_OF_RANGE', { field: 'percent' });
      }
      d.record('progress-reported', { by: actor.person, at: d.now, percent, words });
      return null;
    },
  },
  'make-contribution': {
    from: WORKING,
    decide(d, { document, words }, actor) {
      const { role, lead } = d.task;
      if (role !== 'coordinating' || handsIn(d.task)) {
        return refuse('NOT_OF_THIS_TASK', { act: 'make-contribution' });
      }
      if (words.trim() === '') return refuse('FIELDS_MISSING', { fields: 'words' });
      if (document !== null && !isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
      d.record('contribution-made', { by: actor.person, document, words });
      d.tell('contribution-made', lead ?? d.reviewer.desk, OFFICERS, 'in-digest');
      return null;
    },
  },
  'submit-product': { from: WORKING, decide: submit },
  'accept-product': {
    from: WORKING,
    decide(d, { occurrence: id, checksum }, actor) {
      const found = submittedOne(d, id);
      if ('kind' in found) return found;
      const product = newestProduct(found);
      if (product?.checksum !== checksum) return refuse('PROPOSAL_CHANGED');
      // Nobody accepts what they handed in, or were named to do.
      if (isDoer(d.task, found, actor.person)) return refuse('AUTHOR_CANNOT_DECIDE');
      if (owesHandOver(d.task, found)) {
        return refuse('STEP_MISSING', { step: 'hand-over-proposals' });
      }
      d.record('product-accepted', { by: actor.person, occurrence: id });
      d.meet('task-review', id);
      d.tell('product-accepted', d.task.office, HEADS, 'in-digest');
      startForwarding(d, found);
      finishWhenAllIsIn(d);
      return null;
    },
  },
  'return-product': {
    from: WORKING,
    decide(d, { occurrence: id, reason }, actor) {
      const found = submittedOne(d, id);
      if ('kind' in found) return found;
      if (reason.trim() === '') return refuse('REASON_MISSING');
      if (isDoer(d.task, found, actor.person)) return refuse('AUTHOR_CANNOT_DECIDE');
      d.meet('task-review', id);
      returnProduct(d, id, { by: actor.person, reason });
      return null;
    },
  },
};

/** Sends a product back: it is owed again within its own time. */
export function returnProduct(
  d: TaskDeciding,
  id: string,
  { by, reason }: { readonly by: string; readonly reason: string },
): void {
  const { office } = d.task;
  d.record('product-returned', { by, occurrence: id, reason });
  if (owes(d.task)) d.start('task-submit-again', { owner: office, subject: id });
  d.tell('product-returned', office, [...HEADS, ...OFFICERS]);
}

function submit(
  d: TaskDeciding,
  data: TaskActData['submit-product'],
  actor: PersonActor,
): Refusal | null {
  if (!handsIn(d.task)) return refuse('NOT_OF_THIS_TASK', { act: 'submit-product' });
  const refusal = contentRefusal(d, data);
  if (refusal !== null) return refusal;
  const found = awaited(d, data.occurrence);
  if ('kind' in found) return found;
  const { id, submissions, lateSince } = found;
  const { document, note, exchange, list } = data;
  const revision = submissions.length + 1;
  const content = { occurrence: id, revision, document, note, exchange, list };
  const checksum = d.context.checksum({ task: d.task.number, ...content });
  // What came in time stays so, however often it is returned.
  const arrival = submissions[0]?.arrival ?? (lateSince === null ? 'on-time' : 'late');
  d.record('product-submitted', { ...content, checksum, by: actor.person, at: d.now, arrival });
  d.meet('task-due', id);
  d.meet('occurrence-due', id);
  d.meet('task-submit-again', id);
  d.start('task-review', { owner: d.reviewer.desk, subject: id });
  d.tell('product-submitted', d.reviewer.desk, OFFICERS, 'in-digest');
  return null;
}

/** The occurrence that something is handed in for; opened now where it is done as matters arise. */
function awaited(d: TaskDeciding, wanted: string | null): TaskOccurrence | Refusal {
  const { occurrences, terms } = d.task;
  if (wanted === null && isAsItArises(terms)) {
    openOccurrence(d, nextId(d.task), null);
    tellOpened(d);
    return d.task.occurrences.at(-1) as TaskOccurrence;
  }
  const open = occurrences.filter(({ status }) => AWAITED.includes(status));
  // Nobody means a period that has passed without saying so.
  const owed = open.filter(({ status }) => status !== 'missed').sort(byDue)[0];
  if (wanted === null) return owed ?? refuse('OCCURRENCE_NOT_OPEN', { occurrence: '' });
  const found = occurrences.find(({ id }) => id === wanted);
  if (found === undefined) return refuse('UNKNOWN_OCCURRENCE', { occurrence: wanted });
  return open.includes(found) ? found : refuse('OCCURRENCE_NOT_OPEN', { occurrence: wanted });
}

/** What has to be there before a product of this kind of task can be handed in. */
function contentRefusal(
  d: TaskDeciding,
  { document, exchange, list }: TaskActData['submit-product'],
): Refusal | null {
  const { terms, regulation } = d.task;
  const { nature } = terms;
  if (!isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
  if (nature.kind === 'training-exchange') {
    const said = exchange === null ? [] : [exchange.who, exchange.approvedBy, exchange.result];
    if (exchange === null || said.some((text) => text.trim() === '')) {
      return refuse('FIELDS_MISSING', { fields: 'who|approvedBy|result' });
    }
  } else if (exchange !== null) {
    return refuse('FIELDS_NOT_ALLOWED', { fields: 'exchange' });
  }
  const isAppraised = nature.kind === 'collection' && nature.forwardedTo !== null;
  if (isAppraised && list === null) return refuse('FIELDS_MISSING', { fields: 'list' });
  if (!isAppraised && list !== null) return refuse('FIELDS_NOT_ALLOWED', { fields: 'list' });
  if (nature.kind === 'regulation' && regulation.issued === null) {
    return refuse('STEP_MISSING', { step: 'issue-regulation' });
  }
  const missing = subjectsMissing(d.task);
  if (missing.length === 0) return null;
  return refuse('STEP_MISSING', { step: 'register-decision', subjects: missing.join(', ') });
}

/** A list that has to change goes on to whoever appraises it. */
function startForwarding(d: TaskDeciding, occurrence: TaskOccurrence): void {
  if (newestProduct(occurrence)?.list !== 'to-amend') return;
  d.start('list-forward', { owner: d.reviewer.desk, subject: occurrence.id });
  d.tell('list-to-forward', d.reviewer.desk, OFFICERS, 'in-digest');
}

function submittedOne(d: TaskDeciding, id: string): TaskOccurrence | Refusal {
  const found = d.task.occurrences.find((one) => one.id === id);
  if (found === undefined) return refuse('UNKNOWN_OCCURRENCE', { occurrence: id });
  return found.status === 'submitted' ? found : refuse('OCCURRENCE_NOT_OPEN', { occurrence: id });
}
