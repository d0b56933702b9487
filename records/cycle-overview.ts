import type { OfficeId } from '../domain/offices/office.ts';
import type { ReportArrival } from '../domain/reporting/consolidating.ts';
import { REPORT_ARRIVALS } from '../domain/reporting/consolidating.ts';
import type { Regime } from '../domain/reporting/form.ts';
import type { ReportReading } from '../domain/reporting/process/readers.ts';
import type { ReportStage } from '../domain/reporting/process/vocabulary.ts';
import { REPORT_STAGES } from '../domain/reporting/process/vocabulary.ts';
import type { AskedCycle, Cycle } from '../domain/reporting/year/cycle.ts';
import type { Queryable } from './database.ts';
import { READABLE, readableBy } from './reports-readable.ts';

/** How far some reports of a cycle have come. */
export interface ReportCounts {
  readonly reports: number;
  /** By where each stands; what is not open yet stands nowhere. */
  readonly stages: Readonly<Record<ReportStage, number>>;
  /**
   * By how each came in: every report is in one of them. What is not open yet is awaited as well;
   * what was called off before it came is not.
   */
  readonly arrivals: Readonly<Record<ReportArrival | 'awaited' | 'cancelled', number>>;
  /** Signed as having nothing to report. */
  readonly nil: number;
  /** Accepted at least once. */
  readonly accepted: number;
  /** Returned, and not submitted again. */
  readonly returned: number;
  /**
   * Numbers that differ from the register or the levels below, in what was signed last; nothing is
   * signed that differs without a word why.
   */
  readonly differences: number;
}

/** Some reports with the numbers of those that came late or not at all, in their order. */
export interface CountedReports {
  readonly counts: ReportCounts;
  readonly late: readonly string[];
  readonly missing: readonly string[];
}

/** An addressee of the top, with all that it collects. */
export interface CycleBranch extends CountedReports {
  readonly office: OfficeId;
  /** The addressee's own report; what is not open, or not there for the reader, is null. */
  readonly report: string | null;
  readonly number: string | null;
  readonly stage: ReportStage | null;
  readonly arrival: ReportArrival | null;
}

export interface CycleOverview {
  readonly whole: CountedReports;
  readonly branches: readonly CycleBranch[];
  /** The report at the top, for who may read it. */
  readonly root: Pick<CycleBranch, 'report' | 'number' | 'stage'> | null;
}

const count = (condition: string): string => `count(*) filter (where ${condition})`;

const object = (values: readonly string[], condition: (value: string) => string): string => {
  const pairs = values.map((value) => `'${value}', ${count(condition(value))}`);
  return `json_build_object(${pairs.join(', ')})`;
};

const COUNTS = `json_build_object(
  'reports', count(*),
  'stages', ${object(REPORT_STAGES, (stage) => `r.stage = '${stage}'`)},
  'arrivals', ${object([...REPORT_ARRIVALS, 'awaited', 'cancelled'], (arrival) =>
    arrival === 'awaited'
      ? `r.arrival is null and r.ending is distinct from 'cancelled'`
      : arrival === 'cancelled'
        ? `r.arrival is null and r.ending = 'cancelled'`
        : `r.arrival = '${arrival}'`,
  )},
  'nil', ${count('r.nil')},
  'accepted', ${count('r.accepted is not null')},
  'returned', ${count(`r.stage = 'returned'`)},
  'differences', coalesce(sum(r.differences), 0))`;

const NUMBERS = (arrival: ReportArrival): string =>
  `coalesce(json_agg(r.number order by p.place_order)
     filter (where r.arrival = '${arrival}'), '[]')`;

interface Row extends CountedReports {
  /** Null for the whole. */
  readonly branch: string | null;
  readonly isWhole: boolean;
}

/**
 * How far a cycle has come, of the reports that are there for somebody: the whole, and for each
 * addressee of the top what lies in its branch. A cycle has two levels below the top.
 */
