import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHEET_FAULTS, sheetFaultText } from '../../../client/papers/sheet-faults.ts';
import type { ImportFor } from '../../../client/papers/spreadsheet-import.ts';
import { importSpreadsheet } from '../../../client/papers/spreadsheet-import.ts';
import { LARGEST_FIGURE } from '../../../domain/reporting/arithmetic.ts';
import { LONGEST_NARRATIVE } from '../../../domain/reporting/checking.ts';
import type { Figure, FormPart } from '../../../domain/reporting/form.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';
import type { Edit } from './sheets.ts';
import {
  FILLED,
  IMPORT_FOR,
  asWritten,
  edited,
  filledTemplate,
  partOf,
  repacked,
} from './sheets.ts';

let template: Uint8Array;
beforeAll(async () => {
  template = await filledTemplate();
});

const met = new Set<string>();

/** What an import says: `sheet!cell code found → expected` for each fault, or `taken`. */
async function said(bytes: Uint8Array, target: ImportFor = IMPORT_FOR): Promise<string[]> {
  const result = await importSpreadsheet(SMALL_FORM, target, bytes);
  // Nothing half imported: there is no filling beside faults.
  expect('filling' in result).toBe(result.ok);
  if (result.ok) return ['taken'];
  return result.faults.map((fault) => {
    met.add(fault.code);
    for (const language of LANGUAGES) {
      const words = sheetFaultText(fault, language);
      if (fault.cell !== null) expect(words).toContain(fault.cell);
      if (fault.sheet !== null) expect(words).toContain(fault.sheet);
    }
    const place = [fault.sheet, fault.cell].filter((one) => one !== null).join('!');
    const change = fault.expected === '' ? fault.found : `${fault.found} → ${fault.expected}`;
    return [place, fault.code, change].filter((one) => one !== '').join(' ');
  });
}

const first = (at: string, cell: Edit['cell']): Edit => ({ sheet: 'Phần I', at, cell });
const second = (at: string, cell: Edit['cell']): Edit => ({ sheet: 'Phần I.A', at, cell });
const number = (value: number) => ({ value, type: 'number' as const });
const text = (value: string) => ({ value, type: 'string' as const });
const DATED = {
  value: new Date(Date.UTC(2026, 2, 1)),
  type: 'date' as const,
  style: { numFmt: 'dd/mm/yyyy' },
};

describe('a filled-in template', () => {
  it('comes back as it was filled in, words with line breaks and all', async () => {
    const result = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, template);
    expect(result).toEqual({ ok: true, filling: FILLED, remarks: [], versions: {} });
  });

  it('comes back the same after another program has opened and saved it', async () => {
    const saved = readFileSync(new URL('saved-by-libreoffice.xlsx', import.meta.url));
    expect(partOf(saved, 'docProps/app.xml')).toContain('LibreOffice');
    const result = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, saved);
    expect(result).toEqual({ ok: true, filling: FILLED, remarks: [], versions: {} });
  });

  it('may be half filled in: what is blank is remarked on, with its cell', async () => {
    const half = await edited(template, [
      first('D7', { value: null, type: 'empty' }),
      second('D7', { value: null, type: 'empty' }),
    ]);
    const result = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, half);
    expect(
      result.ok && result.remarks.map(({ fault, sheet, cell }) => [fault.code, sheet, cell]),
    ).toEqual([['figure-missing', 'Phần I.A', 'D7']]);
  });

  it('may have sums that do not agree: a draft may, and the cell is named', async () => {
    const wrong = await edited(template, [second('D6', number(3))]);
    const result = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, wrong);
    expect(result.ok && result.remarks.map(({ fault, cell }) => [fault.code, cell])).toEqual([
      ['sum-differs', 'D6'],
    ]);
  });

  it('may have its lines in another order, since each is known by its code', async () => {
    const swapped = await edited(template, [
      first('A6', text('spent')),
      first('D6', number(1)),
      first('A7', text('planned')),
      first('D7', number(5)),
    ]);
    const result = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, swapped);
    expect(result.ok && result.filling.parts[0]?.figures).toMatchObject({ spent: 1, planned: 5 });
  });

  it('may have its sheet names taken apart into letters and marks', async () => {
    const apart = await edited(template, [], (sheets) =>
      sheets.map((sheet) => ({ ...asWritten(sheet), name: sheet.name.normalize('NFD') })),
    );
    expect(await said(apart)).toEqual(['taken']);
  });

  it('may have a negative number where the form does not forbid it', async () => {
    const [part, ...parts] = SMALL_FORM.parts as [FormPart, ...FormPart[]];
    const [planned, ...figures] = part.figures as [Figure, ...Figure[]];
    const allowed = { ...planned, rules: [] };
    const form = { ...SMALL_FORM, parts: [{ ...part, figures: [allowed, ...figures] }, ...parts] };
    const below = await edited(template, [first('D6', number(-5))]);
    const result = await importSpreadsheet(form, IMPORT_FOR, below);
    expect(result.ok && result.filling.parts[0]?.figures['planned']).toBe(-5);
  });

  it('says yes and no in any of the three languages', async () => {
    for (const [word, value] of [
      ['Có', 1],
      ['KHONG', 0],
      ['yes', 1],
      ['ບໍ່ມີ', 0],
    ] as const) {
      const result = await importSpreadsheet(
        SMALL_FORM,
        IMPORT_FOR,
        await edited(template, [first('D9', text(word))]),
      );
      expect(result.ok && result.filling.parts[0]?.figures['has-rules'], word).toBe(value);
    }
  });
});

