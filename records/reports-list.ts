import type { OfficeId } from '../domain/offices/office.ts';
import { plain } from '../domain/plain-text.ts';
import type { ReportArrival } from '../domain/reporting/consolidating.ts';
import type { FillingScope } from '../domain/reporting/scope.ts';
import type { Regime } from '../domain/reporting/form.ts';
import type { ReportReading } from '../domain/reporting/process/readers.ts';
import type { ReportEnding, ReportStage } from '../domain/reporting/process/vocabulary.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { Page, PageRow } from './paging.ts';
import { likePattern, pageOf, paged } from './paging.ts';
import { READABLE, readableBy } from './reports-readable.ts';

export interface ReportFilter {
  /** A cycle by its id or number. */
  readonly cycle?: string | undefined;
  readonly office?: OfficeId | undefined;
  /** The office that collects it. */
  readonly collector?: OfficeId | undefined;
  readonly stage?: ReportStage | undefined;
  readonly arrival?: ReportArrival | 'awaited' | undefined;
  /** Only those that the reader's own office reports, or drafts for another. */
  readonly mine?: boolean | undefined;
  /** A part of its number, or of its office's code or name, with or without marks. */
  readonly search?: string | undefined;
  /** `office`: whoever collects before those it collects, as the cycle has them. */
  readonly sort: 'time-left' | 'office';
}

/** A report in a list. */
export interface ListedReport {
  readonly id: string;
  readonly number: string;
  readonly cycle: string;
  readonly regime: Regime;
  readonly year: number;
  readonly office: OfficeId;
  readonly scope: FillingScope;
  readonly drafting: OfficeId;
  /** The office that collects it; null at the top. */
  readonly collector: OfficeId | null;
  readonly stage: ReportStage;
  readonly ending: ReportEnding | null;
  /** Null while it is awaited. */
  readonly arrival: ReportArrival | null;
  readonly nil: boolean;
  readonly differences: number;
  readonly openedAt: Instant;
  readonly due: Instant | null;
  /** The next instant at which one of its clocks lapses. */
  readonly nextDue: Instant | null;
  readonly drill: boolean;
}

const ORDER = {
  'time-left': 'next_due nulls last, number',
  office: 'year desc, cycle, place_order',
} as const satisfies Record<ReportFilter['sort'], string>;

/** The open reports that are there for somebody, with how many there are. */
export async function listReports(
  db: Queryable,
  reading: ReportReading,
  filter: ReportFilter,
  page: Page,
): Promise<{ readonly items: readonly ListedReport[]; readonly total: number }> {
  const { rows } = await db.query<PageRow<ListedReport>>(
    `with found as (
       select r.id, r.number, c.number as cycle, c.regime, c.year, p.office, p.scope, p.place_order,
         p.place ->> 'drafting' as drafting, above.office as collector, r.stage, r.ending,
         r.arrival, r.nil, r.differences, r.opened_at, r.due, r.next_due, r.drill
       from report_places p join reports r on r.id = p.id join cycles c on c.id = p.cycle_id
         left join report_places above on above.id = p.collector
       where ${READABLE}
         and ($3::text is null or c.id::text = $3 or c.number = $3)
         and ($4::text is null or p.office = $4)
         and ($5::text is null or above.office = $5)
         and ($6::text is null or r.stage = $6)
         and ($7::text is null or coalesce(r.arrival, 'awaited') = $7)
         and (not $8 or p.office = any($1) or p.place ->> 'drafting' = any($1))
         and ($9::text is null or r.search like $9
           or p.office in (select office_id from office_rows where search like $9))),
     page as (select * from found order by ${ORDER[filter.sort]} limit $10 offset $11)
     select counted.total, page.id, page.number, page.cycle, page.regime, page.year, page.office,
       page.scope, page.drafting, page.collector, page.stage, page.ending, page.arrival, page.nil,
       page.differences, page.opened_at as "openedAt", page.due, page.next_due as "nextDue",
       page.drill
     from (select count(*) as total from found) counted left join page on true
     order by ${ORDER[filter.sort]}`,
    [
      ...readableBy(reading),
      filter.cycle ?? null,
      filter.office ?? null,
      filter.collector ?? null,
      filter.stage ?? null,
      filter.arrival ?? null,
      filter.mine ?? false,
      filter.search === undefined ? null : likePattern(plain(filter.search)),
      ...paged(page),
    ],
  );
  return pageOf(rows);
}

/** One of the reports that a report collects, as far as it has come. */
export interface ReportBelow {
  readonly id: string;
  readonly office: OfficeId;
  readonly scope: FillingScope;
  /** Null while it is not open. */
  readonly number: string | null;
  readonly stage: ReportStage | null;
  readonly arrival: ReportArrival | null;
  readonly nil: boolean;
  readonly accepted: boolean;
}

/** The reports that a report collects, in their order, those that are not open yet too. */
export async function reportsBelow(db: Queryable, collector: string): Promise<ReportBelow[]> {
  const { rows } = await db.query<ReportBelow>(
    `select p.id, p.office, p.scope, r.number, r.stage, r.arrival, coalesce(r.nil, false) as nil,
       r.accepted is not null as accepted
     from report_places p left join reports r on r.id = p.id
     where p.collector = $1 order by p.place_order`,
    [collector],
  );
  return rows;
}

/** The offices whose people may read a report; none for one that there is not. */
export async function readersOfReport(db: Queryable, id: string): Promise<readonly OfficeId[]> {
  const { rows } = await db.query<{ readers: OfficeId[] }>(
    'select readers from report_places where id = $1',
    [id],
  );
  return rows[0]?.readers ?? [];
}
