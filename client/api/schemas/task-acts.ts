import { z } from 'zod';
import type { TaskAct, TaskActData, TaskActKind } from '../../../domain/tasks/act.ts';
import {
  APPRAISALS,
  CONTEST_DECISIONS,
  DECISION_REVIEWS,
  LIST_RESULTS,
} from '../../../domain/tasks/vocabulary.ts';
import type { Differing } from './any-act.ts';
import { anyOf } from './any-act.ts';
import { dateIn, instantIn, officeId, orNull, sha256, text, uuid } from './basics.ts';

const LINE = 300;

const reason = z.string().max(2_000);
const words = z.string().max(8_000);
const line = z.string().max(LINE);
const mark = text(100);

/** A document by its checksum; its bytes are stored apart, where they are stored at all. */
export const documentIn = z.strictObject({ sha256, title: text(LINE) });

const submission = z.strictObject({
  occurrence: orNull(mark).meta({
    description: 'Left out: the only one, the oldest that is owed, or one as matters arise.',
  }),
  document: documentIn,
  note: z.string().max(4_000).default(''),
  exchange: orNull(z.strictObject({ who: line, approvedBy: line, result: words })),
  list: orNull(z.enum(LIST_RESULTS)),
});

const listMark = mark
  .nullish()
  .meta({ description: 'Null or left out: the list that waits longest.' });

/** What each act on a task says, field by field. */
export const TASK_ACT_SCHEMAS = {
  'see-task': z.strictObject({}),
  'accept-task': z.strictObject({ person: uuid }),
  'contest-task': z.strictObject({ reason }),
  'decide-contest': z.strictObject({
    decision: z.enum(CONTEST_DECISIONS),
    words: reason,
    to: orNull(officeId),
  }),
  'answer-invitation': z.strictObject({ takesPart: z.boolean(), words: reason }),
  'name-person': z.strictObject({ person: uuid, reason }),
  'report-progress': z.strictObject({ percent: orNull(z.number()), words }),
  'make-contribution': z.strictObject({ document: orNull(documentIn), words }),
  'submit-product': submission,
  'accept-product': z.strictObject({ occurrence: mark, checksum: sha256 }),
  'return-product': z.strictObject({ occurrence: mark, reason }),
  'urge-task': z.strictObject({ words }),
  'extend-task': z.strictObject({ clock: mark, until: instantIn, reason }),
  'register-decision': z.strictObject({
    subject: mark,
    number: z.string().max(100),
    date: dateIn,
    covers: z.string().max(2_000),
    reviewOn: dateIn,
    document: documentIn,
  }),
  'review-decision': z.strictObject({
    decision: mark,
    result: z.enum(DECISION_REVIEWS),
    reviewOn: orNull(dateIn),
    reason,
  }),
  'record-draft': z.strictObject({ document: documentIn }),
  'record-opinion': z.strictObject({ from: line, text: words }),
  'issue-regulation': z.strictObject({
    number: z.string().max(100),
    date: dateIn,
    document: documentIn,
  }),
  'forward-list': z.strictObject({
    occurrence: listMark,
    number: z.string().max(100),
    date: dateIn,
  }),
  'record-appraisal': z.strictObject({
    occurrence: listMark,
    number: z.string().max(100),
    date: dateIn,
    result: z.enum(APPRAISALS),
    words: reason,
  }),
  'record-inspection': z.strictObject({
    on: dateIn,
    inspected: officeId,
    findings: words,
    document: orNull(documentIn),
  }),
  'propose-commendation': z.strictObject({ whom: line, why: reason }),
  'hand-over-proposals': z.strictObject({
    occurrence: mark.nullish().meta({
      description: 'Null or left out: the oldest that is not accepted yet, else the newest.',
    }),
    proposals: z.array(z.string().max(4_000)).max(100),
    notNeeded: reason.nullish().meta({
      description: 'Why nothing has to change; only where there are no proposals.',
    }),
    document: documentIn,
  }),
} as const satisfies { readonly [K in TaskActKind]: z.ZodType<TaskActData[K]> };

type SameTaskAct = [Differing<TaskActData, typeof TASK_ACT_SCHEMAS>] extends [never]
  ? TaskAct
  : never;

/** An act on a task as it is sent. */
export const taskActIn = anyOf(TASK_ACT_SCHEMAS).meta({
  id: 'TaskAct',
}) as unknown as z.ZodType<SameTaskAct>;
