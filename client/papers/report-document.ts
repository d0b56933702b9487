import type { ITableCellOptions } from 'docx';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { translate } from '../../locales/index.ts';
import type { Language } from '../../domain/text.ts';
import type { Block, ReportPaper } from './report-paper.ts';
import { sameBytes } from './same-bytes.ts';

/**
 * A report as a document of a word processor, laid out as Decree 30/2020/NĐ-CP, appendix I, asks:
 * A4 upright, 20 mm above and below, 30 mm left, 15 mm right, Times New Roman, page numbers in the
 * top margin but on the first page. The same paper gives the same bytes, so that an approval can
 * be bound to them.
 */
export async function writeReport(
  paper: ReportPaper,
  language: Language = 'vi',
): Promise<Uint8Array> {
  const document = new Document({
    title: `${translate(language, 'reports.paper.title')} ${paper.subject}`,
    creator: paper.issuer.name,
    lastModifiedBy: paper.issuer.name,
    styles: { default: { document: { run: { font: FONT, size: 14 * HALF } } } },
    sections: [
      {
        properties: { titlePage: true, page: PAGE },
        headers: {
          first: new Header({ children: marksOf(paper) }),
          default: new Header({ children: [...marksOf(paper), pageNumber()] }),
        },
        children: [
          letterhead(paper, language),
          ...titleOf(paper, language),
          ...paper.body.flatMap(blockOf),
          gap(6),
          closing(paper, language),
          ...annexOf(paper, language),
        ],
      },
    ],
  });
  const date = paper.date === null ? '2000-01-01' : paper.date;
  return sameBytes(await Packer.toBuffer(document), `${date}T00:00:00Z`);
}

// The last one is for scripts that are laid out in clusters, Lao among them.
const FONT = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: 'Times New Roman',
  cs: 'Phetsarath OT',
};
const HALF = 2;
const MM = 56.7;
const POINT = 20;
const mm = (length: number) => Math.round(length * MM);
const TEXT_WIDTH = mm(210 - 30 - 15);
const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10) },
};
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_BORDERS = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
};
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
}

function centred(text: string, look: Look, after = 0): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: after * POINT },
    children: [run(text, look)],
  });
}

function run(text: string, { size = 14, bold = false, italics = false }: Look): TextRun {
  return new TextRun({ text, size: size * HALF, bold, italics, font: FONT });
}

/** A rule of a share of the width it stands in, in the middle. */
function rule(width: number, share: number, after: number): Paragraph {
  const side = Math.round((width * (1 - share)) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    border: { bottom: { ...LINE, space: 0 } },
    spacing: { before: 0, after: after * POINT, line: 4 * POINT, lineRule: 'exact' },
    children: [],
  });
}

/** Issuer and number on the left; nation, motto, place and date on the right. */
function letterhead(paper: ReportPaper, language: Language): Table {
  const [left, right] = [Math.round(TEXT_WIDTH * 0.38), Math.round(TEXT_WIDTH * 0.62)];
  const { parent, name } = paper.issuer;
  const number = paper.number ?? BLANK;
  const numbered = { number, symbol: paper.symbol };
  return bare(
    [left, right],
    [
      [
        [
          ...(parent === null ? [] : [centred(upper(parent), { size: 13 })]),
          centred(upper(name), { size: 13, bold: true }),
          rule(left, 0.4, 0),
        ],
        [
          centred(translate(language, 'reports.paper.nation'), { size: 13, bold: true }),
          centred(translate(language, 'reports.paper.motto'), { size: 14, bold: true }),
          rule(right, 0.6, 0),
        ],
      ],
      [
        [centred(translate(language, 'reports.paper.number', numbered), { size: 13 })],
        [centred(placeAndDate(paper, language), { italics: true })],
      ],
    ],
  );
}

const BLANK = '       ';

// A zero before days under 10 and before January and February, before no other month.
function placeAndDate({ place, date }: ReportPaper, language: Language): string {
  const [year = '', month = '', day = ''] = date === null ? [] : date.split('-');
  const shown = Number(month) <= 2 ? month : String(Number(month));
  return translate(language, 'reports.paper.place-date', {
    place,
    day: date === null ? BLANK : day,
    month: date === null ? BLANK : shown,
    year: date === null ? BLANK : year,
  });
}

function titleOf(paper: ReportPaper, language: Language): Paragraph[] {
  const { to } = paper;
  return [
    gap(12),
    centred(translate(language, 'reports.paper.title'), { bold: true }),
    centred(paper.subject, { bold: true }),
    rule(TEXT_WIDTH, 0.25, 12),
    ...(to.length === 0
      ? []
      : to.length === 1
        ? [centred(translate(language, 'reports.paper.dear', { to: to[0] ?? '' }), {}, 12)]
        : [
            centred(translate(language, 'reports.paper.dear', { to: '' }).trimEnd(), {}),
            ...to.map((one, index) =>
              centred(`- ${one}${index + 1 < to.length ? ';' : '.'}`, {}, last(to, index) ? 12 : 0),
            ),
          ]),
  ];
}

