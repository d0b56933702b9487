import { z } from 'zod';

const data = z.record(z.string(), z.unknown());
const by = z.string();
const refused = z.string().optional();

/** What a step about a case, or about time, may be, by its first word. */
export const INCIDENT_STEPS = {
  report: z.strictObject({ report: data, by, refused }),
  act: z.strictObject({ act: z.string(), by, data: data.default({}), refused }),
  /** Approves the newest proposal of a kind, by the checksum that stands on it. */
  approve: z.strictObject({ approve: z.string(), by, refused }),
  return: z.strictObject({
    return: z.string(),
    by,
    reason: z.string(),
    to: z.enum(['closing', 'remedying']).nullable().default(null),
    refused,
  }),
  /** Releases every field of the newest draft to the Lao side. */
  release: z.strictObject({ release: z.enum(['lao-notice', 'lao-urging']), by, refused }),
  wait: z.strictObject({
    wait: z.union([
      z.strictObject({ lapse: z.string() }),
      z.strictObject({ hours: z.number().positive() }),
      z.strictObject({ days: z.number().positive() }),
      z.strictObject({ until: z.string() }),
      /** A moment: with its year, or the next one of its month and day (`12-16T09:00`). */
      z.strictObject({ to: z.string() }),
    ]),
  }),
  /** Sets an open clock; `only: real` leaves a drill, whose time can be skipped, as it is. */
  rule: z.strictObject({
    rule: z.string(),
    value: data,
    reason: z.string(),
    by,
    only: z.literal('real').optional(),
  }),
  expect: z.strictObject({
    expect: z.strictObject({
      stage: z.string().optional(),
      ending: z.string().optional(),
      handling: z.string().optional(),
      lapsed: z.string().optional(),
      clocks: z.record(z.string(), z.string()).optional(),
      told: z.array(z.string()).optional(),
      unseen: z.array(z.string()).optional(),
    }),
    by: by.optional(),
  }),
} as const;

type Steps = {
  [Word in keyof typeof INCIDENT_STEPS]: z.infer<(typeof INCIDENT_STEPS)[Word]>;
};
export type IncidentStep = Steps[keyof Steps];
export type IncidentStepOf<Word extends keyof Steps> = Steps[Word];
