import { z } from 'zod';
import type { ClockRule, ClockRuleId } from '../domain/clocks/rule.ts';
import {
  CLOCK_PROCESSES,
  CLOCK_RULES,
  DIFFICULTY_CLOCKS,
  INCIDENT_CLOCKS,
  PLAN_CLOCKS,
  REPORT_CLOCKS,
  TASK_CLOCKS,
} from '../domain/clocks/rule.ts';
import type { Instant } from '../domain/time/instant.ts';
import { parseInstant } from '../domain/time/instant.ts';
import { LIMITS, faultOf } from '../domain/time/fault.ts';
import type { TimeSpec } from '../domain/time/spec.ts';
import { unitOf } from '../domain/time/spec.ts';
import { certainty, date, text } from './schemas.ts';
import { readYaml } from './yaml-file.ts';

const INCIDENT = new URL('./clocks/incident.yaml', import.meta.url);
const REPORTS = new URL('./clocks/reports.yaml', import.meta.url);
const TASKS = new URL('./clocks/tasks.yaml', import.meta.url);
const PLANS = new URL('./clocks/plans.yaml', import.meta.url);
const DIFFICULTIES = new URL('./clocks/difficulties.yaml', import.meta.url);

const instant = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, 'not an instant')
  .transform((value) => parseInstant(value) as Instant);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const specShape: z.ZodType<TimeSpec> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['hours', 'at-once', 'working-hours']),
    amount: z.number().positive().max(LIMITS.hours),
  }),
  z.strictObject({
    kind: z.enum(['days', 'working-days', 'months', 'years']),
    amount: z.number().int().positive().max(LIMITS.days),
  }),
  z.strictObject({ kind: z.literal('before-date'), date, policy: z.enum(['plain', 'strict']) }),
  z.strictObject({ kind: z.literal('by-date'), date, policy: z.enum(['plain', 'strict', 'roll']) }),
  z.strictObject({ kind: z.literal('month-window'), from: month, to: month }),
  z.strictObject({ kind: z.literal('phase'), from: date, to: date.nullable() }),
  z.strictObject({
    kind: z.literal('recurring'),
    get every() {
      return specShape.nullable();
    },
  }),
  z.strictObject({ kind: z.literal('until'), instant }),
]);

// Whatever is counted starts at some moment; which one is not asked here.
const ANY_MOMENT = '2026-01-01T00:00:00.000+07:00' as Instant;

/** A deadline's kind and amount as files and requests write it. */
export const timeSpecSchema: z.ZodType<TimeSpec> = specShape.superRefine((spec, context) => {
  const fault = faultOf(spec, ANY_MOMENT);
  if (fault !== null) context.addIssue({ code: 'custom', message: `cannot be derived: ${fault}` });
});

const warnSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('half') }),
  z.strictObject({ kind: z.literal('working-days-before'), days: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('hours-before'), hours: z.number().positive() }),
]);

const clockRuleSchema = z
  .strictObject({
    id: z.enum(CLOCK_RULES),
    version: z.number().int().positive(),
    name: text,
    word: text.nullable(),
    citation: z.string().min(1),
    certainty,
    process: z.enum(CLOCK_PROCESSES),
    spec: timeSpecSchema,
    calendar: z.enum(['VN', 'LA']),
    warn: z.array(warnSchema),
    repeat: timeSpecSchema.refine((spec) => unitOf(spec) !== null && spec.kind !== 'until', {
      message: 'a repetition is counted in hours, days, months or years',
    }),
    urgent: z.boolean(),
    extend: z.strictObject({ by: z.enum(['head', 'superior']), atMost: timeSpecSchema }).nullable(),
    validFrom: date,
    validTo: date.nullable(),
  })
  .refine((rule) => rule.validTo === null || rule.validFrom < rule.validTo, {
    message: 'validTo is not after validFrom',
    path: ['validTo'],
  }) satisfies z.ZodType<ClockRule>;

const fileOf = (ids: readonly ClockRuleId[]) =>
  z.array(clockRuleSchema).superRefine((rules, context) => {
    rules.forEach((rule, index) => {
      const earlier = rules.slice(0, index).filter(({ id }) => id === rule.id);
      const say = (message: string) => {
        context.addIssue({ code: 'custom', message: `${rule.id} ${message}`, path: [index, 'id'] });
      };
      if (earlier.some(({ version }) => version >= rule.version)) say('needs a higher version');
      if (earlier.some((other) => areValidTogether(other, rule))) say('is valid twice on some day');
    });
    for (const id of ids.filter((id) => !rules.some((rule) => rule.id === id))) {
      context.addIssue({ code: 'custom', message: `no rule for ${id}` });
    }
  });

/**
 * The clocks as the product brings them, of every kind of case. Throws with the file, line and
 * field of what is wrong.
 */
export function loadClockRules(incident: URL = INCIDENT): ClockRule[] {
  return [
    ...readYaml(incident, fileOf(INCIDENT_CLOCKS)),
    ...readYaml(REPORTS, fileOf(REPORT_CLOCKS)),
    ...readYaml(TASKS, fileOf(TASK_CLOCKS)),
    ...readYaml(PLANS, fileOf(PLAN_CLOCKS)),
    ...readYaml(DIFFICULTIES, fileOf(DIFFICULTY_CLOCKS)),
  ];
}

function areValidTogether(a: ClockRule, b: ClockRule): boolean {
  return (
    (a.validTo === null || b.validFrom < a.validTo) &&
    (b.validTo === null || a.validFrom < b.validTo)
  );
}
