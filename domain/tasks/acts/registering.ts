import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { isDocumentRef } from '../../plans/document-ref.ts';
import type { CivilDate } from '../../time/instant.ts';
import { dateOf, parseDate } from '../../time/instant.ts';
import type { TaskActRules, TaskDeciding } from '../deciding.ts';
import { WORKING } from '../deciding.ts';
import type { RegisteredDecision } from '../task.ts';
import type { TaskStage } from '../vocabulary.ts';

type Registering =
  'register-decision' | 'review-decision' | 'record-draft' | 'record-opinion' | 'issue-regulation';

/** A decision is reviewed on its day also when the task is done. */
const KEPT_UP: readonly TaskStage[] = [...WORKING, 'done'];

/** Decisions of the head that are registered and reviewed, and a regulation from draft to issue. */
export const REGISTERING: TaskActRules<Registering> = {
  'register-decision': {
    from: KEPT_UP,
    decide(d, data) {
      const { nature } = d.task.terms;
      if (nature.kind !== 'registered-decisions') {
        return refuse('NOT_OF_THIS_TASK', { act: 'register-decision' });
      }
      if (!nature.subjects.some(({ id }) => id === data.subject)) {
        return refuse('UNKNOWN_SUBJECT', { subject: data.subject });
      }
      if (data.number.trim() === '' || data.covers.trim() === '') {
        return refuse('FIELDS_MISSING', { fields: 'number|covers' });
      }
      if (!isDocumentRef(data.document)) return refuse('DOCUMENT_MISSING');
      const wrong = pastRefusal(d, data.date) ?? reviewRefusal(d, data.reviewOn);
      if (wrong !== null) return wrong;
      // Whatever became of it since: another decision has another number or day.
      if (d.task.decisions.some((one) => isSameDecision(one, data))) {
        return refuse('ALREADY_DONE', { act: 'register-decision' });
      }
      const before = d.task.decisions.find(
        ({ subject, status }) => subject === data.subject && status === 'in-force',
      );
      if (before !== undefined) endReview(d, before.id);
      const id = `decision-${d.task.decisions.length + 1}`;
      d.record('decision-registered', { id, ...data, status: 'in-force' });
      startReview(d, id, data.reviewOn);
      return null;
    },
  },
  'review-decision': {
    from: KEPT_UP,
    decide(d, { decision, result, reviewOn, reason }, actor) {
      const found = d.task.decisions.find(({ id }) => id === decision);
      if (found === undefined) return refuse('UNKNOWN_DECISION', { decision });
      if (found.status !== 'in-force') return refuse('DECISION_NOT_IN_FORCE', { decision });
      if (reason.trim() === '') return refuse('REASON_MISSING');
      if ((result === 'kept') !== (reviewOn !== null)) {
        return refuse('FIELDS_MISSING', { fields: 'reviewOn' });
      }
      const wrong = reviewOn === null ? null : reviewRefusal(d, reviewOn);
      if (wrong !== null) return wrong;
      d.record('decision-reviewed', { by: actor.person, decision, result, reviewOn, reason });
      d.meet('decision-review', decision);
      if (reviewOn !== null) startReview(d, decision, reviewOn);
      return null;
    },
  },
  'record-draft': {
    from: WORKING,
    decide(d, { document }, actor) {
      const refusal = regulationRefusal(d, 'record-draft');
      if (refusal !== null) return refusal;
      if (!isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
      d.record('draft-recorded', { ...document, by: actor.person });
      return null;
    },
  },
  'record-opinion': {
    from: WORKING,
    decide(d, { from, text }, actor) {
      const refusal = regulationRefusal(d, 'record-opinion');
      if (refusal !== null) return refusal;
      if (from.trim() === '' || text.trim() === '') {
        return refuse('FIELDS_MISSING', { fields: 'from|text' });
      }
      if (d.task.regulation.drafts.length === 0) {
        return refuse('STEP_MISSING', { step: 'record-draft' });
      }
      d.record('opinion-recorded', { by: actor.person, from, text });
      return null;
    },
  },
  'issue-regulation': {
    from: WORKING,
    decide(d, { number, date, document }, actor) {
      const refusal = regulationRefusal(d, 'issue-regulation');
      if (refusal !== null) return refusal;
      if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
      if (!isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
      const wrong = pastRefusal(d, date);
      if (wrong !== null) return wrong;
      const { drafts, opinions } = d.task.regulation;
      if (drafts.length === 0) return refuse('STEP_MISSING', { step: 'record-draft' });
      if (opinions.length === 0) return refuse('STEP_MISSING', { step: 'record-opinion' });
      d.record('regulation-issued', { ...document, by: actor.person, number, date });
      return null;
    },
  },
};

type Identity = Pick<RegisteredDecision, 'subject' | 'number' | 'date'>;

function isSameDecision(one: Identity, other: Identity): boolean {
  const isSameDay = one.subject === other.subject && one.date === other.date;
  return isSameDay && one.number.trim() === other.number.trim();
}

function regulationRefusal(d: TaskDeciding, act: string): Refusal | null {
  const { terms, regulation } = d.task;
  if (terms.nature.kind !== 'regulation') return refuse('NOT_OF_THIS_TASK', { act });
  return regulation.issued === null ? null : refuse('ALREADY_DONE', { act: 'issue-regulation' });
}

/** A document is dated today or earlier. */
export function pastRefusal(d: TaskDeciding, date: CivilDate): Refusal | null {
  if (parseDate(date) === undefined) return refuse('INVALID_FIELD', { field: 'date' });
  return date > dateOf(d.now) ? refuse('MOMENT_IN_FUTURE', { field: 'date' }) : null;
}

function reviewRefusal(d: TaskDeciding, reviewOn: CivilDate): Refusal | null {
  const isLater = parseDate(reviewOn) !== undefined && reviewOn > dateOf(d.now);
  return isLater ? null : refuse('VALUE_OUT_OF_RANGE', { field: 'reviewOn' });
}

// Of whoever was only asked the day is kept, but nothing lapses on it.
function startReview(d: TaskDeciding, decision: string, date: CivilDate): void {
  if (d.task.role === 'asked') return;
  const value = { kind: 'by-date', date, policy: 'plain' } as const;
  d.start('decision-review', { owner: d.task.office, subject: decision, value });
}

function endReview(d: TaskDeciding, decision: string): void {
  const clock = d.running('decision-review', decision);
  if (clock !== undefined) d.record('clock-stopped', { clock: clock.id });
}
