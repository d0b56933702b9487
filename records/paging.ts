import type { Instant } from '../domain/time/instant.ts';
import { instantFrom } from './facts.ts';

/** Which part of a list: how many, after how many. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** A page's parameters for `limit` and `offset`. */
export function paged(page: Page): readonly [number, number] {
  return [page.limit, page.offset];
}

/** A `like` pattern that finds a text anywhere; its own `%`, `_` and `\` are meant literally. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** What a page has of an item: its moments as the database hands them out, and the total. */
export type PageRow<Item extends { readonly id: string }> = {
  readonly [K in Exclude<keyof Item, 'id'>]: Item[K] extends Instant | null
    ? Date | Extract<Item[K], null>
    : Item[K];
} & {
  /** Null in the one row that an empty page has, for its total. */
  readonly id: string | null;
  readonly total: number;
};

/** The items of a page, and how many there are on all pages. */
export function pageOf<Item extends { readonly id: string }>(
  rows: readonly PageRow<Item>[],
): { readonly items: readonly Item[]; readonly total: number } {
  const items = rows
    .filter(({ id }) => id !== null)
    .map(({ total: _, ...row }) => {
      const values = Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Date ? instantFrom(value) : value,
      ]);
      return Object.fromEntries(values) as Item;
    });
  return { items, total: rows[0]?.total ?? 0 };
}
