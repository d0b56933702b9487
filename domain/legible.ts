/**
 * What no text holds: white space that people type is text; every other control character is none
 * (a terminal obeys those of the second row too), nor is what turns the order of what is read.
 */
export const ILLEGIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Whether a text is one: whole characters, and none that cannot be read. */
export function isLegible(text: string): boolean {
  // Half of a pair that stands for one character is none.
  return !/\p{Cs}/u.test(text) && !ILLEGIBLE.test(text);
}
