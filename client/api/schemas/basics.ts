import { z } from 'zod';
import { CAPACITIES, CLEARANCES } from '../../../domain/offices/person.ts';
import { OFFICE_KINDS } from '../../../domain/offices/office.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { isOurTime, parseDate, parseInstant } from '../../../domain/time/instant.ts';
import { LANGUAGES } from '../../../locales/index.ts';

// Space of any kind, and marks that nobody sees (Lao text has such between its words).
const UNSEEN = /^[\s\p{Cf}]*$/u;

/** A text of at least one character that can be seen. */
export const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => !UNSEEN.test(value), { error: 'nothing to be read' });

/** What may be left out: then it is null. */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

/** A moment with its offset; comes out in UTC+7. */
export const instantIn = z
  .string()
  .max(40)
  .refine((value) => isOurTime(value) && parseInstant(value) !== undefined, {
    error: 'no moment as RFC 3339 writes it',
  })
  .transform((value): Instant => parseInstant(value) as Instant)
  .meta({ format: 'date-time', description: 'A moment with its offset (RFC 3339).' });

/** A civil date. */
export const dateIn = z
  .string()
  .refine((value) => isOurTime(value) && parseDate(value) !== undefined, {
    error: 'no date as YYYY-MM-DD',
  })
  .transform((value) => value as CivilDate)
  .meta({ format: 'date', description: 'A date YYYY-MM-DD in UTC+7.' });

export const instantOut = z.string().meta({ format: 'date-time' });
export const dateOut = z.string().meta({ format: 'date' });

export const officeId = z
  .string()
  .max(40)
  .regex(/^[A-Z0-9-]+$/)
  .meta({ description: 'The code of an office, for example CAT-15.' });
export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The id of a case, or its number. */
export const caseRef = z
  .string()
  .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(SC|DT)-\d{4}-\d{6,9})$/)
  .meta({ description: 'The id of a case, or its number, for example SC-2026-000123.' });

const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CYCLE_NUMBER = String.raw`(DT-)?[A-Z0-9]+-\d{4}(-\d{1,6})?`;

/** The id of a reporting cycle, or its number. */
export const cycleRef = z
  .string()
  .max(80)
  .regex(new RegExp(`^(${ID}|${CYCLE_NUMBER})$`))
  .meta({ description: 'The id of a reporting cycle, or its number, for example BCN-2026.' });

/** The id of an agency's report, or its number. */
export const reportRef = z
  .string()
  .max(160)
  .regex(new RegExp(`^(${ID}|${CYCLE_NUMBER}\\.[A-Z0-9-]+(\\.TH)?)$`))
  .meta({
    description:
      'The id of a report, or its number, for example BCN-2026.UBX-02647; .TH: of a branch.',
  });

/** A plan that is carried out: its id or number, or the plan's own id or how it begins. */
export const planRef = z
  .string()
  .max(100)
  .regex(new RegExp(`^(${ID}|(DT-)?KH-[A-Z0-9-]+|[a-z0-9]+(-[a-z0-9]+)*-?)$`))
  .meta({
    description:
      'The number of a plan (KH-LAO-CAI-2026), or its id or how it begins (lao-cai, 801).',
  });

export const capacity = z.enum(CAPACITIES);
export const clearance = z.enum(CLEARANCES);
export const officeKind = z.enum(OFFICE_KINDS);
export const language = z.enum(LANGUAGES as ['vi', 'en', 'lo']);

/** A text in the three languages. */
export const textsOut = z.object({ vi: z.string(), en: z.string(), lo: z.string() });

/** A text in the three languages, as it is sent. */
export const textsIn = z.strictObject({ vi: text(300), en: text(300), lo: text(300) });

/** A whole number in an address. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((number) => number >= least && number <= most)
    .meta({ type: 'integer', minimum: least, maximum: most });

/** Which part of a list: `page` counts from 1. */
export const paging = {
  page: wholeNumber(1, 100_000).default(1),
  size: wholeNumber(1, 200).default(50),
};

/** A page as the queries take it. */
export function pageOf(query: { readonly page: number; readonly size: number }) {
  return { limit: query.size, offset: (query.page - 1) * query.size };
}

/** A list of which there may be more. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
  });