const last = (all: readonly unknown[], index: number) => index === all.length - 1;

function blockOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          alignment: AlignmentType.JUSTIFIED,
          keepNext: true,
          indent: { firstLine: mm(12.7) },
          spacing: { before: 6 * POINT, after: 6 * POINT },
          outlineLevel: block.level - 1,
          children: [
            run(block.level === 1 ? upper(block.text) : block.text, {
              bold: true,
              italics: block.level === 3,
            }),
          ],
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          alignment: AlignmentType.JUSTIFIED,
          indent: { firstLine: mm(12.7) },
          spacing: { before: 0, after: 6 * POINT },
          children: [
            ...(block.lead === undefined ? [] : [run(`${block.lead} `, { bold: true })]),
            run(block.text, {}),
          ],
        }),
      ];
    case 'table':
      return [tableOf(block), gap(6)];
  }
}

function tableOf({ headings, widths, numeric, rows }: Block & { readonly kind: 'table' }): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => Math.round((TEXT_WIDTH * width) / whole));
  const cell = (text: string, column: number, isHeading: boolean) =>
    new TableCell({
      width: { size: columns[column] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      verticalAlign: isHeading ? VerticalAlign.CENTER : VerticalAlign.TOP,
      children: text.split('\n').map(
        (line) =>
          new Paragraph({
            alignment: isHeading
              ? AlignmentType.CENTER
              : numeric.includes(column)
                ? AlignmentType.RIGHT
                : AlignmentType.LEFT,
            children: [run(line, { size: 12, bold: isHeading })],
          }),
      ),
    });
  const row = (texts: readonly string[], isHeading: boolean) =>
    new TableRow({
      tableHeader: isHeading,
      cantSplit: true,
      children: headings.map((_heading, column) => cell(texts[column] ?? '', column, isHeading)),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: columns,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    rows: [row(headings, true), ...rows.map((texts) => row(texts, false))],
  });
}

/** Who else gets it, on the left; who signs, and as what, on the right. */
function closing(paper: ReportPaper, language: Language): Table {
  const [left, right] = [Math.round(TEXT_WIDTH * 0.47), Math.round(TEXT_WIDTH * 0.53)];
  const small = (text: string, look: Look = {}) =>
    new Paragraph({
      spacing: { before: 0, after: 0 },
      children: [run(text, { size: 11, ...look })],
    });
  const units = paper.archive.map((unit) => `, ${unit}`).join('');
  const others = [
    ...(paper.to.length === 0 ? [] : [translate(language, 'reports.paper.as-above')]),
    ...paper.recipients,
  ];
  const { lines, name } = paper.signature;
  return bare(
    [left, right],
    [
      [
        [
          small(translate(language, 'reports.paper.recipients'), {
            size: 12,
            bold: true,
            italics: true,
          }),
          ...others.map((one) => small(`- ${one};`)),
          small(`- ${translate(language, 'reports.paper.archive', { units })}`),
        ],
        [
          ...lines.map((line) => centred(upper(line), { bold: true })),
          // Where the signature and the seal go.
          ...[1, 2, 3, 4].map(() => centred('', {})),
          centred(name ?? '', { bold: true }),
        ],
      ],
    ],
  );
}

function annexOf(paper: ReportPaper, language: Language): (Paragraph | Table)[] {
  if (paper.annex === null) return [];
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      pageBreakBefore: true,
      children: [run(translate(language, 'reports.paper.annex'), { bold: true })],
    }),
    centred(paper.annex.name, { bold: true }, 12),
    ...paper.annex.body.flatMap(blockOf),
  ];
}

function bare(
  columns: readonly number[],
  rows: readonly (readonly (readonly Paragraph[])[])[],
): Table {
  const options = (size: number): Partial<ITableCellOptions> => ({
    width: { size, type: WidthType.DXA },
    borders: NO_BORDERS,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: [...columns],
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    borders: NO_BORDERS,
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({ ...options(columns[index] ?? 0), children: [...children] }),
          ),
        }),
    ),
  });
}

function gap(points: number): Paragraph {
  const line = points * POINT;
  return new Paragraph({ spacing: { before: 0, after: 0, line, lineRule: 'exact' }, children: [] });
}

function marksOf({ marks }: ReportPaper): Paragraph[] {
  if (marks.length === 0) return [new Paragraph({ children: [] })];
  return [centred(marks.join(' · '), { size: 13, bold: true })];
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 13 * HALF, font: FONT })],
  });
}

function upper(text: string): string {
  return text.toUpperCase();
}
