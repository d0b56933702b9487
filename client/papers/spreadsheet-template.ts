import type { CellStyle, DataValidation, MergeRange, WriteSheet } from 'hucre/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import { LARGEST_FIGURE } from '../../domain/reporting/arithmetic.ts';
import { LONGEST_NARRATIVE } from '../../domain/reporting/checking.ts';
import type { Filling, KnownFigures, PartFilling } from '../../domain/reporting/filling.ts';
import { emptyFilling, partOf } from '../../domain/reporting/filling.ts';
import type { Figure, FormPart, Narrative, ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf, ruleOf } from '../../domain/reporting/form.ts';
import { yearReported } from '../../domain/reporting/process/report.ts';
import type { Language } from '../../domain/text.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { translate } from '../../locales/index.ts';
import { dateText } from '../../locales/moment.ts';
import { COUNT_FORMAT, LOOKS, PERCENT_FORMAT, SheetBuilder } from './sheet-builder.ts';
import {
  COLUMNS,
  HEADING_CODE,
  META_SHEET,
  VERSION_OF,
  addressOf,
  sheetNameOf,
} from './sheet-places.ts';
import { ON_ITS_SIDE, printArea, printTitles, rowHeight } from './sheet-printing.ts';

/** For whom and for when a template is. */
export interface TemplateFor {
  /** The office's stable code and its name as printed. */
  readonly office: { readonly id: string; readonly name: string };
  readonly year: number;
  readonly period: { readonly from: CivilDate; readonly to: CivilDate };
  /** A drill's file is never taken for a real report, nor the other way round. */
  readonly drill: boolean;
  /** The report's number: an office has several reports in a year. */
  readonly report?: string;
  /** By part: the version of the draft that the file shows; what was saved since is seen by it. */
  readonly versions?: Readonly<Record<string, number>>;
}

const FIRST_ROW = 5;
const WIDTHS = [16, 42, 12, 18, 12, 34, 38] as const;

/**
 * A spreadsheet to fill a form in: a sheet a part, everything locked but what is to be filled in,
 * the register's numbers beside, sums and percentages as formulas; a hidden sheet says what it was
 * made for. The same input gives the same bytes.
 */
export async function writeTemplate(
  form: ReportForm,
  target: TemplateFor,
  filled: {
    readonly filling?: Filling;
    readonly known?: KnownFigures;
    readonly language?: Language;
  } = {},
): Promise<Uint8Array> {
  const { filling = emptyFilling(form), known = new Map(), language = 'vi' } = filled;
  const places = placesOf(form, language);
  const sheets = form.parts.map((part) => {
    const own = partOf(filling, part.id) ?? EMPTY;
    return partSheet({ form, target, part, own, known, language, places, scope: filling.scope });
  });
  const epoch = new Date(Date.UTC(target.year, 0, 1));
  return writeXlsx({
    sheets: [...sheets, metaSheet(form, target, filling.scope, language)],
    // The codes are for the program: on paper they would only take room.
    namedRanges: sheets.flatMap(({ name, rows = [] }) => [
      printArea(name, `$B$1:$G$${rows.length}`),
      printTitles(name, `$${FIRST_ROW}:$${FIRST_ROW}`),
    ]),
    workbookProtection: { lockStructure: true },
    defaultFont: { name: 'Times New Roman', size: 12 },
    properties: { title: form.name[language], created: epoch, modified: epoch },
  });
}

const EMPTY: Omit<PartFilling, 'part'> = { figures: {}, narratives: {}, explanations: {} };

interface PartContext {
  readonly form: ReportForm;
  readonly target: TemplateFor;
  readonly part: FormPart;
  readonly own: Omit<PartFilling, 'part'>;
  readonly known: KnownFigures;
  readonly language: Language;
  readonly places: ReadonlyMap<string, string>;
  readonly scope: Filling['scope'];
}

function partSheet(context: PartContext): WriteSheet {
  const { part, language } = context;
  const builder = new SheetBuilder();
  const validations: DataValidation[] = [];
  const merges: MergeRange[] = [];
  const heights = new Map<number, { readonly height: number }>();
  heights.set(FIRST_ROW - 1, { height: rowHeight([], 2) });
  putTop(builder, context);
  putHeading(builder, FIRST_ROW - 1, language);
  part.figures.forEach((figure, index) => {
    const row = FIRST_ROW + index;
    putFigure(builder, row, figure, context);
    heights.set(row, { height: figureHeight(figure, context) });
    if (figure.source.kind !== 'computed') validations.push(validationOf(row, figure, context));
  });
  const words = FIRST_ROW + part.figures.length + 1;
  part.narratives.forEach((narrative, index) => {
    const row = words + index;
    putNarrative(builder, row, narrative, context);
    const [startCol, endCol] = [COLUMNS.value, COLUMNS.explanation];
    merges.push({ startRow: row, endRow: row, startCol, endCol });
    heights.set(row, { height: narrativeHeight(narrative, context) });
    validations.push(lengthOf(row, COLUMNS.value, language));
  });
  return builder.sheet(sheetNameOf(part, language), {
    columns: WIDTHS.map((width) => ({ width })),
    merges,
    rowDefs: heights,
    dataValidations: validations,
    freezePane: { rows: FIRST_ROW, columns: 2 },
    // Anybody may widen a column or row to read; nothing but the open cells may be changed.
    protection: { sheet: true, formatColumns: false, formatRows: false },
    ...ON_ITS_SIDE,
  });
}

