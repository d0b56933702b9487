import { z } from 'zod';

const by = z.string();
const refused = z.string().optional();
const reason = z.string();
const texts = z.record(z.string(), z.string()).default({});
const number = z.union([z.int(), z.boolean().transform(Number)]);

// An office's own report, or the consolidated one of an office that collects.
const report = z.string().regex(/^[A-Z0-9-]+(\.TH)?$/);

/** What a step about a year of reports may be, by its first word: what is done, to whose report. */
export const REPORT_STEPS = {
  /** Opens a year; without one, the year that it is there. */
  'open-cycle': z.strictObject({
    'open-cycle': z.strictObject({
      regime: z.string(),
      year: z.int().optional(),
      only: z.array(z.string()).min(1).optional(),
      drill: z.boolean().default(true),
      reason,
    }),
    by,
    refused,
  }),
  /**
   * Fills in what is given. What is known is left to the system; every other figure that nobody has
   * filled in becomes 0, and every narrative that lacks words gets those of `words`.
   */
  fill: z.strictObject({
    fill: report,
    by,
    words: z.string().optional(),
    figures: z.record(z.string(), number).default({}),
    narratives: texts,
    explanations: texts,
    refused,
  }),
  consolidate: z.strictObject({ consolidate: report, by, refused }),
  opinion: z.strictObject({ opinion: report, by, text: z.string(), refused }),
  /** Signs the draft as it lies there. */
  submit: z.strictObject({ submit: report, by, refused }),
  nil: z.strictObject({ nil: report, by, reason, refused }),
  accept: z.strictObject({ accept: report, by, refused }),
  /** Returns it: as a whole for one reason, or part by part. */
  return: z.strictObject({
    return: report,
    by,
    reasons: z.union([z.string(), z.record(z.string(), z.string())]),
    refused,
  }),
  'ask-late': z.strictObject({ 'ask-late': report, by, until: z.string(), reason, refused }),
  'answer-late': z.strictObject({
    'answer-late': report,
    by,
    permit: z.boolean(),
    until: z.string(),
    reason,
    refused,
  }),
  supplement: z.strictObject({ supplement: report, by, reason, refused }),
  dispatch: z.strictObject({
    dispatch: report,
    by,
    number: z.string(),
    channel: z.string(),
    to: z.string(),
    refused,
  }),
  /** Any other act, as the API takes it. */
  act: z.strictObject({
    act: z.string(),
    on: report,
    by,
    data: z.record(z.string(), z.unknown()).default({}),
    refused,
  }),
  /** Writes the paper (docx) or the spreadsheet (xlsx) of a report, where a folder was named. */
  export: z.strictObject({ export: report, by, file: z.string().regex(/^[\w.-]+\.(docx|xlsx)$/) }),
  expect: z.strictObject({
    on: z.union([z.literal('cycle'), report]),
    by,
    expect: z.strictObject({
      stage: z.string().optional(),
      ending: z.string().optional(),
      /** Of a report: how it came in, in the newest signed or else in the saved state. */
      arrival: z.string().optional(),
      nil: z.boolean().optional(),
      figures: z.record(z.string(), number).optional(),
      known: z.record(z.string(), number).optional(),
      /** Figures that differ from what is known: explained or not. */
      differences: z.record(z.string(), z.enum(['explained', 'unexplained'])).optional(),
      /** Offices whose report did not come; of the cycle, with those below the addressees. */
      missing: z.array(z.string()).optional(),
      late: z.array(z.string()).optional(),
      returned: z.int().optional(),
      /** Of the cycle: how many reports there are. */
      reports: z.int().optional(),
      told: z.array(z.string()).optional(),
    }),
  }),
} as const;

type Steps = { [Word in keyof typeof REPORT_STEPS]: z.infer<(typeof REPORT_STEPS)[Word]> };
export type ReportStep = Steps[keyof Steps];
export type ReportStepOf<Word extends keyof Steps> = Steps[Word];