export async function overviewOf(
  db: Queryable,
  reading: ReportReading,
  cycle: string,
): Promise<CycleOverview> {
  const { rows } = await db.query<Row>(
    `select branch.id as branch, grouping(branch.id) = 1 as "isWhole", ${COUNTS} as counts,
       ${NUMBERS('late')} as late, ${NUMBERS('not-received')} as missing
     from report_places p left join reports r on r.id = p.id
       cross join lateral (
         select case p.level when 0 then null when 1 then p.id else p.collector end) as branch (id)
     where p.cycle_id = $3 and ${READABLE}
     group by grouping sets ((), (branch.id))`,
    [...readableBy(reading), cycle],
  );
  const tops = await topsOf(db, reading, cycle);
  const byBranch = new Map(rows.filter(({ isWhole }) => !isWhole).map((row) => [row.branch, row]));
  const whole = rows.find(({ isWhole }) => isWhole);
  if (whole === undefined) throw new Error('The whole has a row, also of nothing');
  const root = tops.find(({ level }) => level === 0);
  return {
    whole: counted(whole),
    branches: tops.flatMap(({ id, level, ...top }) => {
      const row = level === 0 ? undefined : byBranch.get(id);
      return row === undefined ? [] : [{ ...top, ...counted(row) }];
    }),
    root: root === undefined || root.report === null ? null : pickRoot(root),
  };
}

function counted({ counts, late, missing }: Row): CountedReports {
  return { counts, late, missing };
}

function pickRoot({ report, number, stage }: Top): CycleOverview['root'] {
  return { report, number, stage };
}

interface Top extends Omit<CycleBranch, keyof CountedReports> {
  readonly id: string;
  readonly level: number;
}

/** The top and its addressees, each with its own report where that is there for the reader. */
async function topsOf(db: Queryable, reading: ReportReading, cycle: string): Promise<Top[]> {
  const { rows } = await db.query<Top>(
    `select p.id, p.level, p.office, seen.id as report, seen.number, seen.stage, seen.arrival
     from report_places p
       left join lateral (select r.id, r.number, r.stage, r.arrival from reports r
         where r.id = p.id and ${READABLE}) seen on true
     where p.cycle_id = $3 and p.level < 2 order by p.level, p.place_order`,
    [...readableBy(reading), cycle],
  );
  return rows;
}

/** A cycle in a list. */
export interface ListedCycle {
  readonly id: string;
  /** What it was asked for with. */
  readonly asked: AskedCycle;
  /** Null until its process has opened it. */
  readonly state: Cycle | null;
  readonly counts: ReportCounts;
}

/** By what cycles are listed; `collecting` are the regimes that the reader's office collects. */
export interface CycleFilter {
  readonly cycle?: string | undefined;
  readonly regime?: Regime | undefined;
  readonly year?: number | undefined;
  readonly collecting: readonly Regime[];
}

/**
 * The cycles in which there is something for somebody to read, the newest first; for who collects a
 * regime also those that were asked for and that no process has opened yet.
 */
export async function listCycles(
  db: Queryable,
  reading: ReportReading,
  { cycle, regime, year, collecting }: CycleFilter,
): Promise<ListedCycle[]> {
  const { rows } = await db.query<ListedCycle>(
    `select c.id, c.asked, c.state, seen.counts
     from cycles c cross join lateral (
       select ${COUNTS} as counts, count(*) as reports
       from report_places p left join reports r on r.id = p.id
       where p.cycle_id = c.id and ${READABLE}) seen
     where ($3::text is null or c.id::text = $3 or c.number = $3)
       and ($4::text is null or c.regime = $4) and ($5::int is null or c.year = $5)
       and (seen.reports > 0 or c.regime = any($6::text[]))
     order by c.year desc, c.asked_at desc, c.number`,
    [...readableBy(reading), cycle ?? null, regime ?? null, year ?? null, collecting],
  );
  return rows;
}
