import { z } from 'zod';
import { CLEARS } from '../../../domain/plans/plan.ts';
import { TASK_ACT_KINDS } from '../../../domain/tasks/decide.ts';
import { TASK_STANDINGS } from '../../../domain/tasks/rows.ts';
import {
  APPRAISALS,
  CONTEST_DECISIONS,
  LIST_RESULTS,
  OCCURRENCE_STATES,
  TASK_ENDINGS,
  TASK_STAGES,
} from '../../../domain/tasks/vocabulary.ts';
import { dateOut, instantOut, textsOut } from './basics.ts';
import { clockOut, many, namesOut } from './incident.ts';
import { keptByOut } from './plan-out.ts';

const count = z.number().int();
const office = z.string();
const person = z.string();

export const taskStage = z.enum(TASK_STAGES);
export const taskStanding = z.enum(TASK_STANDINGS);
export const taskRole = z.enum(['lead', 'coordinating', 'asked']);
const ending = z.enum(TASK_ENDINGS).nullable();

export const listedTask = z
  .object({
    id: z.string(),
    number: z.string(),
    plan: z.string(),
    task: z.string(),
    job: textsOut,
    office,
    role: taskRole,
    desk: office,
    named: person.nullable(),
    phase: z.string().nullable(),
    own: z.boolean(),
    stage: taskStage,
    ending,
    standing: taskStanding,
    openedAt: instantOut,
    /** When the earliest product that is owed is due. */
    due: instantOut.nullable(),
    /** The earliest due of a clock that runs; of my tasks, of one that runs for my office. */
    nextDue: instantOut.nullable(),
    /** What that clock is called: accepting the task has a deadline of its own. */
    nextClock: textsOut.nullable(),
    drill: z.boolean(),
  })
  .meta({ id: 'ListedTask' });

const passage = z.object({
  section: z.string(),
  point: z.string().nullable(),
  letter: z.string().nullable(),
  dash: count.nullable(),
  /** Word for word as in the document. */
  quote: z.string(),
});

export const documentOut = z.object({ sha256: z.string(), title: z.string() });
const exchange = z.object({ who: z.string(), approvedBy: z.string(), result: z.string() });
const period = z.object({ id: z.string(), from: dateOut, to: dateOut });

const submission = z.object({
  occurrence: z.string(),
  revision: count,
  document: documentOut,
  note: z.string(),
  exchange: exchange.nullable(),
  list: z.enum(LIST_RESULTS).nullable(),
  /** What accepting is bound to. */
  checksum: z.string(),
  by: person,
  at: instantOut,
  arrival: z.enum(['on-time', 'late']),
});

const occurrence = z.object({
  id: z.string(),
  name: z.string(),
  period: period.nullable(),
  openedAt: instantOut,
  status: z.enum(OCCURRENCE_STATES),
  due: instantOut.nullable(),
  submissions: many(submission),
  /** When what is late was due. */
  lateSince: instantOut.nullable(),
  returnReason: z.string().nullable(),
  acceptedAt: instantOut.nullable(),
  /** When it was said what becomes of the proposals of this review. */
  handedOverAt: instantOut.optional(),
});

const contest = z.object({
  office,
  by: person,
  at: instantOut,
  reason: z.string(),
  decision: z.enum(CONTEST_DECISIONS).nullable(),
  decidedBy: person.nullable(),
  words: z.string().nullable(),
});

const decision = z.object({
  id: z.string(),
  subject: z.string(),
  number: z.string(),
  date: dateOut,
  covers: z.string(),
  reviewOn: dateOut,
  document: documentOut,
  status: z.enum(['in-force', 'replaced', 'revoked']),
});

const terms = z.object({
  job: textsOut,
  product: textsOut.nullable(),
  /** The fields of a due and of a kind of task go by its kind. */
  due: z.looseObject({ kind: z.string() }).nullable(),
  nature: z.looseObject({ kind: z.string() }),
  phase: z.object({ id: z.string(), from: dateOut, to: dateOut.nullable() }).nullable(),
});

