import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import type { Consolidation, FigureLine } from '../../domain/reporting/consolidating.ts';
import type { Figure, FormPart, ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf } from '../../domain/reporting/form.ts';
import { yearReported } from '../../domain/reporting/process/report.ts';
import type { Language } from '../../domain/text.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { MessageKey } from '../../locales/index.ts';
import { translate } from '../../locales/index.ts';
import { dateText } from '../../locales/moment.ts';
import { COUNT_FORMAT, LOOKS, PERCENT_FORMAT, SheetBuilder } from './sheet-builder.ts';
import { addressOf, sheetNameOf } from './sheet-places.ts';
import { ON_ITS_SIDE, PAGE_BY_PAGE, printTitles, rowHeight } from './sheet-printing.ts';

/** Whose consolidated report is exported, and what the reader may see of it. */
export interface ExportOf {
  readonly form: ReportForm;
  readonly consolidation: Consolidation;
  readonly collector: { readonly id: string; readonly name: string };
  readonly year: number;
  readonly period: { readonly from: CivilDate; readonly to: CivilDate };
  readonly drill: boolean;
  /** The name of an office as it stands in the report. */
  readonly nameOf: (office: string) => string;
  /** Whether the cases and tasks behind the numbers are listed too; not every reader may. */
  readonly withCases: boolean;
  readonly language?: Language;
}

const FIRST_ROW = 5;
const OFFICE_COLUMNS = 2;
const OFFICE_WIDTHS = [16, 46] as const;
const widthOf = ({ type }: Figure): number => (type === 'amount' ? 20 : 13.5);
// Too much for one page: the headings stand on every page again.
const HEADINGS = `$${FIRST_ROW}:$${FIRST_ROW}`;

/**
 * The consolidated report as a spreadsheet: a sheet a part with one row an agency and the sums
 * above them, then what does not agree, the narratives with their authors, how the reports came
 * in. The same input gives the same bytes.
 */
export async function writeConsolidated(input: ExportOf): Promise<Uint8Array> {
  const { form, year, language = 'vi' } = input;
  const parts = form.parts.filter(({ figures }) => figures.length > 0);
  const epoch = new Date(Date.UTC(year, 0, 1));
  const lists = [
    mismatchSheet(input, language),
    narrativeSheet(input, language),
    arrivalSheet(input, language),
    ...(input.withCases ? [behindSheet(input, language)] : []),
  ];
  return writeXlsx({
    sheets: [...parts.map((part) => partSheet(part, input, language)), ...lists],
    namedRanges: [
      ...parts.map((part) => printTitles(sheetNameOf(part, language), HEADINGS, '$A:$B')),
      ...lists.map(({ name }) => printTitles(name, HEADINGS)),
    ],
    defaultFont: { name: 'Times New Roman', size: 12 },
    properties: { title: form.name[language], created: epoch, modified: epoch },
  });
}

function partSheet(part: FormPart, input: ExportOf, language: Language): WriteSheet {
  const builder = new SheetBuilder();
  putTop(builder, `${part.number}. ${part.name[language]}`, input, language);
  const total = FIRST_ROW;
  const offices = input.consolidation.arrivals.filter(({ level }) => level === 1);
  const heading = FIRST_ROW - 1;
  builder
    .put(heading, 0, translate(language, 'reports.sheet.column.office-code'), LOOKS.heading)
    .put(heading, 1, translate(language, 'reports.sheet.column.office'), LOOKS.heading)
    .put(total, 0, null, LOOKS.total)
    .put(total, 1, translate(language, 'reports.sheet.total'), LOOKS.total);
  offices.forEach(({ office }, index) => {
    builder
      .put(total + 1 + index, 0, office, LOOKS.code)
      .put(total + 1 + index, 1, input.nameOf(office), LOOKS.cell);
  });
  part.figures.forEach((figure, index) => {
    const column = OFFICE_COLUMNS + index;
    builder.put(heading, column, headingOf(figure, language), LOOKS.heading);
    const whole = input.consolidation.figures.find((one) => one.figure === figure.id);
    const lines = whole?.lines ?? [];
    lines.forEach((line, place) => {
      builder.put(total + 1 + place, column, shown(figure, line.value), look(figure, LOOKS.cell));
    });
    const value = shown(figure, whole?.value ?? null);
    if (figure.type === 'percent' || lines.length === 0) {
      builder.put(total, column, value, look(figure, LOOKS.total));
    } else {
      const [from, to] = [total + 1, total + lines.length].map((row) => addressOf(row, column));
      builder.formula(total, column, `SUM(${from}:${to})`, value, look(figure, LOOKS.total));
    }
  });
  // In bold, which is wider.
  const headings = part.figures.map((figure) => ({
    text: headingOf(figure, language),
    width: widthOf(figure) * 0.85,
  }));
  return builder.sheet(sheetNameOf(part, language), {
    columns: [
      ...OFFICE_WIDTHS.map((width) => ({ width })),
      ...part.figures.map((figure) => ({ width: widthOf(figure) })),
    ],
    rowDefs: new Map([
      [heading, { height: rowHeight(headings) }],
      ...offices.map(({ office }, index): [number, { height: number }] => {
        const cells = [{ text: input.nameOf(office), width: OFFICE_WIDTHS[1] }];
        return [total + 1 + index, { height: rowHeight(cells) }];
      }),
    ]),
    freezePane: { rows: FIRST_ROW + 1, columns: OFFICE_COLUMNS },
    ...PAGE_BY_PAGE,
  });
}

