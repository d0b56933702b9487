import { z } from 'zod';
import type { CivilDate } from '../domain/time/instant.ts';
import { isOurTime, parseDate } from '../domain/time/instant.ts';

/** A text in the three languages of the product. */
export const text = z.strictObject({
  vi: z.string().min(1),
  en: z.string().min(1),
  lo: z.string().min(1),
});

/** A day as it is written: YYYY-MM-DD, there, and of our time. */
export const date = z
  .string()
  .refine((value) => isOurTime(value) && parseDate(value) !== undefined, 'not a date YYYY-MM-DD')
  .transform((value) => value as CivilDate);

/** How sure a rule is: by the present law, by an old one, by a plan, or set by a named officer. */
export const certainty = z.enum(['plan', 'law', 'old-law', 'set-by-officer']);
