import type { Cli } from './context.ts';

/** Options of a list, as they were given. */
export interface ListOptions {
  readonly mine?: true;
  readonly [option: string]: string | true | undefined;
}

/** The options of these names, as the API takes them: it calls them as the options are called. */
export function queryOf(
  names: readonly string[],
  options: ListOptions,
): Record<string, string | undefined> {
  return Object.fromEntries(
    names.map((name) => {
      const value = options[name];
      return [name, value === undefined ? undefined : String(value)];
    }),
  );
}

/** Parts of what is shown, each under its title; parts with nothing in them fall away. */
export function titled(cli: Cli, parts: readonly (readonly [string, string])[]): string {
  return parts
    .filter(([, body]) => body !== '')
    .map(([title, body]) => `${cli.paint('heading', title)}\n${body}`)
    .join('\n\n');
}
