import type { Sheet } from 'hucre/xlsx';
import { parseCellRef, readXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportOf } from '../../../client/papers/spreadsheet-export.ts';
import { writeConsolidated } from '../../../client/papers/spreadsheet-export.ts';
import type { BranchReport } from '../../../domain/reporting/consolidating.ts';
import { consolidate } from '../../../domain/reporting/consolidating.ts';
import { nilFilling } from '../../../domain/reporting/filling.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';
import { FILLED, TARGET } from './sheets.ts';

const behind = [{ office: 'UBX-1', what: 'SC-2026-000001' }];
const commune: BranchReport = {
  office: 'UBX-1',
  arrival: 'late',
  filling: FILLED,
  register: new Map([['cases', { value: 1, behind }]]),
  below: [],
};
const BRANCHES: readonly BranchReport[] = [
  commune,
  {
    ...commune,
    office: 'UBX-2',
    arrival: 'on-time',
    filling: nilFilling(SMALL_FORM),
    register: new Map(),
  },
  { ...commune, office: 'UBX-3', arrival: 'not-received', filling: null, register: new Map() },
];
const INPUT: ExportOf = {
  form: SMALL_FORM,
  consolidation: consolidate(SMALL_FORM, BRANCHES),
  collector: { id: 'UBND-15', name: 'Ủy ban nhân dân tỉnh Lào Cai' },
  year: 2026,
  period: TARGET.period,
  drill: false,
  nameOf: (office) => `Xã ${office.slice(-1)}`,
  withCases: true,
};

let sheets: readonly Sheet[] = [];
beforeAll(async () => {
  sheets = (await readXlsx(await writeConsolidated(INPUT))).sheets;
});

function at(name: string, place: string) {
  const sheet = sheets.find((one) => one.name === name);
  if (sheet === undefined) throw new Error(`No sheet ${name}`);
  const { row, col } = parseCellRef(place);
  return { value: sheet.rows[row]?.[col] ?? null, ...sheet.cells?.get(`${row},${col}`) };
}
const line = (name: string, row: number) =>
  ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((column) => at(name, `${column}${row}`).value);

describe('the consolidated report as a spreadsheet', () => {
  it('has a sheet a part, then what does not agree, the words, who reported, the cases', () => {
    expect(sheets.map(({ name }) => name)).toEqual([
      'Phần I',
      'Phần I.A',
      'Chênh lệch',
      'Nội dung',
      'Tình hình nộp',
      'Chi tiết',
    ]);
  });

  it('has one row an agency, blank where nothing was received, and the sums above them', () => {
    expect(line('Phần I.A', 6).slice(0, 4)).toEqual([null, 'TỔNG CỘNG', 2, 1]);
    expect(line('Phần I.A', 7).slice(0, 4)).toEqual(['UBX-1', 'Xã 1', 2, 1]);
    expect(line('Phần I.A', 8).slice(0, 4)).toEqual(['UBX-2', 'Xã 2', 0, 0]);
    expect(line('Phần I.A', 9).slice(0, 4)).toEqual(['UBX-3', 'Xã 3', null, null]);
    expect(at('Phần I.A', 'C6').formula).toBe('SUM(C7:C9)');
  });

  it('does not add up percentages', () => {
    expect(at('Phần I', 'E6')).toMatchObject({ value: 0.75 });
    expect(at('Phần I', 'E6').formula).toBeUndefined();
  });

  it('lists what does not agree, with its explanation', () => {
    expect(line('Chênh lệch', 6)).toEqual([
      ...['UBX-1', 'Xã 1', 'cases', 'khác sổ theo dõi', 1, 2, 'Một vụ báo bằng giấy'],
    ]);
    expect(line('Chênh lệch', 7)).toEqual([null, null, null, null, null, null, null]);
  });

  it('gathers the words with their authors; what begins like a formula stays words', () => {
    expect(line('Nội dung', 7).slice(0, 4)).toEqual([
      ...['I.A. Handling', 'UBX-1', 'Xã 1', '=SC-2026-000001: đã thu hồi'],
    ]);
    expect(at('Nội dung', 'D7').formula).toBeUndefined();
  });

  it('says of every agency how its report came in', () => {
    expect([6, 7, 8].map((row) => line('Tình hình nộp', row).slice(0, 4))).toEqual([
      ['UBX-1', 'Xã 1', 1, 'trễ'],
      ['UBX-2', 'Xã 2', 1, 'đúng hạn; không phát sinh'],
      ['UBX-3', 'Xã 3', 1, 'chưa nhận được'],
    ]);
  });

  it('lists the cases behind the numbers only for those who may see them', async () => {
    expect(line('Chi tiết', 6).slice(0, 4)).toEqual(['cases', 'UBX-1', 'Xã 1', 'SC-2026-000001']);
    const closed = await readXlsx(await writeConsolidated({ ...INPUT, withCases: false }));
    expect(closed.sheets.map(({ name }) => name)).not.toContain('Chi tiết');
    const words = JSON.stringify(closed.sheets.map(({ rows }) => rows.slice(0, 60)));
    expect(words.replace('=SC-2026-000001: đã thu hồi', '')).not.toContain('SC-2026');
  });

  it('says that it is of a drill, in every language and sheet', async () => {
    for (const language of LANGUAGES) {
      const bytes = await writeConsolidated({ ...INPUT, drill: true, language });
      for (const sheet of (await readXlsx(bytes)).sheets) {
        const mark = { vi: 'DIỄN TẬP', en: 'DRILL', lo: 'ຊ້ອມ' }[language];
        expect(String(sheet.rows[0]?.[0]), sheet.name).toContain(mark);
      }
    }
  });
});