describe('a wrong spreadsheet is refused as a whole, and every wrong cell is named', () => {
  it.each([
    [
      'a formula where a number belongs',
      first('D6', { value: 3, formula: '1+2', type: 'formula' }),
      'Phần I!D6 formula =1+2',
    ],
    [
      'a formula where words belong',
      first('D11', { value: 'x', formula: 'A1', type: 'formula' }),
      'Phần I!D11 formula =A1',
    ],
    ['text where a number belongs', first('D6', text('nhiều')), 'Phần I!D6 text-in-number nhiều'],
    ['a number with its unit', first('D6', text('12 đồng')), 'Phần I!D6 text-in-number 12 đồng'],
    ['a number written as text', second('D7', text('1')), 'Phần I.A!D7 number-as-text 1 → 1'],
    [
      'Vietnamese separators in a text',
      first('D6', text('2.000.000')),
      'Phần I!D6 number-as-text 2.000.000 → 2000000',
    ],
    [
      'a decimal comma in a text',
      first('D6', text('1.234,5')),
      'Phần I!D6 number-as-text 1.234,5 → 1234,5',
    ],
    ['a date where a number belongs', second('D7', DATED), 'Phần I.A!D7 date-in-number 2026-03-01'],
    [
      'true where a number belongs',
      second('D7', { value: true, type: 'boolean' }),
      'Phần I.A!D7 true-false-in-number true',
    ],
    ['a negative number', first('D7', number(-5)), 'Phần I!D7 negative -5'],
    ['a fraction', second('D8', number(0.5)), 'Phần I.A!D8 fraction 0.5'],
    [
      'more digits than are kept',
      first('D6', number(LARGEST_FIGURE + 1)),
      `Phần I!D6 too-many-digits ${LARGEST_FIGURE + 1}`,
    ],
    ['an error', second('D7', { value: '#REF!', type: 'error' }), 'Phần I.A!D7 error-value #REF!'],
    [
      'perhaps instead of yes or no',
      first('D9', text('một phần')),
      'Phần I!D9 not-yes-no một phần',
    ],
    ['two instead of yes or no', first('D9', number(2)), 'Phần I!D9 not-yes-no 2'],
    [
      'a percentage written over',
      first('D8', number(0.5)),
      'Phần I!D8 computed-overwritten 0.5 → 0.75',
    ],
    ['a date where words belong', first('D11', DATED), 'Phần I!D11 not-words 2026-03-01'],
    ['a number where an explanation belongs', second('F6', number(7)), 'Phần I.A!F6 not-words 7'],
    [
      'more words than are kept',
      first('D11', text('x'.repeat(LONGEST_NARRATIVE + 1))),
      'Phần I!D11 words-too-long 20001 → 20000',
    ],
    [
      'a line for a figure that the form has not',
      first('A12', text('extra')),
      'Phần I!A12 code-unknown extra',
    ],
    ['a number beside no figure', first('D14', number(9)), 'Phần I!D14 cell-unknown 9'],
    [
      'a note beside no figure',
      second('F13', text('xem lại')),
      'Phần I.A!F13 cell-unknown xem lại',
    ],
  ])('%s', async (_what, edit, words) => {
    expect(await said(await edited(template, [edit]))).toEqual([words]);
  });

  it('a figure that stands twice, or whose line was deleted', async () => {
    expect(await said(await edited(template, [first('A14', text('planned'))]))).toEqual([
      'Phần I!A14 code-repeated planned → D6',
    ]);
    expect(
      await said(await edited(template, [second('A8', { value: null, type: 'empty' })])),
    ).toEqual(['Phần I.A!D8 cell-unknown 1', 'Phần I.A line-missing leaked']);
  });

  it('a missing sheet, and a sheet of one’s own with numbers in it', async () => {
    const renamed = await edited(template, [], (sheets) =>
      sheets.map((sheet) => ({
        ...asWritten(sheet),
        name: sheet.name === 'Phần I.A' ? 'Trang của tôi' : sheet.name,
      })),
    );
    expect(await said(renamed)).toEqual(['Trang của tôi sheet-unknown', 'Phần I.A sheet-missing']);
    const empty = await edited(template, [], (sheets) => [
      ...sheets.map(asWritten),
      { name: 'Sheet1', rows: [[null, '  ']] },
    ]);
    expect(await said(empty)).toEqual(['taken']);
  });

  it('the wrong form, version, year, office, or a drill for a real report', async () => {
    const meta = (at: string, value: string) =>
      edited(template, [{ sheet: 'ho-mat', at, cell: text(value) }]);
    expect(await said(await meta('B1', 'treaties'))).toEqual(['wrong-form treaties → small']);
    expect(await said(await meta('B2', '2'))).toEqual(['wrong-version 2 → 1']);
    expect(await said(template, { ...IMPORT_FOR, year: 2027 })).toEqual(['wrong-year 2026 → 2027']);
    expect(await said(template, { ...IMPORT_FOR, office: 'UBX-1' })).toEqual([
      'wrong-office UBX-02647 → UBX-1',
    ]);
    expect(await said(template, { ...IMPORT_FOR, drill: true })).toEqual([
      'wrong-cycle false → true',
    ]);
    const own = { ...IMPORT_FOR, report: 'BCN-2026.UBX-02647' };
    expect(await said(template, own)).toEqual(['wrong-report  → BCN-2026.UBX-02647']);
  });

  it('every fault of a file at once, in the order of its sheets', async () => {
    const wrong = await edited(template, [
      second('D7', text('một')),
      first('D7', number(-1)),
      first('D6', number(1.5)),
      second('D11', number(4)),
    ]);
    expect(await said(wrong)).toEqual([
      'Phần I!D6 fraction 1.5',
      'Phần I!D7 negative -1',
      'Phần I.A!D7 text-in-number một',
      'Phần I.A!D11 not-words 4',
    ]);
  });
});

