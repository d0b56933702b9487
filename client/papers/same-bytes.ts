import type { Zippable } from 'fflate';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const CORE = 'docProps/core.xml';

/**
 * The same office document with nothing in it of when it was made: its parts in the order of their
 * names, of one age, and the date of its properties as given (`2026-12-18T00:00:00Z`). What is
 * approved by its checksum can so be made again and compared.
 */
export function sameBytes(document: Uint8Array, date: string): Uint8Array {
  const parts = unzipSync(document);
  const inOrder = Object.keys(parts).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const packed: Zippable = {};
  for (const name of inOrder) {
    const part = parts[name] as Uint8Array;
    packed[name] = name === CORE ? strToU8(dated(strFromU8(part), date)) : part;
  }
  // An archive keeps local times: this one is midnight wherever the machine stands.
  return zipSync(packed, { level: 9, mtime: new Date(2000, 0, 1) });
}

// The list of types comes first in every such file: some readers look for it there.
function rank(name: string): number {
  return name === '[Content_Types].xml' ? 0 : 1;
}

function dated(core: string, date: string): string {
  return core.replace(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g,
    (_all, open: string, close: string) => `${open}${date}${close}`,
  );
}
