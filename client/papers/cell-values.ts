import type { Cell } from 'hucre/xlsx';
import { LARGEST_FIGURE } from '../../domain/reporting/arithmetic.ts';
import { LONGEST_NARRATIVE } from '../../domain/reporting/checking.ts';
import type { FillingScope } from '../../domain/reporting/scope.ts';
import type { Figure } from '../../domain/reporting/form.ts';
import { ruleOf } from '../../domain/reporting/form.ts';
import { plain } from '../../domain/plain-text.ts';
import { LANGUAGES, translate } from '../../locales/index.ts';
import type { SheetFaultCode } from './sheet-faults.ts';

export type ReadCell = Pick<Cell, 'value' | 'type' | 'formula'>;

interface CellFault {
  readonly fault: SheetFaultCode;
  readonly found: string;
  readonly expected: string;
}

/**
 * The number in a cell of a figure; null when it is blank. A number written as text is refused with
 * what it would be by Vietnamese separators: `1.234` is one thing here and another elsewhere.
 */
export function readFigure(
  figure: Figure,
  scope: FillingScope,
  cell: ReadCell,
): { readonly value: number | null } | CellFault {
  const { value, type } = cell;
  const found = shown(cell);
  const fault = (code: SheetFaultCode, expected = '') => ({ fault: code, found, expected });
  if (type === 'formula') return fault('formula');
  if (type === 'error') return fault('error-value');
  if (value === null || (typeof value === 'string' && value.trim() === '')) return { value: null };
  if (value instanceof Date) return fault('date-in-number');
  if (figure.type === 'yes-no' && scope === 'office') {
    const answer = yesNoOf(value);
    return answer === null ? fault('not-yes-no') : { value: answer };
  }
  if (typeof value === 'boolean') return fault('true-false-in-number');
  if (typeof value === 'string') {
    const number = vietnameseNumber(value);
    return number === null ? fault('text-in-number') : fault('number-as-text', number);
  }
  if (!Number.isFinite(value)) return fault('error-value');
  if (Math.abs(value) > LARGEST_FIGURE) return fault('too-many-digits');
  if (!Number.isInteger(value)) return fault('fraction');
  if (value < 0 && ruleOf(figure, 'not-negative') !== undefined) return fault('negative');
  return { value: value === 0 ? 0 : value };
}

/** The words in a cell, in composed form; blank when there are none. */
export function readWords(cell: ReadCell): { readonly text: string } | CellFault {
  const { value, type } = cell;
  const found = shown(cell);
  if (type === 'formula') return { fault: 'formula', found, expected: '' };
  if (type === 'error') return { fault: 'error-value', found, expected: '' };
  if (value === null) return { text: '' };
  if (typeof value !== 'string') return { fault: 'not-words', found, expected: '' };
  const text = clean(value);
  return text.length > LONGEST_NARRATIVE
    ? { fault: 'words-too-long', found: String(text.length), expected: String(LONGEST_NARRATIVE) }
    : { text };
}

function shown({ value, formula }: ReadCell): string {
  if (formula !== undefined) return `=${formula}`;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
}

function yesNoOf(value: string | number | boolean): 0 | 1 | null {
  if (value === true || value === 1) return 1;
  if (value === false || value === 0) return 0;
  const word = plain(String(value));
  const isOneOf = (key: 'reports.value.yes' | 'reports.value.no') =>
    LANGUAGES.some((language) => plain(translate(language, key)) === word);
  return isOneOf('reports.value.yes') ? 1 : isOneOf('reports.value.no') ? 0 : null;
}

/** What a text would be as a number written the Vietnamese way, or null when it is none. */
function vietnameseNumber(text: string): string | null {
  const trimmed = text.trim().replace(/[\s\u00a0\u202f]/g, '');
  if (!/^[+-]?\d[\d.,]*$/.test(trimmed)) return null;
  const whole = trimmed.split(',')[0] ?? '';
  return trimmed.includes(',')
    ? `${whole.replaceAll('.', '')},${trimmed.slice(whole.length + 1)}`
    : whole.replaceAll('.', '');
}

// What word processors leave behind in a cell: carriage returns, no-break spaces, control signs.
function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/_x000D_|\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .trim();
}
