import { DOUBT_PAUSE, UNREACHABLE_PAUSE, nextTry } from '../../domain/notices/retry.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { plus } from '../../domain/time/instant.ts';
import type { ClaimedLetter, LetterOutcome } from '../../records/notices-sending.ts';
import type { LinkTo } from './letter.ts';
import { composeLetter } from './letter.ts';
import type { Delivery, MailTransport } from './transport.ts';

export interface DeliverLetterOptions {
  readonly now: Instant;
  readonly link: LinkTo;
  /** Until when its receivers have to have seen it. */
  readonly seenDue: Instant | null;
}

/** The words that stand for the server's when there is no address to ask it about. */
export const NO_ADDRESS = 'no-address';

/** Sends one letter that is in hand, and says how it stands after that. */
export async function deliverLetter(
  transport: MailTransport,
  letter: ClaimedLetter,
  { now, link, seenDue }: DeliverLetterOptions,
): Promise<{ readonly outcome: LetterOutcome; readonly delivery: Delivery['kind'] }> {
  const { address: to } = letter;
  const delivery: Delivery =
    to === null
      ? { kind: 'refused', words: NO_ADDRESS, permanent: true }
      : await transport.send(composeLetter({ ...letter, to, date: now }, link));
  return { outcome: outcomeOf(letter, delivery, now, seenDue), delivery: delivery.kind };
}

function outcomeOf(
  letter: ClaimedLetter,
  delivery: Delivery,
  now: Instant,
  seenDue: Instant | null,
): LetterOutcome {
  const { words } = delivery;
  const { doubts } = letter;
  const attempts = letter.attempts + 1;
  // What was once in doubt stays so until the server has taken it: it may have arrived.
  const open = doubts > 0 ? 'ambiguous' : 'failed';
  switch (delivery.kind) {
    case 'sent':
      return { state: 'sent', fact: 'notice-sent', next: null, attempts, doubts, words, seenDue };
    case 'refused': {
      const next = letter.address === null ? 'give-up' : nextTry(attempts, delivery.permanent);
      const tried = { attempts, doubts, words, seenDue };
      if (next === 'give-up') {
        return { state: 'given-up', fact: 'notice-given-up', next: null, ...tried };
      }
      return { state: open, fact: 'notice-failed', next: plus(now, next.after), ...tried };
    }
    case 'in-doubt': {
      // Once more under the same Message-ID; a server that drops it twice is not asked again.
      const next = doubts === 0 ? plus(now, DOUBT_PAUSE) : null;
      const tried = { attempts, doubts: doubts + 1, words, seenDue };
      return { state: 'ambiguous', fact: 'notice-ambiguous', next, ...tried };
    }
    case 'unreachable': {
      const next = plus(now, UNREACHABLE_PAUSE);
      const { attempts: before } = letter;
      return { state: open, fact: null, next, attempts: before, doubts, words, seenDue: null };
    }
  }
}
