import type { Language } from '../../domain/text.ts';
import type { FormPart } from '../../domain/reporting/form.ts';
import { translate } from '../../locales/index.ts';

/** The hidden sheet that says which form, year and agency a template was made for. */
export const META_SHEET = 'ho-mat';

/** What the hidden sheet's lines begin with that say a part's version. */
export const VERSION_OF = 'version:';

/** What stands in the code column of a line that is a heading, not a figure. */
export const HEADING_CODE = '#';

/** The columns of a part's sheet, from the left, from 0. */
export const COLUMNS = {
  code: 0,
  name: 1,
  unit: 2,
  value: 3,
  register: 4,
  explanation: 5,
  hint: 6,
} as const;

/** The name of the sheet of a part: `Phần II.A`; the same in every version of a form. */
export function sheetNameOf(part: Pick<FormPart, 'number'>, language: Language): string {
  return translate(language, 'reports.sheet.part', { number: part.number });
}

/** `D7` for row 6 and column 3, both from 0. */
export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}
