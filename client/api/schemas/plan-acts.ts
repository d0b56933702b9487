import { z } from 'zod';
import { CLEARS } from '../../../domain/plans/plan.ts';
import type { PlanAct, PlanActData, PlanActKind } from '../../../domain/plans/process/act.ts';
import type { Differing } from './any-act.ts';
import { anyOf } from './any-act.ts';
import { dateIn, sha256, text } from './basics.ts';

// More than a plan of this product has tasks.
const MOST_TASKS = 1_000;

const reason = z.string().max(2_000);
const mark = text(100);

/** What each act on a plan says, field by field. */
export const PLAN_ACT_SCHEMAS = {
  'confirm-clears': z.strictObject({
    plan: sha256,
    confirmed: z
      .array(z.strictObject({ task: mark, clears: z.array(z.enum(CLEARS)).max(CLEARS.length) }))
      .max(MOST_TASKS),
  }),
  'propose-adoption': z.strictObject({ plan: sha256 }),
  'propose-amendment': z.strictObject({
    edition: z.number().int().min(1).max(100_000),
    plan: sha256,
    reason,
  }),
  'propose-end': z.strictObject({ reason }),
  'approve-plan': z.strictObject({ proposal: mark, checksum: sha256 }),
  'return-plan': z.strictObject({ proposal: mark, reason }),
  'number-plan': z.strictObject({ number: z.string().max(100), date: dateIn }),
  'set-phase-end': z.strictObject({ phase: mark, to: dateIn, reason }),
  'suspend-plan': z.strictObject({ reason }),
  'resume-plan': z.strictObject({ reason }),
  'withdraw-plan': z.strictObject({ reason }),
} as const satisfies { readonly [K in PlanActKind]: z.ZodType<PlanActData[K]> };

type SamePlanAct = [Differing<PlanActData, typeof PLAN_ACT_SCHEMAS>] extends [never]
  ? PlanAct
  : never;

/** An act on a plan as it is sent. */
export const planActIn = anyOf(PLAN_ACT_SCHEMAS).meta({
  id: 'PlanAct',
}) as unknown as z.ZodType<SamePlanAct>;

// Below the limit of a request's body, with room for the marks of JSON.
const LONGEST_PLAN = 200_000;

/** A plan to be loaded: one that the product brings, or the text of one. */
export const givenPlan = z
  .union([
    z.strictObject({
      plan: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*-?$/)
        .max(100),
    }),
    z.strictObject({ text: text(LONGEST_PLAN) }),
  ])
  .meta({ id: 'GivenPlan' });
