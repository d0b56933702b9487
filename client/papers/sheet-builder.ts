import type { Cell, CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';

const SIDE = { style: 'thin', color: { rgb: '999999' } } as const;
const BOX = { border: { top: SIDE, right: SIDE, bottom: SIDE, left: SIDE } } as const;
const FONT = { name: 'Times New Roman', size: 12 } as const;
const TOP = { vertical: 'top', wrapText: true } as const;
const fill = (rgb: string) =>
  ({ fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb } } }) as const;

/** The few looks that the product's sheets have. */
export const LOOKS = {
  title: { font: { ...FONT, size: 14, bold: true }, alignment: { vertical: 'center' } },
  plain: { font: FONT, alignment: { vertical: 'top' } },
  warning: { font: { ...FONT, bold: true, color: { rgb: 'B00000' } }, alignment: TOP },
  heading: {
    font: { ...FONT, bold: true },
    alignment: { ...TOP, horizontal: 'center', vertical: 'center' },
    ...fill('DDE5EC'),
    ...BOX,
  },
  cell: { font: FONT, alignment: TOP, ...BOX },
  code: { font: { ...FONT, size: 9, color: { rgb: '888888' } }, alignment: TOP, ...BOX },
  hint: { font: { ...FONT, size: 10, italic: true }, alignment: TOP, ...BOX },
  total: { font: { ...FONT, bold: true }, alignment: TOP, ...fill('F0F0F0'), ...BOX },
  input: {
    font: FONT,
    alignment: TOP,
    ...fill('FFF9E0'),
    ...BOX,
    protection: { locked: false },
  },
} as const satisfies Record<string, CellStyle>;

export const COUNT_FORMAT = '#,##0';
export const PERCENT_FORMAT = '0.00%';

/** A sheet that is put together cell by cell; rows and columns from 0. */
export class SheetBuilder {
  readonly #cells = new Map<string, Partial<Cell>>();
  readonly #rows: CellValue[][] = [];

  put(row: number, column: number, value: CellValue, style: CellStyle): this {
    this.#set(row, column, value);
    this.#cells.set(`${row},${column}`, { value, style });
    return this;
  }

  /** A formula with what it comes to, for readers that do not calculate. */
  formula(row: number, column: number, formula: string, is: number | null, style: CellStyle): this {
    this.#set(row, column, is);
    const result = { formula, formulaResult: is, type: 'formula' } as const;
    this.#cells.set(`${row},${column}`, { ...result, value: is, style });
    return this;
  }

  sheet(name: string, more: Omit<WriteSheet, 'name' | 'rows' | 'cells'>): WriteSheet {
    return { name, rows: this.#rows, cells: this.#cells, ...more };
  }

  #set(row: number, column: number, value: CellValue): void {
    while (this.#rows.length <= row) this.#rows.push([]);
    const line = this.#rows[row] as CellValue[];
    while (line.length <= column) line.push(null);
    line[column] = value;
  }
}
