import { join } from 'node:path';
import type { Instant } from '../../../domain/time/instant.ts';
import { readNamed } from '../given-data.ts';

const YEAR = /\$\{year(?:\+(\d))?\}/g;

/**
 * The plan that a step names: one of the rules by its id, or the text of a file beside the
 * scenario. In that text `${year}` is the year in which it is adopted, and `${year+1}` the next
 * one, so that a scenario can be played in any year.
 */
export function planGivenIn(
  name: string,
  folder: string,
  now: Instant,
): { readonly plan: string } | { readonly text: string } {
  if (!/\.ya?ml$/.test(name)) return { plan: name };
  const year = Number(now.slice(0, 4));
  const text = readNamed(join(folder, name)).toString('utf8');
  return { text: text.replace(YEAR, (_, more = '0') => String(year + Number(more))) };
}
