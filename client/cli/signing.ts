import type { Cli } from './context.ts';

/** Enough of a checksum for people to tell two texts apart. */
export function shortSum(sum: string): string {
  return sum.slice(0, 12);
}

/** What somebody has before them, in a few words, with its checksum. */
export interface Signed {
  readonly words: readonly (string | null)[];
  readonly checksum: string;
}

/**
 * Tells people what is about to be signed, approved or accepted, before it is. Beside the answer,
 * so that programs read that alone.
 */
export function tellSigning(cli: Cli, { words, checksum }: Signed): void {
  if (cli.json) return;
  const what = words.filter((word) => word !== null && word !== '').join(', ');
  console.error(cli.say('signing', { what, sum: shortSum(checksum) }));
}
