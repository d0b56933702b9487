import { Context } from '@temporalio/activity';
import { MINUTE, SECOND } from '../domain/time/instant.ts';
import type { DeliverNotices } from './deliver-notices.ts';

const RUN = 10 * MINUTE;
const BEAT = 5 * SECOND;

/** The activity of `workflows/deliver-notices.ts`: delivers for about ten minutes, then returns. */
export function createDeliverLetters(notices: DeliverNotices) {
  return async function deliverLetters(): Promise<void> {
    const context = Context.current();
    // Beside the work, not within it: a mail server may be silent for a minute.
    const beating = setInterval(() => context.heartbeat(), BEAT);
    try {
      await notices.deliverUntil(Date.now() + RUN, context.cancellationSignal);
    } finally {
      clearInterval(beating);
    }
  };
}
