import type { DraftPhase } from './draft.ts';
import type { Item } from './fields.ts';
import { dateOf } from './dues.ts';

const HEADING = /^(Giai đoạn\s+([IVX]+|\d+))\s*(?:[(:]|$)/iu;
const YEARS = /năm\s+(\d{4})(?:\s*(?:-|–|đến(?:\s+năm)?)\s*(\d{4}))?/iu;
const AFTER = /sau\s+năm\s+(\d{4})/iu;

/** The phase that a heading opens ("Giai đoạn I (năm 2024)"); null for any other words. */
export function phaseOf({ value }: Item): DraftPhase | null {
  const heading = HEADING.exec(value);
  if (heading?.[2] === undefined) return null;
  const id = heading[2].toUpperCase();
  const after = AFTER.exec(value);
  if (after?.[1] !== undefined) {
    const from = dateOf('01', '01', String(Number(after[1]) + 1));
    return from === null ? null : { id, name: value, from, to: null };
  }
  const [, first, last = first] = YEARS.exec(value) ?? [];
  const from = dateOf('01', '01', first);
  const to = dateOf('31', '12', last);
  return from === null || to === null || to < from ? null : { id, name: value, from, to };
}
