import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseDown } from '../../client/api/errors-out.ts';
import type { Conversation } from '../../client/cli/http.ts';
import type { ActAnswer, ActRequest } from '../../client/engine.ts';
import type { ActResult } from '../../domain/cases/outcome.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { Database, Queryable } from '../../records/database.ts';
import type { StoredFact } from '../../records/facts.ts';
import { factsOf } from '../../records/facts.ts';
import type { YearSystem } from '../support/report-year.ts';
import { ReportYear } from '../support/report-year.ts';
import type { Office } from './office.ts';
import { insisting, personAt } from './person.ts';
import { withoutChance } from './record.ts';

/** A year at an office, opened and acted on through its API by people who ask until answered. */
export async function openYear(office: Office, only: readonly string[]): Promise<ReportYear> {
  const asked = { regime: 'yearly', year: 2025, only, reason: 'Theo yêu cầu của Bộ', drill: false };
  const chief = await personAt(office, 'head@BCA-A03');
  const key = crypto.randomUUID();
  const { body } = await insisting(() => chief.send('POST', '/api/v1/report-cycles', asked, key));
  return ReportYear.of(yearSystem(office), body as { id: string; number: string });
}

function yearSystem(office: Office): YearSystem {
  const signedIn: SignedIn = new Map();
  return {
    database: { db: patient(office.db) },
    engine: {
      begin: () => Promise.reject(new Error('The relay begins it')),
      act: (request) => act(office, signedIn, request),
    },
    now: () => instantOf(Date.now()),
    person(who) {
      const [capacity = '', place = ''] = who.split('@');
      return { person: who, office: place, capacity: capacity as Capacity, delegation: null };
    },
  };
}

/** Who has signed in before does not do so again for every act. */
type SignedIn = Map<string, Conversation>;

async function act(
  office: Office,
  signedIn: SignedIn,
  { caseId, key, actor, act }: ActRequest,
): Promise<ActAnswer> {
  const who = actor.person;
  const person = signedIn.get(who) ?? (await insistingOn(() => personAt(office, who)));
  signedIn.set(who, person);
  const path = `/api/v1/reports/${caseId}/acts`;
  const { body } = await insisting(() => person.send('POST', path, act, key));
  return { kind: 'answered', result: body as ActResult };
}

async function insistingOn<T>(work: () => Promise<T>): Promise<T> {
  let found: { readonly value: T } | null = null;
  await insisting(async () => {
    found = { value: await work() };
    return { status: 200, body: null };
  });
  if (found === null) throw new Error('Nothing came of it');
  return (found as { readonly value: T }).value;
}

/** The same database, which is asked again while it is away. */
export function patient(db: Database): Database {
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const deadline = Date.now() + 60_000; ; await pause(200)) {
      try {
        return await work();
      } catch (error) {
        if (!isDatabaseDown(error) || Date.now() > deadline) throw error;
      }
    }
  };
  const query: Queryable['query'] = (...asked) => again(() => db.query(...asked));
  return { ...db, query, transaction: (work) => again(() => db.transaction(work)) };
}

/** What is left of a year in the record, without what is another one at each play. */
export interface YearRecord {
  /** The facts of the year and of each report, in order, with their data. */
  readonly facts: Readonly<Record<string, readonly unknown[]>>;
  /** What was to be told to whom about each report, and how often. */
  readonly letters: readonly string[];
}

/** Reads a year; its number stands as such. */
export async function yearRecord(db: Queryable, { id, number }: ReportYear): Promise<YearRecord> {
  const { rows } = await db.query<{ id: string; number: string }>(
    'select id, number from reports where cycle_id = $1 order by number',
    [id],
  );
  const streams = [
    { name: 'cycle', stream: `cycle/${id}` },
    ...rows.map((row) => ({
      name: row.number.slice(number.length),
      stream: `report/${row.id}`,
    })),
  ];
  const facts: Record<string, readonly unknown[]> = {};
  for (const { name, stream } of streams) {
    const told = (await factsOf(db, stream)).map(factOf);
    facts[name] = withoutChance(JSON.parse(JSON.stringify(told).replaceAll(number, '<year>')));
  }
  const letters = await db.query<{ letter: string }>(
    `select concat_ws(' ', substr(number, length($1) + 1), kind, office_id, address, clock_id,
       urgent, count(*)) as letter
     from notices where number like $1 || '%'
     group by number, kind, office_id, address, clock_id, urgent, person_id order by 1`,
    [number],
  );
  return { facts, letters: letters.rows.map(({ letter }) => letter) };
}

// The key of an act is another one each time it is played.
export function factOf({ seq, kind, actor, data }: StoredFact): unknown {
  return { seq, kind, actor, data };
}
