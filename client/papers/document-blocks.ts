import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Block } from './report-paper.ts';

// The last one is for scripts that are laid out in clusters, Lao among them.
export const FONT = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: 'Times New Roman',
  cs: 'Phetsarath OT',
};
export const HALF = 2;
const MM = 56.7;
const POINT = 20;
/** A length on paper, in the twentieths of a point that documents count in. */
export const mm = (length: number) => Math.round(length * MM);
/** Between the margins. */
export const TEXT_WIDTH = mm(210 - 30 - 15);
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** In points; upright and plain unless said. */
export interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
}

/** A line in the middle, with so many points below. */
export function centred(text: string, look: Look, after = 0): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: after * POINT },
    children: [run(text, look)],
  });
}

/** Words in one look. */
export function run(text: string, { size = 14, bold = false, italics = false }: Look): TextRun {
  return new TextRun({ text, size: size * HALF, bold, italics, font: FONT });
}

/** A rule of a share of the width it stands in, in the middle. */
export function rule(width: number, share: number, after: number): Paragraph {
  const side = Math.round((width * (1 - share)) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    border: { bottom: { ...LINE, space: 0 } },
    spacing: { before: 0, after: after * POINT, line: 4 * POINT, lineRule: 'exact' },
    children: [],
  });
}

/** A piece of a report's body; `stays` keeps its words on the page of what follows. */
export function blockOf(block: Block, stays = false): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          alignment: AlignmentType.LEFT,
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
          keepNext: stays,
          indent: { firstLine: mm(12.7) },
          spacing: { before: 0, after: 6 * POINT },
          children: [
            ...(block.lead === undefined ? [] : [run(`${block.lead} `, { bold: true })]),
            run(block.text, {}),
          ],
        }),
      ];
    case 'table':
      return [tableOf(block), gap(6, stays)];
  }
}

function tableOf(table: Block & { readonly kind: 'table' }): Table {
  const { headings, widths, numeric, centred: middle, rows } = table;
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
            alignment:
              isHeading || middle.includes(column)
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

/** Nothing, so many points high; `stays` on the page of what follows. */
export function gap(points: number, stays = false): Paragraph {
  const line = points * POINT;
  const spacing = { before: 0, after: 0, line, lineRule: 'exact' } as const;
  return new Paragraph({ keepNext: stays, spacing, children: [] });
}

/** In capitals. */
export function upper(text: string): string {
  return text.toUpperCase();
}
