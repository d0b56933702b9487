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
