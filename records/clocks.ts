import type { MatterKind } from '../domain/cases/outcome.ts';
import type { RunningClock } from '../domain/clocks/clock.ts';
import type { Queryable } from './database.ts';

interface WithClocks {
  readonly id: string;
  readonly clocks: readonly RunningClock[];
}

/** Writes the clocks of a case that a decision has started or changed. */
export async function saveClocks(
  tx: Queryable,
  matter: MatterKind,
  before: WithClocks | null,
  now: WithClocks,
): Promise<void> {
  const known = new Map((before?.clocks ?? []).map((c) => [c.id, JSON.stringify(c)]));
  const changed = now.clocks.filter((c) => known.get(c.id) !== JSON.stringify(c));
  if (changed.length === 0) return;
  await tx.query(
    `insert into clocks (case_id, matter, clock_id, rule, owner, status, due, next, calendar)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[],
       $7::timestamptz[], $8::timestamptz[], $9::text[])
     on conflict (case_id, clock_id) do update set status = excluded.status, due = excluded.due,
       next = excluded.next, owner = excluded.owner`,
    [
      now.id,
      matter,
      changed.map((c) => c.id),
      changed.map((c) => c.rule),
      changed.map((c) => c.owner),
      changed.map((c) => c.status),
      changed.map((c) => c.due),
      changed.map((c) => c.next),
      changed.map((c) => c.calendar),
    ],
  );
}
