import { z } from 'zod';
import type { PlanDue } from '../../../domain/plans/plan.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { dateIn, officeId, orNull, text, textsIn } from './basics.ts';

const MONTH = /^(20|21)\d{2}-(0[1-9]|1[0-2])$/;
const LONGEST = 300;

/** Words in three languages, or in one: then they stand for all three. */
const words = z
  .union([textsIn, text(LONGEST).transform((vi) => ({ vi, en: vi, lo: vi }))])
  .meta({ description: 'A text, or the same in vi, en and lo.' });

const policy = <T extends string>(...policies: [T, ...T[]]) => z.enum(policies);
const date = (given: string) => given as CivilDate;

/** By when: before or by a date, in months, or standing, with or without a rhythm. */
const due = z.union([
  z.strictObject({
    kind: z.literal('date'),
    reading: z.literal('before'),
    date: dateIn.transform(date),
    policy: policy('plain', 'strict').default('plain'),
  }),
  z.strictObject({
    kind: z.literal('date'),
    reading: z.literal('by'),
    date: dateIn.transform(date),
    policy: policy('plain', 'strict', 'roll').default('plain'),
  }),
  z
    .strictObject({
      kind: z.literal('months'),
      from: z.string().regex(MONTH),
      to: z.string().regex(MONTH),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: 'ends before it begins' }),
  z.strictObject({
    kind: z.literal('standing'),
    every: orNull(
      z
        .enum(['quarter', 'half-year', 'year'])
        // A rhythm that no document gives is the head's own.
        .transform((unit) => ({ unit, certainty: 'set-by-officer' as const })),
    ),
  }),
]) satisfies z.ZodType<PlanDue>;

/** A task that an office gives itself below a plan. */
export const ownTaskIn = z
  .strictObject({
    office: orNull(officeId).meta({ description: 'Left out: the office that I act in.' }),
    job: words,
    product: orNull(words),
    due: orNull(due),
    carriesOut: orNull(text(100)).meta({
      description: 'The task of the plan that it carries out.',
    }),
  })
  .meta({ id: 'OwnTask' });
