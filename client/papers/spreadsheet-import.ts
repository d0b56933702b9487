import type { CellValue, Sheet, Workbook } from 'hucre/xlsx';
import { readXlsx } from 'hucre/xlsx';
import type { FillingFault } from '../../domain/reporting/checking.ts';
import { checkFilling } from '../../domain/reporting/checking.ts';
import type { Filling, PartFilling } from '../../domain/reporting/filling.ts';
import { emptyFilling, withPart } from '../../domain/reporting/filling.ts';
import { FILLING_SCOPES } from '../../domain/reporting/scope.ts';
import type { FormPart, ReportForm } from '../../domain/reporting/form.ts';
import type { Language } from '../../domain/text.ts';
import { LANGUAGES } from '../../locales/index.ts';
import type { ReadCell } from './cell-values.ts';
import { readFigure, readWords } from './cell-values.ts';
import type { PackageFault } from './package-parts.ts';
import { safeSpreadsheet } from './package-parts.ts';
import {
  COLUMNS,
  HEADING_CODE,
  META_SHEET,
  VERSION_OF,
  addressOf,
  sheetNameOf,
} from './sheet-places.ts';
import type { SheetFault, SheetFaultCode } from './sheet-faults.ts';

/** What a file has to be for: the caller knows whose draft of which year it is. */
export interface ImportFor {
  readonly office: string;
  readonly year: number;
  readonly drill: boolean;
  /** The report's number, where the file has to name it. */
  readonly report?: string;
}

/** A fault of the filling as a whole, and the cell of the figure or words that it is about. */
export interface Remark {
  readonly fault: FillingFault;
  readonly sheet: string | null;
  readonly cell: string | null;
}

export type Imported =
  | {
      readonly ok: true;
      readonly filling: Filling;
      readonly remarks: readonly Remark[];
      /** By part: the version that the file was made from; none of one that nobody had saved. */
      readonly versions: Readonly<Record<string, number>>;
    }
  | { readonly ok: false; readonly faults: readonly SheetFault[] };

/**
 * Reads a filled-in template back: everything in it or nothing. Every cell that is wrong is named
 * by sheet and address. What is right cell by cell but does not add up, or is not finished, comes
 * as remarks: a draft may be like that, a submitted report may not.
 */
export async function importSpreadsheet(
  form: ReportForm,
  target: ImportFor,
  bytes: Uint8Array,
): Promise<Imported> {
  const safe = safeSpreadsheet(bytes);
  if (typeof safe === 'string') return refused([fileFault(safe)]);
  let workbook: Workbook;
  try {
    workbook = await readXlsx(safe);
    // Some programs take names apart into letters and marks when they save.
    for (const sheet of workbook.sheets) sheet.name = sheet.name.normalize('NFC').trim();
  } catch {
    return refused([fileFault('broken')]);
  }
  const meta = readMeta(workbook);
  if (meta === null) return refused([fileFault('not-a-template')]);
  const wrong = wrongTarget(meta, form, target);
  if (wrong.length > 0) return refused(wrong);
  return readParts(form, workbook, meta);
}

interface Meta {
  readonly form: string;
  readonly version: string;
  readonly year: string;
  readonly office: string;
  readonly drill: string;
  readonly scope: Filling['scope'];
  readonly language: Language;
  readonly report: string;
  readonly versions: Readonly<Record<string, number>>;
}

function readMeta(workbook: Workbook): Meta | null {
  const sheet = workbook.sheets.find(({ name }) => name === META_SHEET);
  if (sheet === undefined) return null;
  const pairs = new Map(sheet.rows.map(([name, value]) => [String(name), String(value ?? '')]));
  const of = (name: string) => pairs.get(name) ?? '';
  const language = LANGUAGES.find((one) => one === of('language'));
  const scope = FILLING_SCOPES.find((one) => one === of('scope'));
  if (language === undefined || scope === undefined) return null;
  return {
    form: of('form'),
    version: of('version'),
    year: of('year'),
    office: of('office'),
    drill: of('drill'),
    scope,
    language,
    report: of('report'),
    versions: versionsIn(pairs),
  };
}

function versionsIn(pairs: ReadonlyMap<string, string>): Readonly<Record<string, number>> {
  const versions = [...pairs].flatMap(([name, value]) => {
    const isVersion = name.startsWith(VERSION_OF) && /^\d{1,6}$/.test(value);
    return isVersion ? [[name.slice(VERSION_OF.length), Number(value)] as const] : [];
  });
  return Object.fromEntries(versions);
}

function wrongTarget(meta: Meta, form: ReportForm, target: ImportFor): SheetFault[] {
  const checks: readonly (readonly [SheetFaultCode, string, string])[] = [
    ['wrong-form', meta.form, form.id],
    ['wrong-version', meta.version, String(form.version)],
    ['wrong-year', meta.year, String(target.year)],
    ['wrong-office', meta.office, target.office],
    ['wrong-cycle', meta.drill, String(target.drill)],
  ];
  const wrong = checks.filter(([, found, expected]) => found !== expected);
  // Of the right office and year, but its other report, or another drill's.
  const { report } = target;
  if (wrong.length === 0 && report !== undefined && report !== meta.report) {
    wrong.push(['wrong-report', meta.report, report]);
  }
  return wrong.map(([code, found, expected]) => ({
    ...{ code, sheet: null, cell: null, found, expected },
  }));
}

