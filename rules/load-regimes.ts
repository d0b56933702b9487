import { z } from 'zod';
import { OFFICE_KINDS } from '../domain/offices/office.ts';
import { REGIMES } from '../domain/reporting/form.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import { parseDate } from '../domain/time/instant.ts';
import { certainty, text } from './schemas.ts';
import { readYaml } from './yaml-file.ts';

const FILE = new URL('./regimes/regimes.yaml', import.meta.url);

// 29 February is no day of every year.
const yearDay = z
  .string()
  .regex(
    /^([+-]\d )?\d\d-\d\d$/,
    'a day of the year is MM-DD, with "-1 " before it for last year, "+1 " for next year',
  )
  .transform((value) => ({ years: Number(/^[+-]\d/.exec(value)?.[0] ?? 0), day: value.slice(-5) }))
  .refine(({ day }) => parseDate(`2027-${day}`) !== undefined, 'no day of every year');

const basis = z
  .strictObject({ citation: z.string().min(1), certainty })
  .nullable()
  .default(null);

const addressees = z.strictObject({
  kinds: z.array(z.enum(OFFICE_KINDS)).min(1),
  draftedBy: z
    .union([
      z.enum(OFFICE_KINDS),
      z.strictObject({ code: z.string().regex(/^[A-Z]+$/, 'no code like STC') }),
    ])
    .nullable()
    .default(null),
  below: z.array(z.enum(OFFICE_KINDS)),
  due: yearDay,
  belowDue: yearDay.nullable().default(null),
  dueBasis: basis,
  belowBasis: basis,
});

const regime = z
  .strictObject({
    id: z.enum(REGIMES),
    version: z.number().int().positive(),
    name: text,
    symbol: z.string().regex(/^[A-Z0-9]{2,8}$/),
    citation: z.string().min(1),
    certainty,
    everyYears: z.number().int().positive(),
    firstYear: z.number().int().min(2024),
    lastYear: z.number().int().nullable().default(null),
    opens: yearDay,
    figures: z.strictObject({ from: yearDay, to: yearDay }),
    submitFrom: yearDay,
    policy: z.enum(['plain', 'strict', 'roll']),
    catchUpDays: z.number().int().positive(),
    collector: z.strictObject({
      office: z.string().min(1),
      drafting: z.string().min(1),
      sendsTo: z.string().min(1),
      due: yearDay.nullable().default(null),
    }),
    consolidatedWithin: z.number().int().positive().nullable(),
    addressees: z.array(addressees),
  })
  .refine((rule) => (rule.collector.due === null) !== (rule.consolidatedWithin === null), {
    message: 'the consolidated report has a date, or working days after the cut-off, not both',
    path: ['consolidatedWithin'],
  })
  .refine((rule) => rule.lastYear === null || rule.lastYear >= rule.firstYear, {
    message: 'the last year lies before the first',
    path: ['lastYear'],
  })
  .refine((rule) => rule.opens.years === 0, {
    message: 'the year of a cycle is the year in which it opens',
    path: ['opens'],
  }) satisfies z.ZodType<RegimeRule>;

const file = z.array(regime).superRefine((rules, context) => {
  for (const id of REGIMES.filter((one) => rules.filter((rule) => rule.id === one).length !== 1)) {
    context.addIssue({ code: 'custom', message: `not exactly one rule for ${id}` });
  }
});

/** The duties to report. Throws with the file, line and field of what is wrong. */
export function loadRegimes(from: URL = FILE): RegimeRule[] {
  return readYaml(from, file);
}
