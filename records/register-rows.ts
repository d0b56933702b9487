import type { Incident } from '../domain/incident/incident.ts';
import type { RegisterRow } from '../domain/reporting/register-figures.ts';
import type { ExchangeRow } from '../domain/reporting/register-rows.ts';
import {
  rowsOfCase,
  rowsOfDifficulties,
  rowsOfExchanges,
  rowsOfTasks,
} from '../domain/reporting/register-rows.ts';
import { addDays, startOf } from '../domain/time/instant.ts';
import { factsOfCases } from './case-facts.ts';
import { difficultiesCounted } from './counted-difficulties.ts';
import { tasksCounted } from './counted-tasks.ts';
import type { Queryable } from './database.ts';
import { incidentFrom } from './incident-from-facts.ts';
import type { RegisterAsked } from './register-asked.ts';

/**
 * What the record has for some offices and days, to be counted. Of a case to which something
 * happened after `asOf`, the facts before it are gone through again: figures that were frozen stay
 * as they were, whoever asks when.
 */
export async function registerRows(db: Queryable, asked: RegisterAsked): Promise<RegisterRow[]> {
  const cases = await casesWithin(db, asked);
  const exchanges = await exchangesWithin(db, asked);
  return [
    ...cases.flatMap(rowsOfCase),
    ...rowsOfExchanges(exchanges),
    ...rowsOfTasks(await tasksCounted(db, asked)),
    ...rowsOfDifficulties(await difficultiesCounted(db, asked)),
  ];
}

interface CaseRow {
  readonly id: string;
  readonly state: Incident;
  /** Whether something was recorded at or after `asOf`. */
  readonly moved: boolean;
}

// A case gives nothing to days before it was reported, nor to days after its last fact: the last
// deadline that is counted can not lie behind it once the case has ended.
const WITHIN = `c.reported_at < $1 and (c.open or exists (
  select from facts f where f.stream = 'incident/' || c.id and f.recorded_at >= $2))`;

const THEIRS = `c.id in (
  select id from cases where state ->> 'reportingOffice' = any($3::text[])
  union select id from cases where state ->> 'receivingOffice' = any($3::text[])
  union select case_id from clocks where matter = 'incident' and owner = any($3::text[]))`;

async function casesWithin(
  db: Queryable,
  { offices, from, to, asOf }: RegisterAsked,
): Promise<Incident[]> {
  const end = startOf(addDays(to, 1));
  const { rows } = await db.query<CaseRow>(
    `select c.id, c.state, $4::timestamptz is not null and exists (
       select from facts f where f.stream = 'incident/' || c.id and f.recorded_at >= $4) as moved
     from cases c where ${WITHIN} and ($3::text[] is null or ${THEIRS}) order by c.number`,
    [end, startOf(from), offices === null ? null : [...offices], asOf],
  );
  const moved = rows.filter((row) => row.moved).map((row) => row.id);
  const facts = moved.length === 0 ? new Map() : await factsOfCases(db, 'incident', moved, asOf);
  return rows.flatMap(({ id, state, moved: hasMoved }) => {
    const then = hasMoved ? incidentFrom(id, facts.get(id) ?? []) : state;
    return then === null ? [] : [then];
  });
}

async function exchangesWithin(
  db: Queryable,
  { offices, from, to, asOf }: RegisterAsked,
): Promise<ExchangeRow[]> {
  const { rows } = await db.query<ExchangeRow>(
    `select id, reference, office_id as office, direction, level,
       exchanged_on::text as "exchangedOn"
     from register_entries
     where exchanged_on between $1 and $2 and ($3::text[] is null or office_id = any($3))
       and ($4::timestamptz is null or recorded_at < $4)
     order by exchanged_on, id`,
    [from, to, offices === null ? null : [...offices], asOf],
  );
  return rows;
}
