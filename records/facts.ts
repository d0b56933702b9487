import canonicalize from 'canonicalize';
import type { Actor } from '../domain/authority/actor.ts';
import type { Instant } from '../domain/time/instant.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { leafFor } from './log/leaf.ts';

/** Who did it, as the fact keeps it: a person in a capacity, the clock, the process. */
export type FactActor =
  | {
      readonly kind: 'person';
      readonly person: string;
      readonly name: string;
      readonly office: string;
      readonly capacity: string;
      readonly delegation: string | null;
    }
  | { readonly kind: 'clock' | 'process' };

/** A fact on its way into the record. */
export interface NewFact {
  readonly id: string;
  /** What it belongs to: `incident/<uuid>`, `notice/<uuid>`, `rules`, `calendar/VN` ... */
  readonly stream: string;
  readonly seq: number;
  readonly kind: string;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: FactActor;
  /** On what it rests: an act's key, a document, a rule. */
  readonly basis: string | null;
  readonly data: unknown;
}

export type StoredFact = NewFact;

/** What a fact keeps of an actor. */
export function factActor(actor: Actor): FactActor {
  if (actor.kind !== 'person') return { kind: actor.kind };
  const { person, name, office, capacity, delegation } = actor;
  return { kind: 'person', person, name, office, capacity, delegation: delegation?.id ?? null };
}

/** The bytes of a fact that the log commits to (RFC 8785). */
export function canonicalBody(fact: NewFact): string {
  const text = canonicalize(fact);
  if (text === undefined) throw new Error(`Fact ${fact.id} has no canonical form`);
  return text;
}

/**
 * Adds facts and their leaves in one statement, in the caller's transaction; the sequencer gives
 * the leaves their places later. A place in a stream is taken once: two writers at the same place
 * make the later one fail as a whole.
 */
export async function appendFacts(tx: Queryable, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => {
    const body = canonicalBody(fact);
    return { body, leaf: leafFor(fact.id, body) };
  });
  const person = (f: NewFact) => (f.actor.kind === 'person' ? f.actor.person : null);
  const office = (f: NewFact) => (f.actor.kind === 'person' ? f.actor.office : null);
  await tx.query(
    `with told as (
       insert into facts (id, stream, seq, kind, happened_at, recorded_at, person_id, office_id,
         body, nonce)
       select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[],
         $6::timestamptz[], $7::uuid[], $8::text[], $9::text[], $10::bytea[])
     ), leaves as (
       insert into log_leaves (fact_id, leaf) select * from unnest($1::uuid[], $11::bytea[])
     )
     insert into log_pending (fact_id) select * from unnest($1::uuid[])`,
    [
      facts.map((f) => f.id),
      facts.map((f) => f.stream),
      facts.map((f) => f.seq),
      facts.map((f) => f.kind),
      facts.map((f) => f.happenedAt),
      facts.map((f) => f.recordedAt),
      facts.map(person),
      facts.map(office),
      rows.map((r) => r.body),
      rows.map((r) => r.leaf.nonce),
      rows.map((r) => r.leaf.leaf),
    ],
  );
}

/** The next free place of a stream that has no lock of its own; call inside a transaction. */
export async function nextSeq(tx: Queryable, stream: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [stream]);
  const { rows } = await tx.query<{ seq: number }>(
    'select coalesce(max(seq), 0) + 1 as seq from facts where stream = $1',
    [stream],
  );
  return rows[0]?.seq ?? 1;
}

/** Every fact of a stream, in order. */
export async function factsOf(db: Queryable, stream: string): Promise<StoredFact[]> {
  const { rows } = await db.query<{ body: string }>(
    'select body from facts where stream = $1 order by seq',
    [stream],
  );
  return rows.map((row) => JSON.parse(row.body) as StoredFact);
}

/** An instant as the database hands it out. */
export function instantFrom(value: Date): Instant {
  return instantOf(value.getTime());
}
