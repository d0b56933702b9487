import type { ISectionOptions, ITableCellOptions } from 'docx';
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
  WidthType,
} from 'docx';
import { translate } from '../../locales/index.ts';
import type { Language } from '../../domain/text.ts';
import type { Look } from './document-blocks.ts';
import {
  FONT,
  HALF,
  TEXT_WIDTH,
  blockOf,
  centred,
  gap,
  mm,
  rule,
  run,
  upper,
} from './document-blocks.ts';
import type { ReportPaper } from './report-paper.ts';
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
        headers: headersOf(paper),
        children: [
          letterhead(paper, language),
          ...titleOf(paper, language),
          ...paper.body.flatMap((block, index) => blockOf(block, last(paper.body, index))),
          gap(6, true),
          closing(paper, language),
        ],
      },
      ...annexOf(paper, language),
    ],
  });
  const date = paper.date === null ? '2000-01-01' : paper.date;
  return sameBytes(await Packer.toBuffer(document), `${date}T00:00:00Z`);
}

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
          ...(parent === null ? [] : [centred(upper(together(parent)), { size: 13 })]),
          centred(upper(together(name)), { size: 13, bold: true }),
          rule(left, 0.4, 4),
        ],
        [
          centred(translate(language, 'reports.paper.nation'), { size: 13, bold: true }),
          centred(translate(language, 'reports.paper.motto'), { size: 14, bold: true }),
          rule(right, 0.6, 4),
        ],
      ],
      [
        [centred(translate(language, 'reports.paper.number', numbered), { size: 13 })],
        [centred(placeAndDate(paper, language), { italics: true })],
      ],
    ],
  );
}

/** `Ủy ban nhân dân xã Y Tý` breaks before its territory, not within it, if there is room. */
function together(name: string): string {
  const territory = /(?:tỉnh|thành phố|xã|phường|đặc khu) \p{Lu}.*$/u.exec(name)?.[0] ?? '';
  const isShort = territory.length <= LONGEST_TOGETHER;
  return isShort ? name.slice(0, name.length - territory.length) + unbroken(territory) : name;
}

// What fits in a line of the issuer's column in bold capitals of 13 points.
const LONGEST_TOGETHER = 21;
const unbroken = (words: string) => words.replaceAll(' ', '\u00a0');

const BLANK = '       ';

function placeAndDate(paper: ReportPaper, language: Language): string {
  const { place } = paper;
  return translate(language, 'reports.paper.place-date', { place, ...datedAs(paper) });
}

// A zero before days under 10 and before January and February, before no other month.
function datedAs({ date }: ReportPaper) {
  if (date === null) return { day: BLANK, month: BLANK, year: BLANK };
  const [year = '', month = '', day = ''] = date.split('-');
  return { day, month: Number(month) <= 2 ? month : String(Number(month)), year };
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

/** A section of its own, with its own page numbers, that says which paper it belongs to. */
function annexOf(paper: ReportPaper, language: Language): ISectionOptions[] {
  const { annex, issuer, symbol } = paper;
  if (annex === null) return [];
  const of = translate(language, 'reports.paper.annex-of', {
    ...datedAs(paper),
    number: paper.number ?? BLANK,
    symbol,
    office: issuer.name,
  });
  return [
    {
      properties: { titlePage: true, page: { ...PAGE, pageNumbers: { start: 1 } } },
      headers: headersOf(paper),
      children: [
        centred(translate(language, 'reports.paper.annex'), { bold: true }),
        centred(upper(annex.name), { bold: true }),
        centred(of, { italics: true }),
        rule(TEXT_WIDTH, 0.25, 12),
        ...annex.body.flatMap((block) => blockOf(block)),
      ],
    },
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

function headersOf(paper: ReportPaper): { readonly first: Header; readonly default: Header } {
  const marks = marksOf(paper);
  const first = marks.length === 0 ? [new Paragraph({ children: [] })] : marks;
  return {
    first: new Header({ children: first }),
    default: new Header({ children: [pageNumber(), ...marksOf(paper)] }),
  };
}

function marksOf({ marks }: ReportPaper): Paragraph[] {
  return marks.length === 0 ? [] : [centred(marks.join(' · '), { size: 13, bold: true })];
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 13 * HALF, font: FONT })],
  });
}
