import { zipSync } from 'fflate';
import { TooLargeZip, unzipWithin } from './zip-parts.ts';

/** Why a file cannot be read as a spreadsheet at all. */
export const PACKAGE_FAULTS = [
  'not-a-spreadsheet',
  'old-or-locked',
  'too-large',
  'macros',
  'foreign-parts',
  'broken',
] as const;
export type PackageFault = (typeof PACKAGE_FAULTS)[number];

const MAX_FILE = 2 * 1024 * 1024;
const MOST = { files: 200, bytes: 12 * 1024 * 1024 } as const;
const ZIP = [0x50, 0x4b];
// The container of .xls, and of files with a password.
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
// Where a spreadsheet keeps what reaches outside of it or brings something else along.
const FOREIGN =
  /^xl\/(externalLinks|embeddings|ctrlProps|activeX|connections|queryTables|webextensions)/i;

/**
 * Opens a spreadsheet that somebody sent and hands back one that is safe to read: no larger than a
 * form can be, without macros, without links to elsewhere.
 */
export function safeSpreadsheet(bytes: Uint8Array): Uint8Array | PackageFault {
  if (bytes.length > MAX_FILE) return 'too-large';
  if (startsWith(bytes, COMPOUND)) return 'old-or-locked';
  if (!startsWith(bytes, ZIP)) return 'not-a-spreadsheet';
  try {
    const parts = unzipWithin(bytes, MOST);
    // Read from what was really unpacked: an archive can say two things at once.
    return faultOf(parts) ?? zipSync(Object.fromEntries(parts), { level: 0 });
  } catch (error) {
    return error instanceof TooLargeZip ? 'too-large' : 'broken';
  }
}

function faultOf(parts: ReadonlyMap<string, Uint8Array>): PackageFault | null {
  const names = [...parts.keys()];
  const types = parts.get('[Content_Types].xml');
  if (types === undefined) return 'not-a-spreadsheet';
  const isMacro = names.some((name) => /vbaProject|macrosheets/i.test(name));
  if (isMacro || textOf(types).includes('macroEnabled')) return 'macros';
  if (!parts.has('xl/workbook.xml')) return 'not-a-spreadsheet';
  if (names.some((name) => FOREIGN.test(name))) return 'foreign-parts';
  // No spreadsheet program writes a document type, and entities in one can grow without end.
  const hasType = (part: Uint8Array) => /<!(DOCTYPE|ENTITY)/i.test(textOf(part));
  return [...parts.values()].some(hasType) ? 'broken' : null;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function textOf(part: Uint8Array): string {
  return new TextDecoder('latin1').decode(part);
}