function headingOf({ name, unit }: Figure, language: Language): string {
  return `${name[language]}\n(${unit[language]})`;
}

function mismatchSheet(input: ExportOf, language: Language): WriteSheet {
  const figures = new Map(figuresOf(input.form).map((figure) => [figure.id, figure]));
  const rows = input.consolidation.mismatches.map((mismatch) => {
    const { kind, office, figure, expected, reported, explanation } = mismatch;
    const type = figures.get(figure);
    return [
      office,
      input.nameOf(office),
      figures.get(figure)?.name[language] ?? figure,
      translate(language, `reports.mismatch.${kind}`),
      type === undefined ? expected : shown(type, expected),
      reported === null
        ? translate(language, 'reports.arrival.not-received')
        : type === undefined
          ? reported
          : shown(type, reported),
      explanation ?? translate(language, 'reports.mismatch.unexplained'),
    ];
  });
  const columns = [
    'office-code',
    'office',
    'figure',
    'kind',
    'expected',
    'reported',
    'explanation',
  ];
  return listSheet('reports.sheet.mismatches', columns, rows, input, language);
}

function narrativeSheet(input: ExportOf, language: Language): WriteSheet {
  const rows = input.form.parts.flatMap((part) =>
    part.narratives.flatMap(({ id, name }) => {
      const gathered = input.consolidation.narratives.find(({ narrative }) => narrative === id);
      return (gathered?.texts ?? []).map(({ office, text }) => [
        `${part.number}. ${name[language]}`,
        office,
        input.nameOf(office),
        text,
      ]);
    }),
  );
  const columns = ['narrative', 'office-code', 'office', 'text'];
  return listSheet('reports.sheet.narratives', columns, rows, input, language);
}

function arrivalSheet(input: ExportOf, language: Language): WriteSheet {
  const rows = input.consolidation.arrivals.map(({ office, level, arrival, nil }) => {
    const words = [
      translate(language, `reports.arrival.${arrival}`),
      ...(nil ? [translate(language, 'reports.arrival.nil')] : []),
    ];
    return [office, input.nameOf(office), level, words.join('; ')];
  });
  const columns = ['office-code', 'office', 'level', 'arrival'];
  return listSheet('reports.sheet.arrivals', columns, rows, input, language);
}

function behindSheet(input: ExportOf, language: Language): WriteSheet {
  const names = new Map(figuresOf(input.form).map(({ id, name }) => [id, name[language]]));
  const rows = input.consolidation.figures.flatMap(({ figure, lines }) =>
    lines.flatMap((line: FigureLine) =>
      line.behind.map(({ office, what }) => [
        ...[names.get(figure) ?? figure, office, input.nameOf(office), what],
      ]),
    ),
  );
  const columns = ['figure', 'office-code', 'office', 'behind'];
  return listSheet('reports.sheet.drill-down', columns, rows, input, language);
}

const LIST_WIDTHS: Readonly<Record<string, number>> = {
  office: 46,
  level: 8,
  figure: 44,
  narrative: 36,
  text: 90,
  explanation: 50,
  kind: 24,
  arrival: 30,
  behind: 24,
};

function listSheet(
  title: MessageKey,
  columns: readonly string[],
  rows: readonly (readonly CellValue[])[],
  input: ExportOf,
  language: Language,
): WriteSheet {
  const builder = new SheetBuilder();
  putTop(builder, translate(language, title), input, language);
  columns.forEach((column, place) => {
    const key = `reports.sheet.column.${column}` as MessageKey;
    builder.put(FIRST_ROW - 1, place, translate(language, key), LOOKS.heading);
  });
  rows.forEach((cells, index) => {
    cells.forEach((value, place) => {
      const style: CellStyle =
        typeof value === 'number' ? { ...LOOKS.cell, numFmt: COUNT_FORMAT } : LOOKS.cell;
      builder.put(FIRST_ROW + index, place, value, style);
    });
  });
  const widths = columns.map((column) => LIST_WIDTHS[column] ?? 16);
  const heights = rows.map((cells, index): [number, { height: number }] => {
    const texts = cells.map((value, place) => ({
      text: typeof value === 'string' ? value : '',
      width: widths[place] ?? 16,
    }));
    return [FIRST_ROW + index, { height: rowHeight(texts) }];
  });
  return builder.sheet(translate(language, title), {
    columns: widths.map((width) => ({ width })),
    rowDefs: new Map([[FIRST_ROW - 1, { height: rowHeight([], 2) }], ...heights]),
    freezePane: { rows: FIRST_ROW },
    ...ON_ITS_SIDE,
  });
}

/** What is reported by whom, and what of it stands on the sheet. */
function putTop(builder: SheetBuilder, of: string, input: ExportOf, language: Language): void {
  const { form, collector, period, drill } = input;
  const mark = drill ? `${translate(language, 'reports.mark.drill')} · ` : '';
  const dates = { from: dateText(period.from), to: dateText(period.to) };
  const words = translate(language, 'reports.sheet.for', { office: collector.name, ...dates });
  builder
    .put(0, 0, `${mark}${form.name[language]} · ${yearReported(period)}`, LOOKS.title)
    .put(1, 0, words, LOOKS.plain)
    .put(2, 0, of, LOOKS.title);
}

function shown(figure: Figure, value: number | null): number | null {
  return value !== null && figure.type === 'percent' ? value / 10_000 : value;
}

function look(figure: Figure, style: CellStyle): CellStyle {
  return { ...style, numFmt: figure.type === 'percent' ? PERCENT_FORMAT : COUNT_FORMAT };
}
