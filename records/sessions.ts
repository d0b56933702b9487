import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Capacity, PersonId } from '../domain/offices/person.ts';
import type { Language } from '../domain/text.ts';
import type { Instant } from '../domain/time/instant.ts';
import { HOUR, MINUTE, DAY, msOf, plus } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';

/** How long a session lives; milliseconds. */
export interface SessionLimits {
  /** Without any request. */
  readonly idle: number;
  /** However busy it is. */
  readonly absolute: number;
}

export const SESSION_LIMITS: SessionLimits = { idle: HOUR, absolute: 12 * HOUR };

// In a drill months pass in seconds; nobody shall be signed out by them.
export const DRILL_LIMITS: SessionLimits = { idle: 3_650 * DAY, absolute: 3_650 * DAY };

/** A session of a person, with the capacity once it is chosen. */
export interface Session {
  readonly id: string;
  readonly person: PersonId;
  readonly name: string;
  readonly language: Language;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly address: string;
  readonly agent: string;
  readonly chosen: {
    readonly office: OfficeId;
    readonly capacity: Capacity;
    readonly delegation: string | null;
  } | null;
}

interface SessionRow {
  id: string;
  person_id: string;
  name: string;
  language: Language;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  address: string;
  agent: string;
  office_id: string | null;
  capacity: Capacity | null;
  delegation_id: string | null;
}

const COLUMNS = `s.id, s.person_id, p.name, p.language, s.created_at, s.last_seen_at, s.expires_at,
  s.address, s.agent, s.office_id, s.capacity, s.delegation_id`;
const ALIVE = 's.ended_at is null and s.expires_at > $1 and s.last_seen_at > $2';

/** Opens a session; the token goes to the browser once and is nowhere kept. */
export async function openSession(
  tx: Queryable,
  session: {
    readonly person: PersonId;
    readonly now: Instant;
    readonly address: string;
    readonly agent: string;
    readonly limits: SessionLimits;
  },
): Promise<{ readonly id: string; readonly token: string }> {
  const { person, now, address, agent, limits } = session;
  const token = randomBytes(32).toString('base64url');
  const id = randomUUID();
  await tx.query(
    `with old as (delete from sessions where person_id = $3 and last_seen_at < $7)
     insert into sessions (id, token_hash, person_id, created_at, last_seen_at, expires_at,
       address, agent)
     values ($1, $2, $3, $4, $4, $5, $6, $8)`,
    [
      id,
      hashOf(token),
      person,
      now,
      plus(now, limits.absolute),
      address,
      plus(now, -limits.absolute - 30 * DAY),
      agent.slice(0, 200),
    ],
  );
  return { id, token };
}

/**
 * The living session of a token, or null. Being seen is written at most once a minute, so that a
 * busy screen does not write with every request.
 */
export async function sessionOf(
  db: Queryable,
  token: string,
  now: Instant,
  limits: SessionLimits,
): Promise<Session | null> {
  const { rows } = await db.query<SessionRow>(
    `select ${COLUMNS} from sessions s join people p on p.id = s.person_id
     where s.token_hash = $3 and ${ALIVE}`,
    [now, plus(now, -limits.idle), hashOf(token)],
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (msOf(now) - row.last_seen_at.getTime() > MINUTE) {
    await db.query('update sessions set last_seen_at = $2 where id = $1', [row.id, now]);
  }
  return sessionFrom(row);
}

/** The living sessions of a person, newest first. */
export async function sessionsOf(
  db: Queryable,
  person: PersonId,
  now: Instant,
  limits: SessionLimits,
): Promise<Session[]> {
  const { rows } = await db.query<SessionRow>(
    `select ${COLUMNS} from sessions s join people p on p.id = s.person_id
     where s.person_id = $3 and ${ALIVE} order by s.created_at desc, s.id`,
    [now, plus(now, -limits.idle), person],
  );
  return rows.map(sessionFrom);
}

/** Writes down in what the person acts from now on. */
export async function chooseCapacity(
  tx: Queryable,
  id: string,
  chosen: NonNullable<Session['chosen']>,
): Promise<void> {
  await tx.query(
    'update sessions set office_id = $2, capacity = $3, delegation_id = $4 where id = $1',
    [id, chosen.office, chosen.capacity, chosen.delegation],
  );
}

/** Ends one living session of a person; false when there is none of that id. */
export async function endSession(
  tx: Queryable,
  person: PersonId,
  id: string,
  now: Instant,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update sessions set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null',
    [id, person, now],
  );
  return rowCount === 1;
}

/** Ends every session of a person but one (a new password, somebody who has left). */
export async function endSessionsOf(
  tx: Queryable,
  person: PersonId,
  now: Instant,
  except: string | null,
): Promise<void> {
  await tx.query(
    `update sessions set ended_at = $2
     where person_id = $1 and ended_at is null and id is distinct from $3::uuid`,
    [person, now, except],
  );
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

function sessionFrom(row: SessionRow): Session {
  const { office_id: office, capacity, delegation_id: delegation } = row;
  return {
    id: row.id,
    person: row.person_id,
    name: row.name,
    language: row.language,
    createdAt: instantFrom(row.created_at),
    lastSeenAt: instantFrom(row.last_seen_at),
    expiresAt: instantFrom(row.expires_at),
    address: row.address,
    agent: row.agent,
    chosen: office === null || capacity === null ? null : { office, capacity, delegation },
  };
}