function putTop(builder: SheetBuilder, { form, target, part, language }: PartContext): void {
  const say = (row: number, text: string, look: CellStyle) =>
    builder.put(row, COLUMNS.name, text, look);
  const drill = target.drill ? `${translate(language, 'reports.mark.drill')} · ` : '';
  say(0, `${drill}${form.name[language]} · ${yearReported(target.period)}`, LOOKS.title);
  const period = {
    office: target.office.name,
    from: dateText(target.period.from),
    to: dateText(target.period.to),
  };
  say(1, translate(language, 'reports.sheet.for', period), LOOKS.plain);
  say(2, `${part.number}. ${part.name[language]}`, LOOKS.title);
  say(3, translate(language, 'reports.sheet.warning'), { ...LOOKS.warning, alignment: {} });
}

function putHeading(builder: SheetBuilder, row: number, language: Language): void {
  builder.put(row, COLUMNS.code, HEADING_CODE, LOOKS.heading);
  for (const column of ['name', 'unit', 'value', 'register', 'explanation', 'hint'] as const) {
    const text = translate(language, `reports.sheet.column.${column}`);
    builder.put(row, COLUMNS[column], text, LOOKS.heading);
  }
}

function putFigure(builder: SheetBuilder, row: number, figure: Figure, context: PartContext): void {
  const { own, known, language, places, part, scope } = context;
  const value = own.figures[figure.id] ?? null;
  builder
    .put(row, COLUMNS.code, figure.id, LOOKS.code)
    .put(row, COLUMNS.name, figure.name[language], LOOKS.cell)
    .put(row, COLUMNS.unit, figure.unit[language], LOOKS.cell)
    .put(row, COLUMNS.register, known.get(figure.id)?.value ?? null, numeric(LOOKS.cell))
    .put(row, COLUMNS.hint, hintOf(figure, context), LOOKS.hint);
  const isKnown = figure.source.kind === 'register' || known.has(figure.id);
  const words = own.explanations[figure.id] ?? null;
  builder.put(row, COLUMNS.explanation, isKnown ? words : null, isKnown ? LOOKS.input : LOOKS.cell);
  if (figure.source.kind === 'computed') {
    const isRatio = figure.type === 'percent';
    const shown = value !== null && isRatio ? value / 10_000 : value;
    const look = isRatio ? { ...LOOKS.total, numFmt: PERCENT_FORMAT } : numeric(LOOKS.total);
    const formula = formulaOf(figure, places, sheetNameOf(part, language));
    builder.formula(row, COLUMNS.value, formula, shown, look);
  } else if (figure.type === 'yes-no' && scope === 'office') {
    const word = value === null ? null : translate(language, value === 1 ? YES : NO);
    builder.put(row, COLUMNS.value, word, LOOKS.input);
  } else {
    builder.put(row, COLUMNS.value, value, numeric(LOOKS.input));
  }
}

function putNarrative(
  builder: SheetBuilder,
  row: number,
  narrative: Narrative,
  { own, language }: PartContext,
): void {
  builder
    .put(row, COLUMNS.code, narrative.id, LOOKS.code)
    .put(row, COLUMNS.name, narrative.name[language], LOOKS.cell)
    .put(row, COLUMNS.unit, null, LOOKS.cell)
    .put(row, COLUMNS.value, own.narratives[narrative.id] || null, LOOKS.input)
    .put(row, COLUMNS.register, null, LOOKS.input)
    .put(row, COLUMNS.explanation, null, LOOKS.input)
    .put(row, COLUMNS.hint, narrative.hint[language], LOOKS.hint);
}

const YES = 'reports.value.yes';
const NO = 'reports.value.no';

const numeric = (look: CellStyle): CellStyle => ({ ...look, numFmt: COUNT_FORMAT });

