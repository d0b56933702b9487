import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { NoticeField, Releasability, Round } from '../domain/lao-side/notice-form.ts';
import { NOTICE_FIELDS } from '../domain/lao-side/notice-form.ts';
import type { Certainty, Text } from '../domain/text.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import { certainty, date, text } from './schemas.ts';

const FILE = new URL('./lao-side.yaml', import.meta.url);
const FIELDS: readonly NoticeField[] = [...NOTICE_FIELDS[1], ...NOTICE_FIELDS[2]];

interface Dated {
  readonly citation: string;
  readonly certainty: Certainty;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
}

/** Whether a field of the form may go, and what it is to say. */
export interface FieldRule extends Dated {
  readonly field: NoticeField;
  readonly round: Round;
  readonly rule: Releasability;
  readonly name: Text;
  readonly says: Text;
  readonly loSure: boolean;
}

/** What is no field of the form at all, and why. */
export interface NeverRule extends Dated {
  readonly id: string;
  readonly name: Text;
  readonly reason: Text;
  readonly loSure: boolean;
}

/** The table as the product brings it. */
export interface LaoSideRules {
  readonly fields: readonly FieldRule[];
  readonly never: readonly NeverRule[];
}

const dated = {
  citation: z.string().min(1),
  certainty,
  validFrom: date,
  validTo: date.nullable(),
};

const rulesSchema = z.strictObject({
  fields: z.array(
    z.strictObject({
      field: z.enum(FIELDS),
      round: z.union([z.literal(1), z.literal(2)]),
      rule: z.enum(['free', 'with-approval']),
      name: text,
      says: text,
      loSure: z.boolean(),
      ...dated,
    }),
  ),
  never: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
      name: text,
      reason: text,
      loSure: z.boolean(),
      ...dated,
    }),
  ),
}) satisfies z.ZodType<LaoSideRules>;

/**
 * The releasability table with names, reasons and sources. Throws with the file, the row and the
 * field of what is wrong.
 */
export function loadLaoSideRules(file: URL = FILE): LaoSideRules {
  const parsed = rulesSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file.pathname}: ${z.prettifyError(parsed.error)}`);
  const wrong = faults(parsed.data);
  if (wrong.length > 0) throw new Error(`${file.pathname}: ${wrong.join('; ')}`);
  return parsed.data;
}

/**
 * Whether each field of the notices is free or needs the checker's release: the row that holds on
 * `date`, or without a date the row that has no end.
 */
export function loadReleasability(
  date?: CivilDate,
  file: URL = FILE,
): Readonly<Record<NoticeField, Releasability>> {
  const { fields } = loadLaoSideRules(file);
  const entries = FIELDS.map((field) => {
    const row = fields.find((r) => r.field === field && holds(r, date));
    if (row === undefined) throw new Error(`${file.pathname}: no rule for ${field}${on(date)}`);
    return [field, row.rule] as const;
  });
  return Object.fromEntries(entries) as Record<NoticeField, Releasability>;
}

function holds(row: Dated, date: CivilDate | undefined): boolean {
  if (date === undefined) return row.validTo === null;
  return row.validFrom <= date && (row.validTo === null || date < row.validTo);
}

function on(date: CivilDate | undefined): string {
  return date === undefined ? '' : ` on ${date}`;
}

function faults({ fields, never }: LaoSideRules): string[] {
  const missing = FIELDS.filter((field) => !fields.some((r) => r.field === field));
  const wrongRound = fields.filter(
    (r) => !(NOTICE_FIELDS[r.round] as readonly string[]).includes(r.field),
  );
  const twice = fields.filter((r, i) =>
    fields.some((other, j) => j < i && other.field === r.field && overlap(other, r)),
  );
  const again = never.filter((r, i) => never.findIndex((other) => other.id === r.id) < i);
  return [
    ...missing.map((field) => `no rule for ${field}`),
    ...wrongRound.map((r) => `${r.field} is no field of round ${r.round}`),
    ...twice.map((r) => `two rules for ${r.field} at one time`),
    ...again.map((r) => `two rules named ${r.id}`),
  ];
}

function overlap(a: Dated, b: Dated): boolean {
  return (
    (a.validTo === null || b.validFrom < a.validTo) &&
    (b.validTo === null || a.validFrom < b.validTo)
  );
}
