import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ClockRule } from '../domain/clocks/rule.ts';
import { CLOCK_RULES } from '../domain/clocks/rule.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';
import { parseDate, parseInstant } from '../domain/time/instant.ts';
import type { TimeSpec } from '../domain/time/spec.ts';

const FILE = new URL('./clocks/incident.yaml', import.meta.url);

const text = z.strictObject({
  vi: z.string().min(1),
  en: z.string().min(1),
  lo: z.string().min(1),
});
const date = z
  .string()
  .refine((value) => parseDate(value) !== undefined, 'not a date YYYY-MM-DD')
  .transform((value) => value as CivilDate);
const instant = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, 'not an instant')
  .transform((value) => parseInstant(value) as Instant);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** A deadline's kind and amount as files and requests write it. */
export const timeSpecSchema: z.ZodType<TimeSpec> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['hours', 'at-once', 'working-hours']),
    amount: z.number().positive().max(100_000),
  }),
  z.strictObject({
    kind: z.enum(['days', 'working-days', 'months', 'years']),
    amount: z.number().int().positive().max(10_000),
  }),
  z.strictObject({ kind: z.literal('before-date'), date, policy: z.enum(['plain', 'strict']) }),
  z.strictObject({ kind: z.literal('by-date'), date, policy: z.enum(['plain', 'strict', 'roll']) }),
  z.strictObject({ kind: z.literal('month-window'), from: month, to: month }),
  z.strictObject({ kind: z.literal('phase'), from: date, to: date.nullable() }),
  z.strictObject({
    kind: z.literal('recurring'),
    get every() {
      return timeSpecSchema;
    },
  }),
  z.strictObject({ kind: z.literal('until'), instant }),
]);

const warnSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('half') }),
  z.strictObject({ kind: z.literal('working-days-before'), days: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('hours-before'), hours: z.number().positive() }),
]);

const clockRuleSchema = z.strictObject({
  id: z.enum(CLOCK_RULES),
  version: z.number().int().positive(),
  name: text,
  word: text.nullable(),
  citation: z.string().min(1),
  certainty: z.enum(['plan', 'law', 'old-law', 'set-by-officer']),
  process: z.enum(['incident', 'lao-side']),
  spec: timeSpecSchema,
  calendar: z.enum(['VN', 'LA']),
  warn: z.array(warnSchema),
  repeat: timeSpecSchema,
  urgent: z.boolean(),
  extend: z.strictObject({ by: z.enum(['head', 'superior']), atMost: timeSpecSchema }).nullable(),
  validFrom: date,
  validTo: date.nullable(),
}) satisfies z.ZodType<ClockRule>;

/** The clocks as the product brings them. Throws with the file, row and field of what is wrong. */
export function loadClockRules(file: URL = FILE): ClockRule[] {
  const parsed = z.array(clockRuleSchema).safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file.pathname}: ${z.prettifyError(parsed.error)}`);
  const missing = CLOCK_RULES.filter((id) => !parsed.data.some((rule) => rule.id === id));
  if (missing.length > 0) throw new Error(`${file.pathname}: no rule for ${missing.join(', ')}`);
  return parsed.data;
}
