import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { OfficeKind, OfficeRow, Succession } from '../domain/offices/office.ts';
import { OFFICE_KINDS } from '../domain/offices/office.ts';
import type { RoutingRule } from '../domain/offices/routing.ts';
import type { SigningRules } from '../domain/offices/signing.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import { parseDate } from '../domain/time/instant.ts';
import type { Province, Unit } from './offices/generate.ts';
import { communeOffices, formerOffices, provinceOffices } from './offices/generate.ts';

const FOLDER = new URL('./offices/', import.meta.url);

/** The directory as the product brings it. */
export interface OfficeSeed {
  readonly rows: readonly OfficeRow[];
  readonly successions: readonly Succession[];
}

/**
 * Reads and generates every office and succession from `rules/offices`. Throws with the file, line
 * and column of what is wrong.
 */
export function loadOffices(): OfficeSeed {
  const units = readCsv('administrative-units.csv', unitSchema);
  const communes = units.filter((unit) => unit.province_code !== '');
  const formerNames = readCsv('province-names.csv', formerNameSchema);
  const former = readCsv('old-provinces.csv', formerSchema);
  const merged = new Set(former.map((province) => province.successor));
  const provinces: readonly Province[] = units
    .filter((unit) => unit.province_code === '')
    .map((unit) => ({
      ...unit,
      isMerged: merged.has(unit.code),
      formerName: formerNames.find((name) => name.code === unit.code) ?? null,
    }));
  const old = formerOffices(former);
  const rows = [
    ...readCsv('bodies.csv', bodySchema),
    ...provinces.flatMap(provinceOffices),
    ...communeOffices(communes, provinces),
    ...old.rows,
  ];
  const successions = [...readCsv('successions.csv', successionSchema), ...old.successions];
  return { rows: rows.map(inComposedForm), successions };
}

/** Reads the table that says where a body reports an incident, in order. */
export function loadRouting(): readonly RoutingRule[] {
  return z.array(routingSchema).parse(readYaml('routing.yaml'));
}

/** Reads the signing capacities and titles. */
export function loadSigning(): SigningRules {
  return signingSchema.parse(readYaml('signing.yaml'));
}

const date = z.string().transform((text, context): CivilDate => {
  const parsed = parseDate(text);
  if (parsed !== undefined) return parsed;
  context.addIssue(`not a date: ${text}`);
  return z.NEVER;
});
const orNull = z.string().transform((text) => (text === '' ? null : text));
const dateOrNull = z.union([z.literal('').transform(() => null), date]);
const yesNo = z.enum(['yes', 'no']).transform((text) => text === 'yes');
const kind = z.enum(OFFICE_KINDS as readonly [OfficeKind, ...OfficeKind[]]);
const text = z.object({ vi: z.string(), en: z.string(), lo: z.string() });

const unitSchema = z.object({
  code: z.string().regex(/^\d{2}(\d{3})?$/),
  province_code: z.string(),
  kind: z.enum(['tỉnh', 'thành phố', 'xã', 'phường', 'đặc khu']),
  name_vi: z.string().min(1),
  full_name_en: z.string().min(1),
}) satisfies z.ZodType<Unit>;

const formerNameSchema = z.object({
  code: z.string(),
  kind: z.string(),
  name_vi: z.string(),
  full_name_en: z.string(),
  until: date,
  source: z.string().min(1),
});

const formerSchema = z.object({
  old_code: z.string().regex(/^\d{2}$/),
  kind: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  successor: z.string().regex(/^\d{2}$/),
  source: z.string().min(1),
});

const bodySchema = z
  .object({
    id: z.string().regex(/^[A-Z0-9-]+$/),
    kind,
    name_vi: z.string().min(1),
    name_en: z.string().min(1),
    name_lo: z.string().min(1),
    lo_sure: yesNo,
    parent: orNull,
    channel: orNull,
    province: orNull,
    full_time: yesNo,
    own_channel: yesNo,
    valid_from: date,
    valid_to: dateOrNull,
    sure: z.enum(['text', 'sum', 'derived', 'to confirm']),
    source: z.string().min(1),
  })
  .refine((row) => row.lo_sure || row.name_lo === row.name_en, 'an unsure Lao name is the English')
  .transform((row): OfficeRow => ({
    id: row.id,
    kind: row.kind,
    name: { vi: row.name_vi, en: row.name_en, lo: row.name_lo },
    parent: row.parent,
    channel: row.channel,
    province: row.province,
    fullTimeSecurityStaff: row.full_time,
    ownChannel: row.own_channel,
    email: null,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    source: `${row.source} (${row.sure})`,
  }));

const successionSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    on: date,
    scope: z.string().min(1),
    sure: z.string(),
    source: z.string().min(1),
  })
  .transform(({ sure, ...row }): Succession => ({ ...row, source: `${row.source} (${sure})` }));

const routingSchema = z
  .strictObject({
    id: z.string(),
    kinds: z.array(kind).nullable().default(null),
    of_province: z.boolean().nullable().default(null),
    full_time_security_staff: z.boolean().nullable().default(null),
    own_channel: z.boolean().nullable().default(null),
    agreement_matter: z.boolean().nullable().default(null),
    to: z.enum(['ministry', 'provincial-police', 'own-channel']),
    basis: z.string().min(1),
    valid_from: date,
    valid_to: date.nullable().default(null),
  })
  .transform((row): RoutingRule => ({
    id: row.id,
    kinds: row.kinds,
    ofProvince: row.of_province,
    fullTimeSecurityStaff: row.full_time_security_staff,
    ownChannel: row.own_channel,
    agreementMatter: row.agreement_matter,
    to: row.to,
    basis: row.basis,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));

const signingSchema = z.strictObject({
  forms: z.strictObject({ 'TM.': text, 'KT.': text, 'TL.': text, 'TUQ.': text, 'Q.': text }),
  titles: z.array(
    z
      .strictObject({
        kinds: z.array(kind),
        body: text.nullable(),
        head: text,
        deputy: text,
        lo_sure: z.boolean(),
      })
      .transform(({ lo_sure, ...titles }) => ({ ...titles, laoIsSure: lo_sure })),
  ),
}) satisfies z.ZodType<SigningRules>;

/** Reads a CSV of `rules/offices`; every row must fit the schema. */
export function readCsv<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  const records = parseCsv(readFileSync(new URL(file, FOLDER), 'utf8'), { columns: true });
  return (records as unknown[]).map((record, index) => {
    const row = schema.safeParse(record);
    if (row.success) return row.data;
    throw new Error(`rules/offices/${file}, row ${index + 2}: ${z.prettifyError(row.error)}`);
  });
}

function readYaml(file: string): unknown {
  return parseYaml(readFileSync(new URL(file, FOLDER), 'utf8'));
}

function inComposedForm(row: OfficeRow): OfficeRow {
  const { vi, en, lo } = row.name;
  return {
    ...row,
    name: { vi: vi.normalize('NFC'), en: en.normalize('NFC'), lo: lo.normalize('NFC') },
  };
}
