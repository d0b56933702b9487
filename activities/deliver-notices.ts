import { randomInt } from 'node:crypto';
import type { Rulebook } from '../domain/cases/deciding.ts';
import type { Instant } from '../domain/time/instant.ts';
import { SECOND, dateOf, msOf, plus, startOf } from '../domain/time/instant.ts';
import { derive } from '../domain/time/derive.ts';
import { nextDigest } from '../domain/time/warning.ts';
import type { Database } from '../records/database.ts';
import { NOTICE_CHANNEL } from '../records/notices.ts';
import { addressPlanned } from '../records/notices-planned.ts';
import type { Claiming, ClaimedLetter } from '../records/notices-sending.ts';
import {
  claimLetter,
  doubtLeftBehind,
  nextToSend,
  recordOutcome,
} from '../records/notices-sending.ts';
import { escalateGroup, unseenGroups } from '../records/notices-unseen.ts';
import type { Session } from '../records/session.ts';
import { withSession } from '../records/session.ts';
import type { StandingAt } from '../records/standing.ts';
import { deliverLetter } from './mail/deliver.ts';
import type { LinkTo } from './mail/letter.ts';
import type { MailTransport } from './mail/transport.ts';
import type { Turns } from './mail/turns.ts';
import { createTurns } from './mail/turns.ts';

export interface DeliverDependencies {
  readonly db: Database;
  readonly transport: MailTransport;
  /** The one system clock; in a drill it goes with the skipped time. */
  readonly clock: { now(): Instant };
  readonly standing: StandingAt;
  /** Where a notice is opened in the product. */
  readonly link: LinkTo;
}

/** What one pass did, in letters. */
export interface DeliverReport {
  readonly sent: number;
  readonly failed: number;
  readonly ambiguous: number;
  readonly givenUp: number;
  /** Why no mail server could be reached; the pass ended there. */
  readonly unreachable: string | null;
}

export interface DeliverNotices {
  /** One pass over everything that is due; any number may run at once. */
  deliverDue(now?: Instant): Promise<DeliverReport>;
  /** Tells the next one up of what nobody has seen in time; how many letters that concerned. */
  escalateUnseen(now?: Instant): Promise<number>;
  /** Passes until `until` (milliseconds of the machine's clock), woken by new letters. */
  deliverUntil(until: number, signal: AbortSignal): Promise<void>;
}

// A pass ends after so many letters, so that its idea of "now" stays young.
const LETTERS_A_PASS = 200;
const LONGEST_WAIT = 30 * SECOND;
const SHORTEST_WAIT = SECOND;
const WAIT_WHEN_UNREACHABLE = 5 * SECOND;

/**
 * Sends letters and follows them up. Each letter is committed as being sent before a word of it is
 * said, and its outcome after: whatever crashes in between leaves it in doubt, and it goes once
 * more under the same Message-ID.
 */
export function createDeliverNotices(dependencies: DeliverDependencies): DeliverNotices {
  const { db, clock } = dependencies;
  return {
    deliverDue: (now = clock.now()) =>
      withSession(db, async (session) => pass(session, await announce(session), dependencies, now)),
    escalateUnseen: (now = clock.now()) =>
      withSession(db, (session) => escalate(session, dependencies, now)),
    deliverUntil: (until, signal) =>
      withSession(db, (session) => keepDelivering(session, dependencies, until, signal)),
  };
}

/** Takes a number for this deliverer, known to be alive while its session is. */
async function announce(session: Session): Promise<number> {
  const deliverer = randomInt(2 ** 47);
  await session.query('select pg_advisory_lock($1)', [deliverer]);
  return deliverer;
}

