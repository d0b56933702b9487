import type { DifficultyEnding, DifficultyStage } from '../domain/difficulties/vocabulary.ts';
import type { RaisedDifficulty } from '../domain/difficulties/difficulty.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Instant } from '../domain/time/instant.ts';
import { plain } from '../domain/plain-text.ts';
import type { Queryable } from './database.ts';
import type { Page, PageRow } from './paging.ts';
import { likePattern, pageOf, paged } from './paging.ts';

export interface DifficultyFilter {
  /** A plan that is carried out, by its id or number, or its name or a beginning of that. */
  readonly plan?: string | undefined;
  readonly task?: string | undefined;
  /** The body that raised it. */
  readonly office?: OfficeId | undefined;
  /** Where it lies; `mine`: open ones that wait for the reader's own office. */
  readonly holder?: OfficeId | 'mine' | undefined;
  readonly stage?: DifficultyStage | undefined;
  /** Only those that the reader's own office raised. */
  readonly mine?: boolean | undefined;
  /** A part of its number, or of its office's code or name, with or without marks. */
  readonly search?: string | undefined;
  readonly sort: 'time-left' | '-raised';
}

/** A difficulty in a list. */
export interface ListedDifficulty {
  readonly id: string;
  readonly number: string;
  readonly about: RaisedDifficulty['about'];
  readonly office: OfficeId;
  readonly words: string;
  /** Null until its process has begun. */
  readonly holder: OfficeId | null;
  readonly stage: DifficultyStage;
  readonly ending: DifficultyEnding | null;
  readonly raisedAt: Instant;
  /** When whoever has it is to have answered; null where nobody has to. */
  readonly nextDue: Instant | null;
  readonly drill: boolean;
}

const ORDER = {
  'time-left': '"nextDue" nulls last, number',
  '-raised': '"raisedAt" desc, number desc',
} as const satisfies Record<DifficultyFilter['sort'], string>;

/** The difficulties that are there for somebody who reads for some offices. */
export async function listDifficulties(
  db: Queryable,
  offices: readonly OfficeId[],
  filter: DifficultyFilter,
  page: Page,
): Promise<{ readonly items: readonly ListedDifficulty[]; readonly total: number }> {
  const { rows } = await db.query<PageRow<ListedDifficulty>>(
    `with found as (
       select d.id, d.number, d.asked -> 'about' as about, d.office, d.asked ->> 'words' as words,
         d.holder, coalesce(d.stage, 'raised') as stage, d.ending, d.drill,
         d.asked_at as "raisedAt",
         (select min(k.due) from clocks k where k.case_id = d.id and k.status = 'running')
           as "nextDue"
       from difficulties d
       where (d.readers && $1::text[] or d.office = any($1))
         and ($2::text is null or starts_with(d.asked #>> '{about,plan}', $2)
           or d.asked #>> '{about,plan}' in (
             select r.plan from plans r where r.id::text = $2 or r.number = $2))
         and ($3::text is null or d.asked #>> '{about,task}' = $3)
         and ($4::text is null or d.office = $4)
         and ($5::text is null or d.holder = $5)
         and (not $6 or d.open and d.holder = any($1))
         and ($7::text is null or coalesce(d.stage, 'raised') = $7)
         and (not $8 or d.office = any($1))
         and ($9::text is null or lower(d.number) like $9
           or d.office in (select office_id from office_rows where search like $9))),
     page as (select * from found order by ${ORDER[filter.sort]} limit $10 offset $11)
     select counted.total, page.*
     from (select count(*) as total from found) counted left join page on true
     order by ${ORDER[filter.sort]}`,
    [
      offices,
      filter.plan ?? null,
      filter.task ?? null,
      filter.office ?? null,
      filter.holder === 'mine' ? null : (filter.holder ?? null),
      filter.holder === 'mine',
      filter.stage ?? null,
      filter.mine ?? false,
      filter.search === undefined ? null : likePattern(plain(filter.search)),
      ...paged(page),
    ],
  );
  return pageOf(rows);
}