function hintOf(figure: Figure, { form, language }: PartContext): string | null {
  const limit = ruleOf(figure, 'at-most')?.figure;
  const limitName = figuresOf(form).find(({ id }) => id === limit)?.name[language];
  const isRequired = ruleOf(figure, 'required') !== undefined;
  const parts = [
    ...(figure.hint === null ? [] : [figure.hint[language]]),
    ...(figure.source.kind === 'computed' ? [translate(language, 'reports.sheet.computed')] : []),
    ...(isRequired ? [translate(language, 'reports.sheet.required')] : []),
    ...(limitName === undefined
      ? []
      : [translate(language, 'reports.sheet.at-most', { figure: limitName })]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

/** Where every figure stands, as a formula names it. */
function placesOf(form: ReportForm, language: Language): ReadonlyMap<string, string> {
  return new Map(
    form.parts.flatMap((part) =>
      part.figures.map(({ id }, index) => {
        const address = addressOf(FIRST_ROW + index, COLUMNS.value);
        return [id, `'${sheetNameOf(part, language)}'!${address}`] as const;
      }),
    ),
  );
}

function formulaOf(figure: Figure, places: ReadonlyMap<string, string>, here: string): string {
  const at = (id: string) => (places.get(id) ?? '').replace(`'${here}'!`, '');
  const sum = ruleOf(figure, 'sum-of');
  if (sum !== undefined) return `SUM(${sum.figures.map(at).join(',')})`;
  const ratio = ruleOf(figure, 'ratio-of');
  if (ratio === undefined) return '""';
  const [part, whole] = [at(ratio.part), at(ratio.whole)];
  return `IF(N(${whole})=0,0,ROUND(${part}/${whole},4))`;
}

function validationOf(
  row: number,
  figure: Figure,
  { language, scope }: PartContext,
): DataValidation {
  const range = addressOf(row, COLUMNS.value);
  const told = { allowBlank: true, showErrorMessage: true, errorStyle: 'stop' as const, range };
  if (figure.type === 'yes-no' && scope === 'office') {
    const values = [translate(language, YES), translate(language, NO)];
    const errorMessage = translate(language, 'reports.sheet.only-yes-no');
    return { ...told, type: 'list', values, errorMessage };
  }
  const isSigned = ruleOf(figure, 'not-negative') === undefined;
  return {
    ...told,
    type: 'whole',
    operator: 'between',
    formula1: isSigned ? String(-LARGEST_FIGURE) : '0',
    formula2: String(LARGEST_FIGURE),
    errorMessage: translate(language, 'reports.sheet.only-whole'),
  };
}

function lengthOf(row: number, column: number, language: Language): DataValidation {
  return {
    type: 'textLength',
    operator: 'lessThanOrEqual',
    formula1: String(LONGEST_NARRATIVE),
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorMessage: translate(language, 'reports.sheet.too-long', { most: LONGEST_NARRATIVE }),
    range: addressOf(row, column),
  };
}

function figureHeight(figure: Figure, context: PartContext): number {
  const { explanations } = context.own;
  return rowHeight([
    { text: figure.name[context.language], width: WIDTHS[COLUMNS.name] },
    { text: figure.unit[context.language], width: WIDTHS[COLUMNS.unit] },
    { text: explanations[figure.id] ?? '', width: WIDTHS[COLUMNS.explanation] },
    // In smaller letters.
    { text: hintOf(figure, context) ?? '', width: WIDTHS[COLUMNS.hint] * 1.2 },
  ]);
}

function narrativeHeight(narrative: Narrative, { own, language }: PartContext): number {
  const { value, register, explanation, hint } = COLUMNS;
  const width = WIDTHS[value] + WIDTHS[register] + WIDTHS[explanation];
  const texts = [
    { text: own.narratives[narrative.id] ?? '', width },
    { text: narrative.hint[language], width: WIDTHS[hint] * 1.2 },
  ];
  return rowHeight(texts, 5);
}

function metaSheet(
  form: ReportForm,
  target: TemplateFor,
  scope: Filling['scope'],
  language: Language,
): WriteSheet {
  const builder = new SheetBuilder();
  const lines: readonly (readonly [string, string])[] = [
    ['form', form.id],
    ['version', String(form.version)],
    ['year', String(target.year)],
    ['office', target.office.id],
    ['scope', scope],
    ['drill', String(target.drill)],
    ['language', language],
    ...(target.report === undefined ? [] : [['report', target.report] as const]),
    ...Object.entries(target.versions ?? {}).map(
      ([part, version]) => [`${VERSION_OF}${part}`, String(version)] as const,
    ),
  ];
  lines.forEach(([name, value], row) => {
    builder.put(row, 0, name, LOOKS.plain).put(row, 1, value, LOOKS.plain);
  });
  return builder.sheet(META_SHEET, { veryHidden: true, protection: { sheet: true } });
}