const clears = z.object({
  person: z.object({ named: person.nullable(), office }),
  job: z.string(),
  responsibility: z.object({ role: taskRole, lead: office.nullable(), accepts: office }),
  due: z.string(),
  product: z.string().nullable(),
  /** Clears that the document does not give; whoever adopted the plan has confirmed them. */
  proposed: many(z.enum(CLEARS)),
});

/** A task of an office, with the passage that gives it and all that was done on it. */
export const taskOut = z
  .object({
    id: z.string(),
    number: z.string(),
    version: count,
    drill: z.boolean(),
    stage: taskStage,
    ending,
    standing: taskStanding,
    plan: z.object({
      plan: z.string(),
      run: z.string(),
      edition: count,
      number: z.string(),
      title: z.string(),
    }),
    task: z.string(),
    own: z.object({ addedBy: person, carriesOut: z.string().nullable() }).nullable(),
    role: taskRole,
    office,
    scope: z.string().nullable(),
    owner: office,
    reviewer: z.object({ office, desk: office }),
    lead: office.nullable(),
    terms,
    /** The passage that gives the task first; none for what an office gave itself. */
    passages: many(passage),
    clears,
    openedAt: instantOut,
    homes: many(
      z.object({
        office,
        since: instantOut,
        why: z.enum(['opened', 'succession', 're-assigned']),
      }),
    ),
    officeSince: dateOut.nullable(),
    seenBy: person.nullable(),
    named: person.nullable(),
    contests: many(contest),
    invitation: z.object({ takesPart: z.boolean(), words: z.string() }).nullable(),
    progress: z
      .object({ by: person, at: instantOut, percent: z.number().nullable(), words: z.string() })
      .nullable(),
    contributions: count,
    /** What the office contributed, and what those who help it contributed to its task. */
    contributed: many(
      z.object({
        office,
        number: z.string(),
        by: person,
        at: instantOut,
        words: z.string(),
        document: documentOut.nullable(),
      }),
    ),
    occurrences: many(occurrence),
    decisions: many(decision),
    /** Subjects on which no registered decision is in force. */
    keptBy: keptByOut,
    missingSubjects: many(z.string()),
    regulation: z.object({
      drafts: many(documentOut.extend({ at: instantOut })),
      opinions: many(z.object({ from: z.string(), text: z.string() })),
      issued: documentOut.extend({ number: z.string(), date: dateOut }).nullable(),
    }),
    list: z.object({
      /** The one forwarded last; of which occurrence, where that was kept. */
      forwarded: z
        .object({
          occurrence: z.string().optional(),
          number: z.string(),
          date: dateOut,
          at: instantOut,
        })
        .nullable(),
      appraised: z
        .object({
          number: z.string(),
          date: dateOut,
          result: z.enum(APPRAISALS),
          words: z.string(),
        })
        .nullable(),
    }),
    inspections: many(
      z.object({
        by: person,
        on: dateOut,
        inspected: office,
        findings: z.string(),
        document: documentOut.nullable(),
      }),
    ),
    commendations: many(z.object({ by: person, whom: z.string(), why: z.string() })),
    handedOver: z
      .object({
        to: z.literal('treaty-change'),
        /** Of which review, where that was kept. */
        occurrence: z.string().optional(),
        proposals: many(z.string()),
        /** Why nothing has to change; only where there are no proposals. */
        notNeeded: z.string().optional(),
        document: documentOut,
        checksum: z.string(),
        by: person,
        at: instantOut,
      })
      .nullable(),
    mergedInto: z.string().nullable(),
    standstill: z.string().nullable(),
    clocks: many(clockOut),
    acts: many(z.enum(TASK_ACT_KINDS as [(typeof TASK_ACT_KINDS)[number]])),
    names: namesOut,
  })
  .meta({ id: 'AgencyTask' });
