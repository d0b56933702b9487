import type { WriteOptions, WriteSheet } from 'hucre/xlsx';

type NamedRange = NonNullable<WriteOptions['namedRanges']>[number];

/** A4 on its side, as wide as the sheet, with page numbers at its foot. */
export const ON_ITS_SIDE = {
  pageSetup: {
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.4, header: 0.3, footer: 0.3 },
  },
  headerFooter: { oddFooter: '&C&P/&N' },
} as const satisfies Pick<WriteSheet, 'pageSetup' | 'headerFooter'>;

/** The same, small, and over as many pages side by side as it takes. */
export const PAGE_BY_PAGE = {
  ...ON_ITS_SIDE,
  pageSetup: {
    paperSize: 'a4',
    orientation: 'landscape',
    scale: 75,
    margins: ON_ITS_SIDE.pageSetup.margins,
  },
} as const satisfies Pick<WriteSheet, 'pageSetup' | 'headerFooter'>;

/**
 * What stands on every printed page again: rows (`$5:$5`) and columns (`$A:$B`). The writer's own
 * option leaves a sheet's name unquoted, and with a blank in it programs take the file as broken.
 */
export function printTitles(sheet: string, rows: string, columns?: string): NamedRange {
  const parts = [...(columns === undefined ? [] : [columns]), rows];
  const range = parts.map((part) => `${quoted(sheet)}!${part}`).join(',');
  return { name: '_xlnm.Print_Titles', range, scope: sheet };
}

/** What of a sheet is printed (`$B$1:$G$20`). */
export function printArea(sheet: string, area: string): NamedRange {
  return { name: '_xlnm.Print_Area', range: `${quoted(sheet)}!${area}`, scope: sheet };
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

const LINE_HEIGHT = 16;
// No program keeps a row that is higher.
const HIGHEST = 400;

/** How high a row has to be for its texts, each in a column of a width; in points. */
export function rowHeight(
  texts: readonly { readonly text: string; readonly width: number }[],
  least = 1,
): number {
  const lines = texts.map(({ text, width }) => linesIn(text, width));
  return Math.min(Math.max(least, ...lines) * LINE_HEIGHT, HIGHEST);
}

// Programs do not widen a row for wrapped words by themselves when they open a file. Letters are
// somewhat narrower than the digits that widths are counted in; words that do not fit cost room.
function linesIn(text: string, width: number): number {
  const most = Math.max(1, width * 1.05);
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / most)), 0);
}
