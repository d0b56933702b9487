/** The largest figure that a report may hold: fifteen digits, as many as a spreadsheet keeps. */
export const LARGEST_FIGURE = 999_999_999_999_999;

/**
 * The exact sum of whole numbers, in any order. Throws a RangeError when it is beyond what a number
 * holds exactly: a wrong sum is worse than none.
 */
export function sumOf(values: Iterable<number>): number {
  let sum = 0n;
  for (const value of values) sum += BigInt(value);
  if (sum > BigInt(Number.MAX_SAFE_INTEGER) || sum < BigInt(Number.MIN_SAFE_INTEGER)) {
    throw new RangeError(`The sum ${sum} is beyond exact arithmetic`);
  }
  return Number(sum);
}

/**
 * How much of `whole` `part` is, in hundredths of a percent, the half rounded up; 0 of nothing.
 * Both are whole numbers and not negative.
 */
export function ratioOf(part: number, whole: number): number {
  if (whole === 0) return 0;
  const doubled = (BigInt(part) * 20_000n) / BigInt(whole);
  return Number((doubled + 1n) / 2n);
}
