import { evolveDifficulty } from '../domain/difficulties/evolve.ts';
import { difficultyRow } from '../domain/difficulties/outcome.ts';
import type { DifficultyRow } from '../domain/reporting/register-rows.ts';
import { caseFrom, factsOfCases } from './case-facts.ts';
import type { Queryable } from './database.ts';
import type { RegisterAsked } from './register-asked.ts';

/**
 * What the difficulties that some offices raised give to the figures of some days: as each is
 * written, or, where something happened to it since `asOf`, as its facts before that make it.
 */
export async function difficultiesCounted(
  db: Queryable,
  { offices, from, to, asOf }: RegisterAsked,
): Promise<DifficultyRow[]> {
  const theirs = offices === null ? null : [...offices];
  const { rows } = await db.query<DifficultyRow>(
    `select d.id, d.number, d.office, f."on" as "raisedOn", f.state, d.drill
     from difficulties d
       cross join lateral jsonb_to_recordset(d.figures) as f ("on" text, state text)
     where ($1::timestamptz is null or d.moved_at < $1) and f."on" between $2 and $3
       and ($4::text[] is null or d.office = any($4))
     order by d.number`,
    [asOf, from, to, theirs],
  );
  const { rows: moved } = await db.query<{ id: string }>(
    `select id from difficulties
     where state is not null and (figures is null or moved_at >= $1)
       and ($1::timestamptz is null or asked_at < $1)
       and ($2::text[] is null or office = any($2))
     order by number`,
    [asOf, theirs],
  );
  const ids = moved.map(({ id }) => id);
  const facts = ids.length === 0 ? new Map() : await factsOfCases(db, 'difficulty', ids, asOf);
  const then = ids.flatMap((id) => caseFrom(id, facts.get(id) ?? [], evolveDifficulty) ?? []);
  return [...rows, ...then.flatMap((one) => difficultyRow(one) ?? [])];
}
