import { strToU8, unzipSync, zipSync } from 'fflate';
import type { Cell, Sheet, WriteSheet } from 'hucre/xlsx';
import { parseCellRef, readXlsx, writeXlsx } from 'hucre/xlsx';
import { writeTemplate } from '../../../client/papers/spreadsheet-template.ts';
import type { TemplateFor } from '../../../client/papers/spreadsheet-template.ts';
import type { Filling } from '../../../domain/reporting/filling.ts';
import { emptyFilling, withPart } from '../../../domain/reporting/filling.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';

export const TARGET: TemplateFor = {
  office: { id: 'UBX-02647', name: 'Ủy ban nhân dân phường Lào Cai' },
  year: 2026,
  period: { from: '2025-12-15' as CivilDate, to: '2026-12-14' as CivilDate },
  drill: false,
};
export const IMPORT_FOR = { office: 'UBX-02647', year: 2026, drill: false } as const;

/** A small report, filled in and whole. */
export const FILLED: Filling = [
  {
    part: 'first',
    figures: { planned: 2_000_000, spent: 1_500_000, 'has-rules': 1 },
    narratives: { results: 'Đã thực hiện.\nĐủ các nhiệm vụ.' },
    explanations: {},
  },
  {
    part: 'second',
    figures: { cases: 2, lost: 1, leaked: 1 },
    narratives: { handling: '=SC-2026-000001: đã thu hồi' },
    explanations: { cases: 'Một vụ báo bằng giấy' },
  },
].reduce((filling, part) => withPart(SMALL_FORM, filling, part), emptyFilling(SMALL_FORM));

/** The template of the small form with the small report in it. */
export function filledTemplate(): Promise<Uint8Array> {
  return writeTemplate(SMALL_FORM, TARGET, { filling: FILLED });
}

export interface Edit {
  readonly sheet: string;
  readonly at: string;
  readonly cell: Partial<Cell>;
}

/** The same file as somebody changed it in a spreadsheet program, protection taken off. */
export async function edited(
  bytes: Uint8Array,
  edits: readonly Edit[],
  more: (sheets: Sheet[]) => WriteSheet[] = (sheets) => sheets.map(asWritten),
): Promise<Uint8Array> {
  const { sheets } = await readXlsx(bytes);
  for (const { sheet, at, cell } of edits) {
    const found = sheets.find(({ name }) => name === sheet);
    if (found === undefined) throw new Error(`No sheet ${sheet}`);
    const { row, col } = parseCellRef(at);
    found.cells ??= new Map();
    while (found.rows.length <= row) found.rows.push([]);
    const line = found.rows[row] as Sheet['rows'][number];
    while (line.length <= col) line.push(null);
    line[col] = cell.value ?? null;
    found.cells.set(`${row},${col}`, cell as Cell);
  }
  return writeXlsx({ sheets: more(sheets) });
}

/** A sheet that was read, as it is written again. */
export function asWritten({ name, rows, cells, veryHidden }: Sheet): WriteSheet {
  return {
    name,
    rows,
    ...(cells === undefined ? {} : { cells }),
    ...(veryHidden === true ? { veryHidden } : {}),
  };
}

/** The same archive with parts added, replaced, or (null) taken out. */
export function repacked(
  bytes: Uint8Array,
  parts: Readonly<Record<string, string | Uint8Array | null>>,
): Uint8Array {
  const all: Record<string, Uint8Array> = unzipSync(bytes);
  for (const [name, part] of Object.entries(parts)) {
    if (part === null) delete all[name];
    else all[name] = typeof part === 'string' ? strToU8(part) : part;
  }
  return zipSync(all);
}

/** The text of one part of an archive. */
export function partOf(bytes: Uint8Array, name: string): string {
  const part = unzipSync(bytes)[name];
  if (part === undefined) throw new Error(`No part ${name}`);
  return new TextDecoder().decode(part);
}
