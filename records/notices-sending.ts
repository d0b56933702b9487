import { randomUUID } from 'node:crypto';
import type { NoticeKind } from '../domain/notices/notice.ts';
import type { Language } from '../domain/text.ts';
import type { Instant } from '../domain/time/instant.ts';
import { instantFrom } from './facts.ts';
import type { Queryable } from './database.ts';
import { recordNoticeFacts } from './notices-facts.ts';
import type { Session } from './session.ts';

/** A notice that a deliverer has in hand. */
export interface ClaimedNotice {
  readonly id: string;
  readonly caseId: string | null;
  readonly number: string | null;
  readonly kind: NoticeKind;
  readonly due: Instant | null;
}

/** One letter in hand: one notice, or those of a digest. */
export interface ClaimedLetter {
  readonly messageId: string;
  /** Null for somebody without an address. */
  readonly address: string | null;
  readonly language: Language;
  readonly drill: boolean;
  readonly urgent: boolean;
  /** How often it was refused or dropped so far. */
  readonly attempts: number;
  /** How often the line dropped after its final dot. */
  readonly doubts: number;
  readonly notices: readonly ClaimedNotice[];
}

/** A deliverer: its number is an advisory lock that its session holds while it lives. */
export interface Claiming {
  readonly deliverer: number;
  readonly now: Instant;
  /** Whether what is not urgent may go now. */
  readonly digestOpen: boolean;
  /** What follows the @ in a Message-ID. */
  readonly domain: string;
}

interface Candidate {
  readonly id: string;
  readonly digest_id: string | null;
  readonly message_id: string | null;
  readonly resends: number;
  readonly urgent: boolean;
  readonly fresh: boolean;
  readonly address: string | null;
  readonly language: Language;
  readonly drill: boolean;
}

interface Taken {
  readonly id: string;
  readonly case_id: string | null;
  readonly number: string | null;
  readonly kind: NoticeKind;
  readonly due: Date | null;
  readonly message_id: string;
  readonly address: string | null;
  readonly language: Language;
  readonly drill: boolean;
  readonly urgent: boolean;
  readonly attempts: number;
  readonly doubts: number;
}

const TO_SEND = `state in ('waiting', 'failed', 'ambiguous')`;

/**
 * Takes the next letter in hand and commits that it is being sent, before a word of it is said.
 * Many deliverers at once never take the same. What is not urgent and was never tried goes to its
 * receiver as one digest. Null when nothing is due but of the cases that have had their turn.
 */
export async function claimLetter(
  session: Session,
  claiming: Claiming,
  turnOver: readonly string[] = [],
): Promise<ClaimedLetter | null> {
  return session.transaction(async (tx) => {
    const { rows } = await tx.query<Candidate>(
      `select id, digest_id, message_id, resends, urgent, address, language, drill,
         state = 'waiting' and message_id is null and resends = 0 as fresh
       from notices
       where next_attempt <= $1 and ${TO_SEND} and (urgent or $2)
         and (case_id is null or case_id <> all($3::uuid[]))
       order by urgent desc, next_attempt, id limit 1 for update skip locked`,
      [claiming.now, claiming.digestOpen, turnOver],
    );
    const [first] = rows;
    if (first === undefined) return null;
    const ids = await together(tx, first, claiming);
    return ids === null ? null : take(tx, first, ids, claiming);
  });
}

/** Everything that goes in one letter with the first; null when another deliverer is at it. */
async function together(
  tx: Queryable,
  first: Candidate,
  { now }: Claiming,
): Promise<readonly string[] | null> {
  const inDigest = !first.urgent && first.fresh && first.address !== null;
  if (first.digest_id === null && !inDigest) return [first.id];
  // Whoever makes up the digests of a receiver does it alone.
  const lock = await tx.query<{ alone: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 801)) as alone',
    [first.address],
  );
  if (lock.rows[0]?.alone !== true) return null;
  const { rows } = await (first.digest_id === null
    ? tx.query<{ id: string }>(
        `select id from notices
         where not urgent and state = 'waiting' and message_id is null and resends = 0
           and next_attempt <= $1 and address = $2 and language = $3 and drill = $4
         order by number, send_after, id`,
        [now, first.address, first.language, first.drill],
      )
    : tx.query<{ id: string }>(
        `select id from notices where digest_id = $1 and ${TO_SEND}
         order by number, send_after, id`,
        [first.digest_id],
      ));
  return rows.map((row) => row.id);
}