async function pass(
  session: Session,
  deliverer: number,
  { transport, standing, link }: DeliverDependencies,
  now: Instant,
  signal?: AbortSignal,
): Promise<DeliverReport> {
  const { directory, rules } = await standing(session, now);
  await doubtLeftBehind(session, deliverer, now);
  while ((await addressPlanned(session, directory, now)) > 0);
  const claiming = {
    deliverer,
    now,
    digestOpen: isDigestOpen(now, rules),
    domain: transport.from.slice(transport.from.lastIndexOf('@') + 1),
  };
  const count = { sent: 0, failed: 0, ambiguous: 0, 'given-up': 0 };
  const turns = createTurns();
  let unreachable: string | null = null;
  for (let n = 0; n < LETTERS_A_PASS && unreachable === null; n += 1) {
    const letter = signal?.aborted === true ? null : await claimNext(session, claiming, turns);
    if (letter === null) break;
    turns.took(letter);
    const seenDue = seenDueFrom(rules, letter.urgent, 'spec', now);
    const { outcome, delivery } = await deliverLetter(transport, letter, { now, link, seenDue });
    await recordOutcome(session, letter, outcome, now);
    count[outcome.state] += 1;
    if (delivery === 'unreachable') unreachable = outcome.words;
  }
  const { 'given-up': givenUp, ...rest } = count;
  return { ...rest, givenUp, unreachable };
}

/** The next letter of a case whose turn it is; where none is due, of any. */
async function claimNext(
  session: Session,
  claiming: Claiming,
  turns: Turns,
): Promise<ClaimedLetter | null> {
  const letter = await claimLetter(session, claiming, turns.over());
  return letter === null && turns.again() ? claimLetter(session, claiming) : letter;
}

/** Whether it is a working day and its digest may go: from 07:30 on. */
function isDigestOpen(now: Instant, rules: Rulebook): boolean {
  const lastMomentOfYesterday = plus(startOf(dateOf(now)), -1);
  return nextDigest(lastMomentOfYesterday, rules.calendar('VN')) <= now;
}

/** The clock of a letter: `spec` from its sending, `repeat` from each step up. */
function seenDueFrom(
  rules: Rulebook,
  urgent: boolean,
  term: 'spec' | 'repeat',
  from: Instant,
): Instant | null {
  const rule = rules.clock(urgent ? 'notice-seen-urgent' : 'notice-seen');
  return derive(rule[term], from, rules.calendar(rule.calendar), rules.hours).due;
}

async function escalate(
  session: Session,
  { standing }: DeliverDependencies,
  now: Instant,
): Promise<number> {
  const { directory, rules } = await standing(session, now);
  const seenDue = (urgent: boolean) => seenDueFrom(rules, urgent, 'repeat', now);
  let told = 0;
  for (const group of await unseenGroups(session, now)) {
    if (await escalateGroup(session, group, { directory, now, seenDue })) told += 1;
  }
  return told;
}

async function keepDelivering(
  session: Session,
  dependencies: DeliverDependencies,
  until: number,
  signal: AbortSignal,
): Promise<void> {
  const bell = createBell(signal);
  await session.listen(NOTICE_CHANNEL, bell.ring);
  const deliverer = await announce(session);
  while (!signal.aborted && Date.now() < until) {
    const now = dependencies.clock.now();
    const report = await pass(session, deliverer, dependencies, now, signal);
    await escalate(session, dependencies, now);
    const { sent, failed, ambiguous, givenUp } = report;
    if (sent + failed + ambiguous + givenUp >= LETTERS_A_PASS) continue;
    const next = await nextToSend(session, now);
    const wait = next === null ? LONGEST_WAIT : msOf(next) - msOf(dependencies.clock.now());
    const least = report.unreachable === null ? SHORTEST_WAIT : WAIT_WHEN_UNREACHABLE;
    const left = Math.max(until - Date.now(), 0);
    await bell.wait(Math.min(Math.max(wait, least), LONGEST_WAIT, left));
  }
}

/** Lets a waiting loop be woken; a ring that nobody waited for is remembered. */
function createBell(signal: AbortSignal): { ring(): void; wait(ms: number): Promise<void> } {
  let rung = false;
  let wake: (() => void) | null = null;
  const ring = (): void => {
    rung = true;
    wake?.();
  };
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      rung = false;
    },
  };
}
