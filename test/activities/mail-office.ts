import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import { createDeliverNotices } from '../../activities/deliver-notices.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import { openMailTransport } from '../../activities/mail/transport.ts';
import { USUAL_HOURS } from '../../domain/time/calendar.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { createStanding } from '../../records/standing.ts';
import { loadCalendars } from '../../rules/load-calendars.ts';
import { loadClockRules } from '../../rules/load-clocks.ts';
import { loadReleasability } from '../../rules/load-lao-side.ts';
import { MONDAY } from '../records/notices-office.ts';

/** A clock that a test sets. */
export interface TestClock {
  at: Instant;
  now(): Instant;
}

export function testClock(at: Instant = MONDAY): TestClock {
  return {
    at,
    now() {
      return this.at;
    },
  };
}

/** A way to a server that gives up soon. */
export function quickTransport(url: string): MailTransport {
  return openMailTransport({
    url,
    from: 'ho-mat@homat.example',
    connectWithin: 500,
    answerWithin: 500,
  });
}

/** A deliverer with the product's own rules. */
export function deliverer(
  db: Database,
  transport: MailTransport,
  clock: TestClock,
): DeliverNotices {
  const brought = {
    clocks: loadClockRules(),
    calendars: loadCalendars(),
    hours: USUAL_HOURS,
    releasability: loadReleasability(),
  };
  const link = ({ number }: { readonly number: string | null }) => `http://noi.bo/${number}`;
  return createDeliverNotices({
    db,
    transport,
    clock,
    standing: createStanding(brought, []),
    link,
  });
}
