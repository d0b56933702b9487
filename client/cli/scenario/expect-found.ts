import type { Playing } from './playing.ts';
import { Surprise, said } from './surprise.ts';

/** What was found of what a scenario expects, in words that can be held against each other. */
export type Found = Readonly<Record<string, string | undefined>>;

/** What is expected of something, and how it is looked at. */
export interface Expectation {
  readonly expected: object;
  /** Null: it is not there for whoever looks. */
  readonly look: () => Promise<Found | null>;
  readonly by: string;
  readonly number: string;
  /** Logins of who should have had a letter about it. */
  readonly told: readonly string[];
}

/**
 * Holds what a scenario expects against what is there; what was started may take a while to come
 * about. Throws a Surprise with the first thing that is otherwise.
 */
export async function expectFound(
  playing: Playing,
  line: number,
  { expected, look, by, number, told }: Expectation,
): Promise<void> {
  const wanted = wordsOf(expected);
  let found: Found | null = null;
  const isSo = async (): Promise<boolean> => {
    found = await look();
    return found !== null && firstOther(wanted, found) === undefined;
  };
  if (!(await playing.until(isSo))) {
    const texts = { login: by, report: number };
    if (found === null) {
      throw new Surprise(line, said('report-visible', texts), said('report-hidden', texts));
    }
    const what = firstOther(wanted, found) ?? '';
    const is = (value = '–') => said('report-is', { what, value });
    throw new Surprise(line, is(wanted[what]), is((found as Found)[what]));
  }
  await playing.expectLetters(line, told, number);
}

function firstOther(wanted: Found, found: Found): string | undefined {
  return Object.keys(wanted).find((what) => wanted[what] !== found[what]);
}

/** What is expected, one line for each thing: `figures.cases` → `2`. */
function wordsOf(expected: object): Found {
  const lines = Object.entries(expected).flatMap(([what, value]): [string, string][] => {
    if (Array.isArray(value)) return [[what, value.toSorted().join(', ')]];
    if (typeof value !== 'object') return [[what, String(value)]];
    return Object.entries(value as object).map(([id, one]) => [`${what}.${id}`, String(one)]);
  });
  return Object.fromEntries(lines);
}
