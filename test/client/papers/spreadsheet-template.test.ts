import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Sheet } from 'hucre/xlsx';
import { parseCellRef, readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { writeTemplate } from '../../../client/papers/spreadsheet-template.ts';
import { importSpreadsheet } from '../../../client/papers/spreadsheet-import.ts';
import { emptyFilling } from '../../../domain/reporting/filling.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { loadForms } from '../../../rules/load-forms.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';
import { FILLED, IMPORT_FOR, TARGET, filledTemplate } from './sheets.ts';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function sheetOf(bytes: Uint8Array, name: string): Promise<Sheet> {
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  const sheet = sheets.find((one) => one.name === name);
  if (sheet === undefined) throw new Error(`No sheet ${name}`);
  return sheet;
}

function cellOf(sheet: Sheet, at: string) {
  const { row, col } = parseCellRef(at);
  return { ...sheet.cells?.get(`${row},${col}`), value: sheet.rows[row]?.[col] ?? null };
}

describe('the template of a form', () => {
  it('has a sheet a part, with code, name, unit, hint and the number of the system', async () => {
    const known = new Map([['cases', { value: 1, behind: [] }]]);
    const sheet = await sheetOf(await writeTemplate(SMALL_FORM, TARGET, { known }), 'Phần I.A');
    expect(['A6', 'B6', 'C6', 'D6', 'E6'].map((at) => cellOf(sheet, at).value)).toEqual([
      ...['cases', 'cases', 'x', null, 1],
    ]);
    expect(cellOf(sheet, 'G6').value).toBe('phải điền');
    expect(cellOf(sheet, 'B4').value).toBe(
      'Không ghi nội dung bí mật nhà nước. Chỉ ghi vào ô nền vàng.',
    );
  });

  it('is locked but for what is to be filled in', async () => {
    const sheet = await sheetOf(await filledTemplate(), 'Phần I');
    expect(sheet.protection?.sheet).toBe(true);
    const open = [...(sheet.cells ?? [])]
      .filter(([, cell]) => cell.style?.protection?.locked === false)
      .map(([place]) => place)
      .sort();
    // Planned, spent, has-rules; the words over three columns.
    expect(open).toEqual(['10,3', '10,4', '10,5', '5,3', '6,3', '8,3']);
    const second = await sheetOf(await filledTemplate(), 'Phần I.A');
    expect(cellOf(second, 'F6').style?.protection?.locked, 'explanations').toBe(false);
    expect(cellOf(second, 'E6').style?.protection?.locked, 'the register').not.toBe(false);
  });

  it('calculates sums and percentages in the sheet, as the system does', async () => {
    const first = await sheetOf(await filledTemplate(), 'Phần I');
    expect(cellOf(first, 'D8')).toMatchObject({
      formula: 'IF(N(D6)=0,0,ROUND(D7/D6,4))',
      value: 0.75,
    });
    const second = await sheetOf(await filledTemplate(), 'Phần I.A');
    expect(cellOf(second, 'D9')).toMatchObject({ formula: 'SUM(D6,D7)', value: 3 });
  });

  it('refuses wrong numbers already while they are typed', async () => {
    const sheet = await sheetOf(await filledTemplate(), 'Phần I');
    const rules = sheet.dataValidations ?? [];
    expect(rules.find(({ range }) => range === 'D6')).toMatchObject({
      type: 'whole',
      formula1: '0',
      errorStyle: 'stop',
    });
    expect(rules.find(({ range }) => range === 'D9')).toMatchObject({
      type: 'list',
      values: ['có', 'không'],
    });
    expect(rules.find(({ range }) => range === 'D11')?.type).toBe('textLength');
  });

  it('keeps words that begin like a formula as words', async () => {
    const sheet = await sheetOf(await filledTemplate(), 'Phần I.A');
    expect(cellOf(sheet, 'D11').value).toBe('=SC-2026-000001: đã thu hồi');
    expect(cellOf(sheet, 'D11').formula).toBeUndefined();
  });

  it('says in its sheets when it is for a drill', async () => {
    const drill = await writeTemplate(SMALL_FORM, { ...TARGET, drill: true });
    expect(String(cellOf(await sheetOf(drill, 'Phần I'), 'B1').value)).toContain('DIỄN TẬP');
    const real = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, drill);
    expect(real.ok).toBe(false);
  });

  it('says which report it is of, and the version of every part that it shows', async () => {
    const target = { ...TARGET, report: 'BCN-2026.UBX-02647', versions: { first: 3, second: 12 } };
    const file = await writeTemplate(SMALL_FORM, target, { filling: FILLED });
    const own = { ...IMPORT_FOR, report: 'BCN-2026.UBX-02647' };
    expect(await importSpreadsheet(SMALL_FORM, own, file)).toMatchObject({
      ok: true,
      versions: { first: 3, second: 12 },
    });
    const other = await importSpreadsheet(SMALL_FORM, { ...own, report: 'BCN-2026.UBND-15' }, file);
    expect(other).toMatchObject({ faults: [{ code: 'wrong-report', found: own.report }] });
  });

  it('has the same bytes for the same input, whenever it is written', async () => {
    const one = digest(await filledTemplate());
    await setTimeout(2_100);
    expect(digest(await filledTemplate())).toBe(one);
    const other = await writeTemplate(SMALL_FORM, { ...TARGET, year: 2027 }, { filling: FILLED });
    expect(digest(other)).not.toBe(one);
  });

  it('comes back from every form, in every language, of an office and of a branch', async () => {
    for (const form of loadForms()) {
      for (const language of LANGUAGES) {
        for (const scope of ['office', 'branch'] as const) {
          const filling = emptyFilling(form, scope);
          const bytes = await writeTemplate(form, TARGET, { filling, language });
          const back = await importSpreadsheet(form, IMPORT_FOR, bytes);
          expect(back, `${form.id} ${language} ${scope}`).toMatchObject({ ok: true });
          expect(back.ok && back.filling.scope).toBe(scope);
        }
      }
    }
  });

  it('counts yes in a branch, where an office says yes or no', async () => {
    const branch = { ...FILLED, scope: 'branch' as const };
    const [first, ...others] = branch.parts as [(typeof branch.parts)[0], ...typeof branch.parts];
    const parts = [{ ...first, figures: { ...first.figures, 'has-rules': 7 } }, ...others];
    const bytes = await writeTemplate(SMALL_FORM, TARGET, { filling: { ...branch, parts } });
    const back = await importSpreadsheet(SMALL_FORM, IMPORT_FOR, bytes);
    expect(back.ok && back.filling.parts[0]?.figures['has-rules']).toBe(7);
  });
});
