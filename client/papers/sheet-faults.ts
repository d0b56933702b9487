import type { Language } from '../../domain/text.ts';
import { translate } from '../../locales/index.ts';
import { PACKAGE_FAULTS } from './package-parts.ts';

/** Everything that can be wrong with a spreadsheet that an agency sends. */
export const SHEET_FAULTS = [
  ...PACKAGE_FAULTS,
  'not-a-template',
  'wrong-form',
  'wrong-version',
  'wrong-year',
  'wrong-office',
  'wrong-cycle',
  'wrong-report',
  'sheet-missing',
  'sheet-unknown',
  'line-missing',
  'code-unknown',
  'code-repeated',
  'cell-unknown',
  'formula',
  'error-value',
  'text-in-number',
  'number-as-text',
  'date-in-number',
  'true-false-in-number',
  'fraction',
  'negative',
  'too-many-digits',
  'not-yes-no',
  'computed-overwritten',
  'not-words',
  'words-too-long',
] as const;
export type SheetFaultCode = (typeof SHEET_FAULTS)[number];

/** One thing that is wrong with a spreadsheet: where, what stands there, what should. */
export interface SheetFault {
  readonly code: SheetFaultCode;
  /** Null when it is the whole file. */
  readonly sheet: string | null;
  /** `D7`; null when it is the whole sheet. */
  readonly cell: string | null;
  readonly found: string;
  readonly expected: string;
}

const LONGEST_QUOTE = 60;

/** The fault in words, with sheet and address before it: `Phần I, ô D7: …`. */
export function sheetFaultText(fault: SheetFault, language: Language): string {
  const { code, sheet, cell, expected } = fault;
  const found = [...fault.found].slice(0, LONGEST_QUOTE).join('');
  const words = translate(language, `reports.sheet-fault.${code}`, { found, expected });
  if (sheet === null) return words;
  return cell === null
    ? translate(language, 'reports.sheet-fault.in-sheet', { sheet, words })
    : translate(language, 'reports.sheet-fault.in-cell', { sheet, cell, words });
}
