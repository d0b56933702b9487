import { DAY, HOUR, MINUTE, plus } from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';

/** What a `${…}` in a scenario stands for. */
export type Place =
  | { readonly kind: 'case' }
  | { readonly kind: 'moment'; readonly ms: number }
  | { readonly kind: 'date'; readonly ms: number }
  | { readonly kind: 'proposal'; readonly of: string; readonly part: 'id' | 'checksum' }
  | { readonly kind: 'releasability' };

/** Finds what a place stands for now. */
export type PlaceFinder = (place: Exclude<Place, { kind: 'moment' | 'date' }>) => Promise<unknown>;

const PLACE = /\$\{[^}]*\}(?:\.checksum)?/g;
const NAMES = 'case|now|today|releasability|proposal';
const AWAY = '(?:([+-])(\\d+)([smhd]))?';
const NAMED = new RegExp(`^\\$\\{(${NAMES})${AWAY}(?::([a-z-]+))?\\}(?:\\.checksum)?$`);
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: MINUTE, h: HOUR, d: DAY };

/** What stands between `${` and `}`; null when there is no such place. */
export function placeOf(text: string): Place | null {
  const [, name = '', sign = '+', amount = '0', unit = 'd', of] = NAMED.exec(text) ?? [];
  const ms = (sign === '-' ? -1 : 1) * Number(amount) * (UNITS[unit] ?? 0);
  const part = text.endsWith('.checksum') ? 'checksum' : 'id';
  if (part === 'checksum' && name !== 'proposal') return null;
  if ((of === undefined) === (name === 'proposal')) return null;
  if (amount !== '0' && name !== 'now' && name !== 'today') return null;
  switch (name) {
    case 'case':
    case 'releasability':
      return { kind: name };
    case 'now':
      return { kind: 'moment', ms };
    case 'today':
      return { kind: 'date', ms };
    case 'proposal':
      return { kind: 'proposal', of: of ?? '', part };
    default:
      return null;
  }
}

/** Every `${…}` in what a step says. */
export function placesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(PLACE) ?? [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(placesIn);
}

/** Puts into what a step says what its places stand for now. */
export async function filled(value: unknown, now: Instant, find: PlaceFinder): Promise<unknown> {
  if (typeof value === 'string') return filledText(value, now, find);
  if (Array.isArray(value)) return Promise.all(value.map((inner) => filled(inner, now, find)));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(async ([key, inner]): Promise<[string, unknown]> => {
    return [key, await filled(inner, now, find)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function filledText(text: string, now: Instant, find: PlaceFinder): Promise<unknown> {
  const places = placesIn(text);
  const values = await Promise.all(places.map((place) => valueOf(place, now, find)));
  // A place that is the whole text keeps its value as it is: a list stays a list.
  if (places[0] === text) return values[0];
  return places.reduce((rest, place, i) => rest.replace(place, () => String(values[i])), text);
}

async function valueOf(text: string, now: Instant, find: PlaceFinder): Promise<unknown> {
  const place = placeOf(text);
  switch (place?.kind) {
    case undefined:
      return text;
    case 'moment':
      return plus(now, place.ms);
    case 'date':
      return plus(now, place.ms).slice(0, 10);
    default:
      return find(place as Parameters<PlaceFinder>[0]);
  }
}
