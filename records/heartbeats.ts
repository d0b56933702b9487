import type { Instant } from '../domain/time/instant.ts';
import { DAY, msOf } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';

/** What a part that runs in a process of its own says about itself. */
export interface Heartbeat {
  readonly part: string;
  /** Which of the processes of that part. */
  readonly instance: string;
  readonly at: Instant;
  /** How far its clock stood from the database's, in milliseconds. */
  readonly skewMs: number;
  /** How long ago that was, by the database's clock, in milliseconds. */
  readonly ageMs: number;
  readonly ok: boolean;
  readonly detail: string;
}

/** Says that a part is alive, and how it is. */
export async function beat(
  db: Queryable,
  part: { readonly part: string; readonly instance: string },
  state: { readonly now: Instant; readonly ok: boolean; readonly detail: string },
): Promise<void> {
  const skew = await clockSkew(db, state.now);
  await db.query(
    `with gone as (delete from heartbeats where part = $1 and instance <> $2
       and beat_at < clock_timestamp() + make_interval(secs => skew_ms / 1000.0)
         - make_interval(secs => $7))
     insert into heartbeats (part, instance, beat_at, skew_ms, ok, detail)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (part, instance) do update set beat_at = excluded.beat_at,
       skew_ms = excluded.skew_ms, ok = excluded.ok, detail = excluded.detail`,
    [part.part, part.instance, state.now, skew, state.ok, state.detail, DAY / 1_000],
  );
}

/** The newest word of every part, newest first. */
export async function heartbeats(db: Queryable): Promise<Heartbeat[]> {
  const { rows } = await db.query<{
    part: string;
    instance: string;
    beat_at: Date;
    skew_ms: number;
    age_ms: number;
    ok: boolean;
    detail: string;
  }>(
    `select part, instance, beat_at, skew_ms, ok, detail,
       round(extract(epoch from clock_timestamp() - beat_at) * 1000 + skew_ms)::bigint as age_ms
     from heartbeats order by age_ms`,
  );
  return rows.map((row) => ({
    part: row.part,
    instance: row.instance,
    at: instantFrom(row.beat_at),
    skewMs: row.skew_ms,
    ageMs: row.age_ms,
    ok: row.ok,
    detail: row.detail,
  }));
}

/** How far a clock stands from the database's, in milliseconds; positive when it is ahead. */
export async function clockSkew(db: Queryable, now: Instant): Promise<number> {
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now');
  const theirs = rows[0]?.now;
  return theirs === undefined ? 0 : Math.round(msOf(now) - theirs.getTime());
}
