import { z } from 'zod';
import { FILLING_FAULTS } from '../../../domain/reporting/checking.ts';
import { MISMATCH_KINDS } from '../../../domain/reporting/consolidating.ts';
import { FILLING_SCOPES } from '../../../domain/reporting/scope.ts';
import { FIGURE_TYPES } from '../../../domain/reporting/form.ts';
import { FORM_STEPS, STEP_GATES } from '../../../domain/reporting/step.ts';
import { REPORT_ACT_KINDS } from '../../../domain/reporting/process/decide.ts';
import { REPORT_ENDINGS } from '../../../domain/reporting/process/vocabulary.ts';
import { dateOut, instantOut } from './basics.ts';
import { arrival, regime, reportStage } from './cycle-out.ts';
import { clockOut, many, namesOut } from './incident.ts';

const count = z.number().int();
const scope = z.enum(FILLING_SCOPES);
const ending = z.enum(REPORT_ENDINGS).nullable();
const figures = z.record(z.string(), z.number().nullable());
const words = z.record(z.string(), z.string());
const certainty = z.enum(['plan', 'law', 'old-law', 'set-by-officer']);

export const listedReport = z
  .object({
    id: z.string(),
    number: z.string(),
    cycle: z.string(),
    regime,
    year: count,
    office: z.string(),
    scope,
    drafting: z.string(),
    collector: z.string().nullable(),
    stage: reportStage,
    ending,
    /** Null while it is awaited. */
    arrival: arrival.nullable(),
    nil: z.boolean(),
    differences: count,
    openedAt: instantOut,
    due: instantOut.nullable(),
    nextDue: instantOut.nullable(),
    drill: z.boolean(),
  })
  .meta({ id: 'ListedReport' });

const figureOut = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(FIGURE_TYPES),
  unit: z.string(),
  source: z.enum(['by-hand', 'register', 'earlier', 'computed']),
  /** What it has to keep to; the fields of a rule go by its kind. */
  rules: many(z.looseObject({ kind: z.string() })),
  hint: z.string().nullable(),
});

