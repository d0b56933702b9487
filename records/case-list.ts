import type { ReadScope } from '../domain/incident/readers.ts';
import type { Ending, Kind, Level, Stage } from '../domain/incident/vocabulary.ts';
import { plain } from '../domain/plain-text.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { PersonId } from '../domain/offices/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';
import type { Page } from './paging.ts';
import { likePattern, paged } from './paging.ts';

/** Who looks: what stands for them on reader lists, and up to which level they are cleared. */
export interface Looking {
  /** Null for a capacity that sees no case whatever the person reported (administrators). */
  readonly person: PersonId | null;
  /** The offices for which they read; none for plain staff. */
  readonly offices: readonly OfficeId[];
  readonly clearanceRank: number;
}

export interface CaseFilter {
  readonly stage?: Stage | undefined;
  readonly kind?: Kind | undefined;
  readonly level?: Level | undefined;
  /** The office that handles it. */
  readonly office?: OfficeId | undefined;
  /** A part of its number, words or references, with or without marks. */
  readonly search?: string | undefined;
  readonly sort: 'time-left' | '-reported';
}

/** One row of the list. What its reader may not see is null. */
export interface ListedCase {
  readonly id: string;
  readonly number: string;
  readonly scope: ReadScope;
  readonly stage: Stage;
  readonly reportedAt: Instant;
  readonly ending: Ending | null;
  readonly kind: Kind | null;
  readonly level: Level | null;
  readonly handling: OfficeId | null;
  /** The next instant at which one of its clocks lapses. */
  readonly nextDue: Instant | null;
  readonly drill: boolean;
}

interface Row {
  /** Null in the one row that an empty page has, for its total. */
  id: string | null;
  number: string;
  scope: ReadScope;
  stage: Stage;
  reported_at: Date;
  ending: Ending | null;
  kind: Kind | null;
  level: Level | null;
  handling: string | null;
  next_due: Date | null;
  drill: boolean;
  total: number;
}

// In rising order, as `readers.ts` has them: from the fourth on the whole case is seen.
const SCOPES = `array['receipt', 'remedies', 'references', 'case', 'ministry']`;

const ORDER = {
  'time-left': 'next_due nulls last, reported_at desc, id',
  '-reported': 'reported_at desc, id',
} as const satisfies Record<CaseFilter['sort'], string>;

const PAGE_ORDER = {
  'time-left': 'page.next_due nulls last, page.reported_at desc, page.id',
  '-reported': 'page.reported_at desc, page.id',
} as const satisfies Record<CaseFilter['sort'], string>;

/**
 * The cases on whose reader list somebody stands and whose level they are cleared for. Filters and
 * search touch only what that reader may see, and the total counts nothing else: the answer is the
 * same whether a case that is closed to them exists or not.
 */
export async function listCases(
  db: Queryable,
  looking: Looking,
  filter: CaseFilter,
  page: Page,
): Promise<{ readonly items: readonly ListedCase[]; readonly total: number }> {
  const { rows } = await db.query<Row>(
    `with mine as (
       select case_id, max(array_position(${SCOPES}, why)) as rank, bool_or(why = 'receipt') as own,
         max(array_position(${SCOPES}, why)) filter (where person_id is not null) as personal
       from case_readers where person_id = $1 or office_id = any($2::text[]) group by case_id),
     seen as (
       select c.id, c.number, c.stage, c.kind, c.level, c.handling_office, c.reported_at,
         c.next_due, c.search,
         case when c.level_rank > $3 then case when m.own then 1 end
           when c.passes_by = any($2::text[]) then m.personal else m.rank end as rank
       from mine m join cases c on c.id = m.case_id),
     found as (
       select id, reported_at, rank, case when rank >= 4 then next_due end as next_due from seen
       where rank is not null
         and ($4::text is null or stage = $4)
         and ($5::text is null or (rank >= 4 and kind = $5))
         and ($6::text is null or (rank >= 4 and level = $6))
         and ($7::text is null or (rank >= 4 and handling_office = $7))
         and ($8::text is null or lower(number) like $8 or (rank >= 4 and search like $8))),
     page as (select * from found order by ${ORDER[filter.sort]} limit $9 offset $10)
     select counted.total, c.id, c.number, c.stage, c.reported_at, c.drill,
       (${SCOPES})[page.rank] as scope,
       case when page.rank >= 4 then c.ending end as ending,
       case when page.rank >= 4 then c.kind end as kind,
       case when page.rank >= 4 then c.level end as level,
       case when page.rank >= 4 then c.handling_office end as handling,
       case when page.rank >= 4 then (
         select min(k.next) from clocks k where k.case_id = c.id and k.status = 'running'
           and (page.rank = 5 or k.rule not like 'lao-%')) end as next_due
     from (select count(*) as total from found) counted
     left join page on true left join cases c on c.id = page.id
     order by ${PAGE_ORDER[filter.sort]}`,
    [
      looking.person,
      looking.offices,
      looking.clearanceRank,
      filter.stage ?? null,
      filter.kind ?? null,
      filter.level ?? null,
      filter.office ?? null,
      filter.search === undefined ? null : likePattern(plain(filter.search)),
      ...paged(page),
    ],
  );
  return {
    items: rows.filter((row) => row.id !== null).map(listed),
    total: rows[0]?.total ?? 0,
  };
}

function listed(row: Row): ListedCase {
  return {
    id: row.id ?? '',
    number: row.number,
    scope: row.scope,
    stage: row.stage,
    reportedAt: instantFrom(row.reported_at),
    ending: row.ending,
    kind: row.kind,
    level: row.level,
    handling: row.handling,
    nextDue: row.next_due === null ? null : instantFrom(row.next_due),
    drill: row.drill,
  };
}
