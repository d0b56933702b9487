import type { MatterKind } from '../domain/cases/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { StoredFact } from './facts.ts';

/** The facts of cases by the case's id, in order; if one is given, those before an instant. */
export async function factsOfCases(
  db: Queryable,
  matter: MatterKind,
  ids: readonly string[],
  before: Instant | null = null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ stream: string; bodies: string[] }>(
    `select stream, array_agg(body order by seq) as bodies from facts
     where stream = any($1::text[]) and ($2::timestamptz is null or recorded_at < $2)
     group by stream`,
    [ids.map((id) => `${matter}/${id}`), before],
  );
  return new Map(rows.map(({ stream, bodies }) => [stream.slice(matter.length + 1), bodies]));
}

type Evolve<Case, Fact> = (before: Case | null, id: string, fact: Fact, at: Instant) => Case;

/** A case as its facts make it; null where there are none. Throws where one of them was spoilt. */
export function caseFrom<Case, Fact>(
  id: string,
  bodies: readonly string[],
  evolve: Evolve<Case, Fact>,
): Case | null {
  let made: Case | null = null;
  for (const { after } of caseAlong(id, factsFrom(bodies), evolve)) made = after;
  return made;
}

/** Facts as they were stored, from their bodies. */
export function factsFrom(bodies: readonly string[]): StoredFact[] {
  return bodies.map((body) => JSON.parse(body) as StoredFact);
}

/** A case fact by fact: as it was before each of them, and after it. */
export function* caseAlong<Case, Fact>(
  id: string,
  facts: readonly StoredFact[],
  evolve: Evolve<Case, Fact>,
): Generator<{ readonly fact: Fact; readonly before: Case | null; readonly after: Case }> {
  let before: Case | null = null;
  for (const { kind, data, recordedAt } of facts) {
    const fact = { kind, data } as unknown as Fact;
    const after = evolve(before, id, fact, recordedAt);
    yield { fact, before, after };
    before = after;
  }
}
