/**
 * Letters leave by the outbox: one process for the whole system, which never ends. It carries no
 * letter itself; the record says what is to be sent, and to whom, and what became of it.
 */
import * as wf from '@temporalio/workflow';
import { MAIL_QUEUE } from './wire.ts';

interface MailActivities {
  deliverLetters(): Promise<void>;
}

// An ordinary activity with heartbeat, on workers of its own: mail is slow and cases must not wait
// for it. It returns after about ten minutes by itself.
const { deliverLetters } = wf.proxyActivities<MailActivities>({
  taskQueue: MAIL_QUEUE,
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

export async function deliverNotices(): Promise<void> {
  await deliverLetters();
  await wf.continueAsNew<typeof deliverNotices>();
}