async function take(
  tx: Queryable,
  first: Candidate,
  ids: readonly string[],
  { deliverer, domain }: Claiming,
): Promise<ClaimedLetter | null> {
  const digest = first.digest_id ?? (ids.length > 1 ? randomUUID() : null);
  const again = first.resends === 0 ? '' : `.${first.resends}`;
  const messageId = first.message_id ?? `<${digest ?? first.id}${again}@${domain}>`;
  const { rows } = await tx.query<Taken>(
    `update notices set state = 'sending', next_attempt = null, claimed_by = $2,
       message_id = $3, digest_id = $4
     where id = any($1::uuid[]) and ${TO_SEND}
     returning id, case_id, number, kind, due, message_id, address, language, drill, urgent,
       attempts, doubts`,
    [ids, deliverer, messageId, digest],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { address, language, drill, urgent, attempts, doubts } = row;
  const notices = rows
    .map((taken) => claimed(taken))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return { messageId, address, language, drill, urgent, attempts, doubts, notices };
}

function claimed({ id, case_id, number, kind, due }: Taken): ClaimedNotice {
  const dueAt = due === null ? null : instantFrom(due);
  return { id, caseId: case_id, number, kind, due: dueAt };
}

/** How a letter stands after a try. */
export interface LetterOutcome {
  readonly state: 'sent' | 'failed' | 'ambiguous' | 'given-up';
  /** When it is tried again by itself; null: not any more. */
  readonly next: Instant | null;
  readonly attempts: number;
  readonly doubts: number;
  readonly words: string;
  /** Until when somebody has to have seen it; null leaves that as it was. */
  readonly seenDue: Instant | null;
  /** The fact that says so; null for what is no news (a server that cannot be reached). */
  readonly fact: 'notice-sent' | 'notice-failed' | 'notice-ambiguous' | 'notice-given-up' | null;
}

/** Writes what became of a letter, and the fact of it for each of its notices. */
export async function recordOutcome(
  session: Session,
  letter: ClaimedLetter,
  outcome: LetterOutcome,
  now: Instant,
): Promise<void> {
  await session.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string; facts: number }>(
      `update notices set state = $2, next_attempt = $3, attempts = $4, doubts = $5, words = $6,
         claimed_by = null, facts = facts + $7::int,
         sent_at = case when $2 = 'sent' then $8::timestamptz else sent_at end,
         seen_due = case when seen_at is null and person_id is not null and office_id is not null
           and escalations = 0 then coalesce(seen_due, $9::timestamptz) else seen_due end
       where id = any($1::uuid[]) and state = 'sending' returning id, facts`,
      [
        letter.notices.map((notice) => notice.id),
        outcome.state,
        outcome.next,
        outcome.attempts,
        outcome.doubts,
        outcome.words,
        outcome.fact === null ? 0 : 1,
        now,
        outcome.seenDue,
      ],
    );
    if (outcome.fact === null) return;
    const { messageId } = letter;
    const { words, attempts } = outcome;
    await recordNoticeFacts(tx, rows, {
      kind: outcome.fact,
      now,
      actor: { kind: 'process' },
      data: { messageId, words, attempts },
    });
  });
}

/**
 * Finds what a deliverer that is gone left in hand: nobody knows whether its last letter arrived,
 * so it goes once more under the same Message-ID. Returns how many notices that were.
 */
export async function doubtLeftBehind(
  session: Session,
  deliverer: number,
  now: Instant,
): Promise<number> {
  return session.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string; facts: number; message_id: string }>(
      `with left_behind as materialized (
         select id from notices
         where state = 'sending' and case when claimed_by = $1 then false
           else pg_try_advisory_xact_lock(claimed_by) end)
       update notices n set state = 'ambiguous', next_attempt = $2, claimed_by = null,
         doubts = greatest(n.doubts, 1), facts = n.facts + 1
       from left_behind l where n.id = l.id and n.state = 'sending'
       returning n.id, n.facts, n.message_id`,
      [deliverer, now],
    );
    for (const { message_id: messageId, ...row } of rows) {
      await recordNoticeFacts(tx, [row], {
        kind: 'notice-ambiguous',
        now,
        actor: { kind: 'process' },
        data: { messageId, words: 'left-in-hand' },
      });
    }
    return rows.length;
  });
}

/** The next moment after `now` at which something is to be sent; null when nothing waits. */
export async function nextToSend(db: Queryable, now: Instant): Promise<Instant | null> {
  const { rows } = await db.query<{ next: Date | null }>(
    'select min(next_attempt) as next from notices where next_attempt > $1',
    [now],
  );
  const next = rows[0]?.next ?? null;
  return next === null ? null : instantFrom(next);
}
