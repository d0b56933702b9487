import { createHash } from 'node:crypto';
import type { Instant } from '../domain/time/instant.ts';
import { MINUTE, SECOND, msOf, plus } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';

// So many failures cost nothing. An office often stands behind one address; a login is one
// person's.
const FREE = { login: 5, address: 50 } as const;
type ThrottleSubject = keyof typeof FREE;

const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = 15 * MINUTE;
// Failures further apart than this are not counted together.
const MEMORY = 30 * MINUTE;

/** Who tries to sign in, from where. */
export interface SignInAttempt {
  readonly login: string;
  readonly address: string;
}

/**
 * Counts an attempt as failed before its password is looked at, so that attempts side by side gain
 * nothing. Returns the milliseconds to wait when it must not be made now, else null. Each failure
 * over the free ones doubles the wait for the next. A login that does not exist counts like one
 * that does.
 */
export async function countAttempt(
  db: Queryable,
  attempt: SignInAttempt,
  now: Instant,
): Promise<number | null> {
  const waits = [
    await countOne(db, 'address', attempt.address, now),
    await countOne(db, 'login', attempt.login, now),
  ];
  const wait = Math.max(...waits);
  return wait > 0 ? wait : null;
}

/** The password was right: the login starts afresh, the address gets its one attempt back. */
export async function forgiveAttempt(db: Queryable, attempt: SignInAttempt): Promise<void> {
  await db.query('delete from sign_in_throttles where subject = $1', [
    subjectOf('login', attempt.login),
  ]);
  await db.query(
    `update sign_in_throttles set failures = greatest(0, failures - 1),
       blocked_until = case when failures <= $2 then null else blocked_until end
     where subject = $1`,
    [subjectOf('address', attempt.address), FREE.address],
  );
}

async function countOne(
  db: Queryable,
  kind: ThrottleSubject,
  value: string,
  now: Instant,
): Promise<number> {
  // While blocked nothing is counted: whoever waits as told may try again.
  const { rows } = await db.query<{ admitted: boolean; blocked_until: Date | null }>(
    `insert into sign_in_throttles as t (subject, failures, last_at, admitted)
     values ($1, 1, $2, true)
     on conflict (subject) do update set
       failures = case when t.blocked_until > $2 then t.failures
         when t.last_at < $3 then 1 else t.failures + 1 end,
       last_at = case when t.blocked_until > $2 then t.last_at else $2 end,
       admitted = t.blocked_until is null or t.blocked_until <= $2,
       blocked_until = case when t.blocked_until > $2 then t.blocked_until
         when t.last_at < $3 or t.failures + 1 < $4 then null
         else $2::timestamptz + make_interval(secs =>
           least($6::float8, $5::float8 * power(2, least(t.failures + 1 - $4, 20)))) end
     returning admitted, blocked_until`,
    [
      subjectOf(kind, value),
      now,
      plus(now, -MEMORY),
      FREE[kind],
      FIRST_WAIT / SECOND,
      LONGEST_WAIT / SECOND,
    ],
  );
  const row = rows[0];
  if (row === undefined || row.admitted || row.blocked_until === null) return 0;
  return row.blocked_until.getTime() - msOf(now);
}

function subjectOf(kind: ThrottleSubject, value: string): string {
  return createHash('sha256').update(`${kind}\n${value}`, 'utf8').digest('hex');
}
