import { z } from 'zod';
import { OFFICE_KINDS } from '../../domain/offices/office.ts';
import type { Address } from '../../domain/plans/passages.ts';
import type { Holders, Nature, PlanDue } from '../../domain/plans/plan.ts';
import { CLEARS, KEEPING_PROCESSES, NO_TASK_REASONS } from '../../domain/plans/plan.ts';
import { REGIMES } from '../../domain/reporting/form.ts';
import { isOurTime } from '../../domain/time/instant.ts';
import { certainty, date, text } from '../schemas.ts';

const ADDRESS = /^([IVX]{1,5})(?:\.(\d{1,2}(?:\.\d{1,2})*))?(?:\.([a-zđ]))?(?:-(\d{1,2}))?$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

// Ids and keys stand in numbers and addresses, which are bounded: `DT-KH-<id>-2`.
const LONGEST_ID = 60;
const LONGEST_KEY = 90;
const LONGEST_OFFICE = 40;
const LONGEST_NUMBER = 100;
const LATEST_VERSION = 100_000;

const at = z
  .string()
  .max(LONGEST_ID)
  .regex(ADDRESS, 'not an address like II.2.a-1')
  .transform((value): Address => {
    const [, section = '', point, letter, dash] = ADDRESS.exec(value) ?? [];
    return {
      section,
      point: point ?? null,
      letter: letter ?? null,
      dash: dash === undefined ? null : Number(dash),
    };
  });
// A folded block of YAML ends with a line break that is none of the document's.
const quote = z
  .string()
  .transform((value) => value.replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1));

const office = z
  .string()
  .max(LONGEST_OFFICE)
  .regex(/^[A-Z][A-Z0-9-]*$/, 'not an office like CAT-15');
const key = z
  .string()
  .max(LONGEST_KEY)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not a key like so-ban-nganh');
export const month = z
  .string()
  .regex(MONTH, 'not a month YYYY-MM')
  .refine(isOurTime, 'not a month of our time');

const holders = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('office'),
    office,
    scope: z.string().min(1).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('kinds'),
    kinds: z.array(z.enum(OFFICE_KINDS)).min(1),
    province: z.string().regex(/^(any|none|\d{2})$/, 'two digits, any, or none'),
    under: office.nullable().default(null),
    except: z.array(office).default([]),
  }),
  z.strictObject({ kind: z.literal('named'), name: text }),
]) satisfies z.ZodType<Holders>;

const every = z.strictObject({ unit: z.enum(['quarter', 'half-year', 'year']), certainty });

const due = z.union([
  z.strictObject({
    kind: z.literal('date'),
    reading: z.literal('before'),
    date,
    policy: z.enum(['plain', 'strict']),
  }),
  z.strictObject({
    kind: z.literal('date'),
    reading: z.literal('by'),
    date,
    policy: z.enum(['plain', 'strict', 'roll']),
  }),
  z
    .strictObject({ kind: z.literal('months'), from: month, to: month })
    .refine(({ from, to }) => from <= to, { message: 'ends before it begins', path: ['to'] }),
  z.strictObject({ kind: z.literal('phase'), every: every.nullable() }),
  z.strictObject({ kind: z.literal('standing'), every: every.nullable() }),
]) satisfies z.ZodType<PlanDue>;

const subject = z
  .strictObject({ id: key, name: text, at, quote })
  .transform(({ at: address, quote: words, ...rest }) => ({
    ...rest,
    citation: { ...address, quote: words },
  }));

// A task that no report carries out has no such key at all.
const regimes = z.array(z.enum(REGIMES)).min(1).exactOptional();

const nature = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['plain', 'training-exchange', 'own-plan']) }),
  z.strictObject({ kind: z.literal('registered-decisions'), subjects: z.array(subject).min(1) }),
  z.strictObject({
    kind: z.literal('collection'),
    what: text,
    forwardedTo: office.nullable(),
    regimes,
  }),
  z.strictObject({ kind: z.literal('regulation'), amends: z.string().min(1).nullable() }),
  z.strictObject({ kind: z.literal('review'), proposalsTo: z.literal('treaty-change') }),
  z.strictObject({
    kind: z.literal('follow-up'),
    record: z.enum(['inspection', 'commendation']),
  }),
  z.strictObject({ kind: z.literal('kept-by'), process: z.enum(KEEPING_PROCESSES), regimes }),
]) satisfies z.ZodType<Nature>;

const citation = z
  .strictObject({ at, quote })
  .transform(({ at: address, quote: words }) => ({ ...address, quote: words }));

const task = z.strictObject({
  id: z
    .string()
    .max(LONGEST_ID)
    .regex(/^[A-Za-z0-9]+([.-][a-z0-9]+)*$/, 'not an id like II.2.a-1'),
  at,
  quote,
  further: z.array(citation).default([]),
  job: text,
  phase: z.string().nullable().default(null),
  lead: z.array(key).default([]),
  coordinating: z.array(key).default([]),
  asked: z.array(key).default([]),
  unassigned: z.array(key).default([]),
  due: due.nullable(),
  product: text.nullable(),
  carriesOut: z.string().min(1).nullable().default(null),
  nature,
  proposed: z.array(z.enum(CLEARS)).default([]),
});

const noTask = z.strictObject({ at, quote, reason: z.enum(NO_TASK_REASONS), why: text });

/** A plan as its file writes it: bodies are named once and referred to by a key. */
export const planFile = z.strictObject({
  id: key,
  version: z.number().int().positive().max(LATEST_VERSION),
  title: text,
  loSure: z.boolean(),
  number: z.string().min(1).max(LONGEST_NUMBER).nullable(),
  date: date.nullable(),
  month: month.nullable(),
  issuedBy: office,
  owner: office,
  followUp: z.strictObject({ office, desk: office }),
  legalBasis: z.array(quote),
  upper: z
    .strictObject({
      citation: z.string().min(1),
      name: text,
      date: date.nullable(),
      plan: key.nullable(),
    })
    .nullable(),
  followsTreaty: z.boolean(),
  source: z
    .string()
    .max(200)
    .regex(/^[^/\\]+\.(md|txt|docx)$/i, 'not the name of a text'),
  bodies: z.record(key, z.array(holders).min(1)),
  recipients: z.array(z.strictObject({ quote, to: z.array(key) })),
  phases: z.array(
    z.strictObject({
      id: z.string().min(1).max(LONGEST_ID),
      name: text,
      from: date,
      to: date.nullable(),
    }),
  ),
  tasks: z.array(task).min(1),
  noTask: z.array(noTask),
});
export type PlanFile = z.infer<typeof planFile>;
export type TaskInFile = z.infer<typeof task>;