describe('what is no spreadsheet to be read', () => {
  const bytes = (words: string) => new TextEncoder().encode(words);

  it('a text, a picture, nothing at all, a document of a word processor', async () => {
    expect(await said(bytes('planned;2000000\n'))).toEqual(['not-a-spreadsheet']);
    expect(await said(new Uint8Array())).toEqual(['not-a-spreadsheet']);
    expect(await said(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toEqual(['not-a-spreadsheet']);
    const word = repacked(template, { 'xl/workbook.xml': null, 'word/document.xml': '<w/>' });
    expect(await said(word)).toEqual(['not-a-spreadsheet']);
  });

  it('an old .xls, or a file with a password', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: 'x', rows: [['x']] }],
      encryption: { password: 'secret', spinCount: 1_000 },
    });
    expect(await said(locked)).toEqual(['old-or-locked']);
  });

  it('another spreadsheet than a template', async () => {
    expect(
      await said(await writeXlsx({ sheets: [{ name: 'x', rows: [['planned', 1]] }] })),
    ).toEqual(['not-a-template']);
  });

  it('a file with macros, whatever it is called', async () => {
    expect(await said(repacked(template, { 'xl/vbaProject.bin': 'x' }))).toEqual(['macros']);
    const types = partOf(template, '[Content_Types].xml');
    const macro = types.replace('spreadsheetml.sheet.main', 'sheet.macroEnabled.main');
    expect(macro).not.toBe(types);
    expect(await said(repacked(template, { '[Content_Types].xml': macro }))).toEqual(['macros']);
  });

  it('a file that links elsewhere or brings something along', async () => {
    for (const part of ['xl/externalLinks/externalLink1.xml', 'xl/embeddings/oleObject1.bin']) {
      expect(await said(repacked(template, { [part]: 'x' }))).toEqual(['foreign-parts']);
    }
  });

  it('a zip bomb: little to send, too much to unpack', async () => {
    const zeros = new Uint8Array(20 * 1024 * 1024);
    const bomb = repacked(template, { 'xl/media/image1.png': zeros });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await said(bomb)).toEqual(['too-large']);
  });

  it('a bomb that says of itself that it is small', async () => {
    const zeros = new Uint8Array(20 * 1024 * 1024);
    const bomb = repacked(template, { 'xl/media/image1.png': zeros });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let at = 0; at + 4 <= bomb.length; at += 1) {
      const isEntry = view.getUint32(at, true) === 0x02014b50;
      if (isEntry && view.getUint32(at + 24, true) === zeros.length)
        view.setUint32(at + 24, 10, true);
    }
    expect(await said(bomb)).toEqual(['too-large']);
  });

  it('a file of more than two megabytes, or of a thousand parts', async () => {
    const noise = Uint8Array.from(randomBytes(3 * 1024 * 1024));
    expect(await said(repacked(template, { 'xl/media/image1.png': noise }))).toEqual(['too-large']);
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`xl/media/${index}.png`, 'x']),
    );
    expect(await said(repacked(template, many))).toEqual(['too-large']);
  });

  it('a damaged file: cut short, bits flipped, no XML, entities that grow', async () => {
    expect(await said(template.subarray(0, template.length / 2))).toEqual(['broken']);
    // A digit changed in a part that is not packed: only its checksum tells.
    const plain = zipSync(unzipSync(template), { level: 0 });
    const at = Buffer.from(plain).indexOf('<v>2000000</v>');
    expect(at).toBeGreaterThan(0);
    const flipped = Uint8Array.from(plain);
    flipped.set(Buffer.from('<v>9000000</v>'), at);
    expect(await said(plain)).toEqual(['taken']);
    expect(await said(flipped)).toEqual(['broken']);
    const grows =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>';
    expect(await said(repacked(template, { 'xl/worksheets/sheet1.xml': grows }))).toEqual([
      'broken',
    ]);
    const noXml = repacked(template, { 'xl/workbook.xml': 'no xml at all' });
    expect(await said(noXml)).toHaveLength(1);
  });

  it('never throws, whatever bytes are flipped', async () => {
    for (let at = 0; at < template.length; at += 97) {
      const flipped = Uint8Array.from(template);
      flipped[at] = (flipped[at] ?? 0) ^ 0x55;
      await expect(importSpreadsheet(SMALL_FORM, IMPORT_FOR, flipped)).resolves.toBeDefined();
    }
  });
});

describe('every fault of a spreadsheet', () => {
  it('has been met by a wrong file above', () => {
    expect([...met].sort()).toEqual([...SHEET_FAULTS].sort());
  });
});

it('a template holds nothing that the one who fills it in should not see', async () => {
  const { sheets } = await readXlsx(template);
  expect(sheets.map(({ name, veryHidden }) => [name, veryHidden === true])).toEqual([
    ['Phần I', false],
    ['Phần I.A', false],
    ['ho-mat', true],
  ]);
});
