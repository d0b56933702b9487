import type { TaskRow } from '../domain/reporting/register-rows.ts';
import { evolveTask } from '../domain/tasks/evolve.ts';
import { taskRowsOf } from '../domain/tasks/rows.ts';
import { caseFrom, factsOfCases } from './case-facts.ts';
import type { Queryable } from './database.ts';
import type { RegisterAsked } from './register-asked.ts';

// Facts of so many tasks are held in memory at once.
const AT_ONCE = 500;

/**
 * What the tasks of some offices give to the figures of some days. Those to which nothing happened
 * since `asOf` are read as they are written beside each task; the others are made again from their
 * facts before it.
 */
export async function tasksCounted(db: Queryable, asked: RegisterAsked): Promise<TaskRow[]> {
  const rows = await asWritten(db, asked);
  const moved = await movedSince(db, asked);
  for (let from = 0; from < moved.length; from += AT_ONCE) {
    const ids = moved.slice(from, from + AT_ONCE);
    const facts = await factsOfCases(db, 'task', ids, asked.asOf);
    for (const id of ids) {
      const then = caseFrom(id, facts.get(id) ?? [], evolveTask);
      if (then !== null) rows.push(...taskRowsOf(then));
    }
  }
  return rows;
}

async function asWritten(
  db: Queryable,
  { offices, from, to, asOf }: RegisterAsked,
): Promise<TaskRow[]> {
  const { rows } = await db.query<TaskRow>(
    `select f.id, t.number, t.office, f."on", f.state, t.drill
     from tasks t
       cross join lateral jsonb_to_recordset(t.figures) as f (id text, "on" text, state text)
     where ($1::timestamptz is null or t.moved_at < $1) and f."on" between $2 and $3
       and ($4::text[] is null or t.office = any($4))
     order by t.number, f.id`,
    [asOf, from, to, offices === null ? null : [...offices]],
  );
  return rows;
}

async function movedSince(db: Queryable, { offices, asOf }: RegisterAsked): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select t.id from tasks t
     where (t.figures is null or t.moved_at >= $1)
       and ($1::timestamptz is null or t.opened_at < $1)
       and ($2::text[] is null or t.office = any($2)
         or jsonb_array_length(t.state -> 'homes') > 1 and t.moved_at >= $1 and exists (
           select from jsonb_array_elements(t.state -> 'homes') h
           where h ->> 'office' = any($2)))
     order by t.number`,
    [asOf, offices === null ? null : [...offices]],
  );
  return rows.map(({ id }) => id);
}
