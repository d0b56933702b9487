import { z } from 'zod';
import { LONGEST_NARRATIVE } from '../../../domain/reporting/checking.ts';
import type {
  ReportAct,
  ReportActData,
  ReportActKind,
} from '../../../domain/reporting/process/act.ts';
import type { CycleAct, CycleActData, CycleActKind } from '../../../domain/reporting/year/act.ts';
import { FORM_STEPS } from '../../../domain/reporting/step.ts';
import type { Differing } from './any-act.ts';
import { anyOf } from './any-act.ts';
import { dateIn, instantIn, orNull, sha256, text, uuid } from './basics.ts';

// More than any form has of one kind of field.
const MOST_FIELDS = 500;

const reason = z.string().max(2_000);
const id = text(100);
// In đồng; how large, and whether it is whole, is for the domain to say.
const amount = z.number();
const words = z.string().max(LONGEST_NARRATIVE);

/** By the ids of a form, which the domain holds them to. */
const byField = <T extends z.ZodType>(value: T) =>
  z
    .record(id, value)
    .refine((fields) => Object.keys(fields).length <= MOST_FIELDS, { error: 'too many fields' });

const savingPart = z.strictObject({
  part: z.strictObject({
    part: id,
    // Whether it is a whole number, and how large, is for the form to say, by figure.
    figures: byField(z.number().nullable()),
    narratives: byField(words),
    explanations: byField(words),
  }),
  basedOn: z.number().int().min(0).max(1_000_000),
});

/** What each act on a report says, field by field. */
export const REPORT_ACT_SCHEMAS = {
  'assign-report': z.strictObject({ person: uuid }),
  'save-part': savingPart,
  'save-parts': z.strictObject({ parts: z.array(savingPart).max(100) }),
  consolidate: z.strictObject({}),
  'give-opinion': z.strictObject({ text: z.string().max(8_000) }),
  'record-council': z.strictObject({
    step: z.enum(FORM_STEPS).exclude(['advice']),
    number: z.string().max(100),
    on: dateIn,
    amount: orNull(amount),
  }),
  'give-advice': z.strictObject({
    text: z.string().max(8_000),
    number: z.string().max(100),
    on: dateIn,
    amount: orNull(amount),
  }),
  'submit-report': z.strictObject({ checksum: sha256 }),
  'submit-nil': z.strictObject({ reason }),
  'return-report': z.strictObject({
    reasons: z.array(z.strictObject({ part: orNull(id), reason })).max(100),
  }),
  'accept-report': z.strictObject({ checksum: sha256 }),
  'ask-late': z.strictObject({ until: instantIn, reason }),
  'answer-late': z.strictObject({ permit: z.boolean(), until: instantIn, reason }),
  'begin-supplement': z.strictObject({ reason }),
  'dispatch-report': z.strictObject({
    number: z.string().max(100),
    channel: z.string().max(100),
    to: z.string().max(300),
  }),
} as const satisfies { readonly [K in ReportActKind]: z.ZodType<ReportActData[K]> };

type SameReportAct = [Differing<ReportActData, typeof REPORT_ACT_SCHEMAS>] extends [never]
  ? ReportAct
  : never;

/** An act on a report as it is sent. */
export const reportActIn = anyOf(REPORT_ACT_SCHEMAS).meta({
  id: 'ReportAct',
}) as unknown as z.ZodType<SameReportAct>;

/** What each act on a cycle says. */
const CYCLE_ACT_SCHEMAS = {
  'cancel-cycle': z.strictObject({ reason }),
} as const satisfies { readonly [K in CycleActKind]: z.ZodType<CycleActData[K]> };

type SameCycleAct = [Differing<CycleActData, typeof CYCLE_ACT_SCHEMAS>] extends [never]
  ? CycleAct
  : never;

/** An act on a cycle as it is sent. */
export const cycleActIn = anyOf(CYCLE_ACT_SCHEMAS).meta({
  id: 'CycleAct',
}) as unknown as z.ZodType<SameCycleAct>;