const formOut = z
  .object({
    id: z.string(),
    version: count,
    name: z.string(),
    citation: z.string(),
    certainty,
    parts: many(
      z.object({
        id: z.string(),
        number: z.string(),
        name: z.string(),
        within: z.string().nullable(),
        citation: z.string(),
        certainty,
        figures: many(figureOut),
        narratives: many(
          z.object({
            id: z.string(),
            name: z.string(),
            hint: z.string(),
            required: z.boolean(),
            requiredWhen: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ReportForm' });

const step = z.enum(FORM_STEPS);
const paper = {
  number: z.string(),
  on: dateOut,
  /** In đồng. */
  amount: z.number().nullable(),
  by: z.string(),
  at: instantOut,
};

const part = z.object({ part: z.string(), figures, narratives: words, explanations: words });

const difference = z.object({
  part: z.string(),
  figure: z.string(),
  known: z.number(),
  reported: z.number(),
  explanation: z.string().nullable(),
});

const submission = z.object({
  revision: count,
  checksum: z.string(),
  filling: z.object({
    form: z.object({ form: z.string(), version: count }),
    scope,
    nil: z.boolean(),
    parts: many(part),
  }),
  differences: many(difference),
  by: z.string(),
  office: z.string(),
  signedAs: z.enum(['none', 'TM.', 'KT.', 'TL.', 'TUQ.', 'Q.']),
  at: instantOut,
  arrival: z.enum(['on-time', 'late-permitted', 'late']),
});

const fault = z.object({
  code: z.enum(FILLING_FAULTS),
  part: z.string().nullable(),
  field: z.string().nullable(),
  others: many(z.string()),
  value: z.number().nullable(),
  expected: z.number().nullable(),
  text: z.string(),
});

/** An agency's report with its form, its draft, what the system knows and what was signed. */
export const reportOut = z
  .object({
    id: z.string(),
    number: z.string(),
    version: count,
    drill: z.boolean(),
    cycle: z.object({ id: z.string(), number: z.string(), regime, year: count }),
    office: z.string(),
    scope,
    drafting: z.string(),
    predecessors: many(z.string()),
    collector: z
      .object({ report: z.string(), office: z.string(), drafting: z.string() })
      .nullable(),
    stage: reportStage,
    ending,
    arrival: arrival.nullable(),
    dates: z.object({
      from: dateOut,
      to: dateOut,
      submitFrom: instantOut,
      dueDate: dateOut,
    }),
    openedAt: instantOut,
    notReceivedAt: instantOut.nullable(),
    assigned: many(z.string()),
    form: formOut,
    /** The parts of the draft; `version` is what the next one is based on. */
    parts: many(part.extend({ version: count, by: z.string(), at: instantOut })),
    /** By figure: what the register has, or what the reports below come to. */
    known: z.record(z.string(), z.number()),
    differences: many(difference),
    /** What stands against submitting; none while no draft is open. */
    faults: many(fault),
    /** Of what would be signed now; null while no draft is open. */
    draftChecksum: z.string().nullable(),
    /** What was signed last. */
    submission: submission.nullable(),
    revisions: count,
    acceptedRevision: count.nullable(),
    returns: many(
      z.object({
        at: instantOut,
        reasons: many(z.object({ part: z.string().nullable(), reason: z.string() })),
      }),
    ),
    late: z
      .object({
        askedBy: z.string(),
        reason: z.string(),
        until: instantOut,
        answer: z.enum(['awaited', 'permitted', 'refused']),
        answeredBy: z.string().nullable(),
        words: z.string().nullable(),
      })
      .nullable(),
    opinion: z.object({ by: z.string(), text: z.string(), at: instantOut }).nullable(),
    /** What its form asks for besides, and what waits for each. */
    steps: many(z.object({ step, before: z.enum(STEP_GATES), figure: z.string().nullable() })),
    missingSteps: many(step),
    councils: many(z.object({ step, ...paper })),
    advices: many(z.object({ revision: count, text: z.string(), ...paper })),
    dispatches: many(
      z.object({ number: z.string(), channel: z.string(), to: z.string(), at: instantOut }),
    ),
    consolidated: z
      .object({
        at: instantOut,
        received: many(z.string()),
        notReceived: many(z.string()),
        checksums: words,
        mismatches: count,
      })
      .nullable(),
    addressees: many(
      z.object({
        id: z.string(),
        office: z.string(),
        scope,
        number: z.string().nullable(),
        stage: reportStage.nullable(),
        arrival: arrival.nullable(),
        nil: z.boolean(),
        accepted: z.boolean(),
      }),
    ),
    clocks: many(clockOut),
    acts: many(z.enum(REPORT_ACT_KINDS as [(typeof REPORT_ACT_KINDS)[number]])),
    names: namesOut,
  })
  .meta({ id: 'AgencyReport' });

const line = z.object({
  office: z.string(),
  number: z.string().nullable(),
  value: z.number().nullable(),
  own: z.number().nullable(),
  behind: count,
});

/** What a collector has in its hands: sums with their lines, words with their authors. */
export const consolidationOut = z
  .object({
    figures: many(
      z.object({
        figure: z.string(),
        name: z.string(),
        value: z.number().nullable(),
        lines: many(line),
      }),
    ),
    narratives: many(
      z.object({
        narrative: z.string(),
        texts: many(z.object({ office: z.string(), text: z.string() })),
      }),
    ),
    mismatches: many(
      z.object({
        kind: z.enum(MISMATCH_KINDS),
        office: z.string(),
        figure: z.string(),
        expected: z.number(),
        reported: z.number().nullable(),
        explanation: z.string().nullable(),
        explained: z.boolean(),
      }),
    ),
    arrivals: many(z.object({ office: z.string(), level: count, arrival, nil: z.boolean() })),
    nil: many(z.string()),
    late: many(z.string()),
    latePermitted: many(z.string()),
    notReceived: many(z.string()),
    names: namesOut,
  })
  .meta({ id: 'Consolidation' });

/** A number of a report and what it is made of. */
export const figureDetailOut = z
  .object({
    figure: z.string(),
    name: z.string(),
    unit: z.string(),
    value: z.number().nullable(),
    known: z.number().nullable(),
    lines: many(line),
    /** Numbers only: to open a case needs what every case needs. */
    behind: many(z.object({ office: z.string(), what: z.string() })),
    names: namesOut,
  })
  .meta({ id: 'FigureDetail' });
