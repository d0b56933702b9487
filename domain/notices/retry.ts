import { MINUTE } from '../time/instant.ts';

/** What a mail server's refusal means for a letter's next try. */
export type NextTry = { readonly after: number } | 'give-up';

// Doubling from a minute to six hours: a server that is back is used soon, one that is not is not
// pestered. Twelve tries take a little over a day.
const PAUSES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360].map((minutes) => minutes * MINUTE);

// "No such mailbox" is believed the third time: servers say it wrongly while they are changed.
const TRIES_WHEN_PERMANENT = 3;

/** The pause before the next try, in milliseconds, after so many refused ones (at least one). */
export function nextTry(refusals: number, isPermanent: boolean): NextTry {
  const pause = PAUSES[refusals - 1];
  if (pause === undefined || (isPermanent && refusals >= TRIES_WHEN_PERMANENT)) return 'give-up';
  return { after: pause };
}

/** The pause, in milliseconds, when there was no server to talk to: not the letter's fault. */
export const UNREACHABLE_PAUSE = MINUTE;

/** The pause before a letter in doubt goes once more. */
export const DOUBT_PAUSE = MINUTE;
