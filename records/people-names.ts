import type { PersonId } from '../domain/offices/person.ts';
import type { Queryable } from './database.ts';

/** The names of people, by id; one who is not known is left out. */
export async function namesOf(
  db: Queryable,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id, name from people where id = any($1::uuid[])',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