function readParts(form: ReportForm, workbook: Workbook, meta: Meta): Imported {
  const faults: SheetFault[] = [];
  const places = new Map<string, { readonly sheet: string; readonly cell: string }>();
  const names = new Set([META_SHEET, ...form.parts.map((p) => sheetNameOf(p, meta.language))]);
  for (const sheet of workbook.sheets.filter(({ name }) => !names.has(name))) {
    const isEmpty = sheet.rows.every((row) => row.every((value) => blank(value)));
    if (!isEmpty) faults.push(sheetFault('sheet-unknown', sheet.name));
  }
  let filling = emptyFilling(form, meta.scope);
  for (const part of form.parts) {
    const name = sheetNameOf(part, meta.language);
    const sheet = workbook.sheets.find((one) => one.name === name);
    if (sheet === undefined) {
      faults.push(sheetFault('sheet-missing', name));
      continue;
    }
    const read = readPart(part, sheet, meta);
    faults.push(...read.faults);
    for (const [field, cell] of read.places) places.set(field, { sheet: name, cell });
    filling = withPart(form, filling, read.part);
  }
  // A computed figure that somebody wrote over with another number would be lost without a word.
  if (faults.length === 0) faults.push(...overwritten(form, workbook, meta, filling));
  if (faults.length > 0) return refused(faults);
  const remarks = checkFilling(form, filling, new Map()).map((fault) => {
    const place = places.get(fault.field ?? '');
    return { fault, sheet: place?.sheet ?? null, cell: place?.cell ?? null };
  });
  return { ok: true, filling, remarks, versions: meta.versions };
}

interface PartRead {
  readonly part: PartFilling;
  readonly faults: readonly SheetFault[];
  readonly places: ReadonlyMap<string, string>;
}

function readPart(part: FormPart, sheet: Sheet, meta: Meta): PartRead {
  const figures: Record<string, number | null> = {};
  const narratives: Record<string, string> = {};
  const explanations: Record<string, string> = {};
  const faults: SheetFault[] = [];
  const places = new Map<string, string>();
  sheet.rows.forEach((cells, row) => {
    const say = (code: SheetFaultCode, column: number, found = '', expected = '') => {
      faults.push({ code, sheet: sheet.name, cell: addressOf(row, column), found, expected });
    };
    const code = codeOf(cells);
    if (code === HEADING_CODE) return;
    if (code === '') {
      for (const column of [COLUMNS.value, COLUMNS.explanation]) {
        if (!blank(cells[column] ?? null)) say('cell-unknown', column, String(cells[column]));
      }
      return;
    }
    const figure = part.figures.find(({ id }) => id === code);
    const narrative = part.narratives.find(({ id }) => id === code);
    if (figure === undefined && narrative === undefined) {
      say('code-unknown', COLUMNS.code, code);
      return;
    }
    if (places.has(code)) {
      say('code-repeated', COLUMNS.code, code, places.get(code));
      return;
    }
    places.set(code, addressOf(row, COLUMNS.value));
    const at = (column: number) => cellAt(sheet, row, column);
    if (figure !== undefined) {
      if (figure.source.kind !== 'computed') {
        const read = readFigure(figure, meta.scope, at(COLUMNS.value));
        if ('fault' in read) say(read.fault, COLUMNS.value, read.found, read.expected);
        else figures[code] = read.value;
      }
      const words = readWords(at(COLUMNS.explanation));
      if ('fault' in words) say(words.fault, COLUMNS.explanation, words.found, words.expected);
      else if (words.text !== '') explanations[code] = words.text;
    } else {
      const words = readWords(at(COLUMNS.value));
      if ('fault' in words) say(words.fault, COLUMNS.value, words.found, words.expected);
      else narratives[code] = words.text;
    }
  });
  for (const { id } of [...part.figures, ...part.narratives]) {
    if (!places.has(id)) faults.push({ ...sheetFault('line-missing', sheet.name), found: id });
  }
  return { part: { part: part.id, figures, narratives, explanations }, faults, places };
}

function overwritten(
  form: ReportForm,
  workbook: Workbook,
  meta: Meta,
  filling: Filling,
): SheetFault[] {
  return form.parts.flatMap((part) => {
    const sheet = workbook.sheets.find(({ name }) => name === sheetNameOf(part, meta.language));
    return (sheet?.rows ?? []).flatMap((cells, row) => {
      const figure = part.figures.find(({ id }) => id === codeOf(cells));
      if (sheet === undefined || figure?.source.kind !== 'computed') return [];
      const cell = cellAt(sheet, row, COLUMNS.value);
      if (cell.type === 'formula' || blank(cell.value)) return [];
      const made = filling.parts.find((one) => one.part === part.id)?.figures[figure.id] ?? null;
      const shown = made !== null && figure.type === 'percent' ? made / 10_000 : made;
      if (cell.value === shown) return [];
      const [found, expected] = [String(cell.value), String(shown ?? '')];
      const address = addressOf(row, COLUMNS.value);
      const code = 'computed-overwritten' as const;
      return [{ code, sheet: sheet.name, cell: address, found, expected }];
    });
  });
}

function cellAt(sheet: Sheet, row: number, column: number): ReadCell {
  const value = sheet.rows[row]?.[column] ?? null;
  const cell = sheet.cells?.get(`${row},${column}`);
  const type = cell?.type ?? (value === null ? 'empty' : 'string');
  return { value, type, ...(cell?.formula === undefined ? {} : { formula: cell.formula }) };
}

function codeOf(cells: readonly CellValue[]): string {
  return String(cells[COLUMNS.code] ?? '').trim();
}

function blank(value: CellValue): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

function refused(faults: readonly SheetFault[]): Imported {
  return { ok: false, faults };
}

function fileFault(code: PackageFault | 'not-a-template'): SheetFault {
  return { code, sheet: null, cell: null, found: '', expected: '' };
}

function sheetFault(code: SheetFaultCode, sheet: string): SheetFault {
  return { code, sheet, cell: null, found: '', expected: '' };
}
