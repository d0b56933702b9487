import { z } from 'zod';
import { REPORT_ARRIVALS } from '../../../domain/reporting/consolidating.ts';
import { REGIMES } from '../../../domain/reporting/form.ts';
import { REPORT_STAGES } from '../../../domain/reporting/process/vocabulary.ts';
import { CYCLE_ENDINGS, CYCLE_STAGES } from '../../../domain/reporting/year/cycle.ts';
import { CYCLE_ACT_KINDS } from '../../../domain/reporting/year/act.ts';
import { dateOut, instantOut, textsOut } from './basics.ts';
import { many, namesOut } from './incident.ts';

export const regime = z.enum(REGIMES);
export const reportStage = z.enum(REPORT_STAGES);
export const arrival = z.enum(REPORT_ARRIVALS);
const certainty = z.enum(['plan', 'law', 'old-law', 'set-by-officer']);
const basis = z.object({ citation: z.string(), certainty });
const count = z.number().int();
const counts = <K extends string>(keys: readonly K[]) =>
  z.object(Object.fromEntries(keys.map((key) => [key, count])) as Record<K, typeof count>);

/** How far some reports have come; every report is in one of the arrivals. */
export const countsOut = z
  .object({
    reports: count,
    stages: counts(REPORT_STAGES),
    arrivals: counts([...REPORT_ARRIVALS, 'awaited', 'cancelled']),
    nil: count,
    accepted: count,
    returned: count,
    differences: count,
  })
  .meta({ id: 'ReportCounts' });

/** A duty to report that comes again, with its days in the year shown. */
export const regimeOut = z
  .object({
    id: regime,
    name: textsOut,
    symbol: z.string(),
    citation: z.string(),
    certainty,
    everyYears: count,
    /** The year whose dates are shown: this one, or the next that has a cycle. */
    year: count,
    opens: dateOut,
    figures: z.object({ from: dateOut, to: dateOut }),
    submitFrom: dateOut,
    policy: z.enum(['plain', 'strict', 'roll']),
    collector: z.object({
      office: z.string(),
      drafting: z.string(),
      sendsTo: z.string(),
      due: dateOut.nullable(),
    }),
    /** Working days after its addressees' cut-off, where the collector has no date of its own. */
    consolidatedWithin: count.nullable(),
    addressees: many(
      z.object({
        kinds: many(z.string()),
        below: many(z.string()),
        due: dateOut,
        belowDue: dateOut.nullable(),
        /** By which text the days are; null: as of the whole regime. */
        dueBasis: basis.nullable(),
        belowBasis: basis.nullable(),
      }),
    ),
    /** The next moment at which a cycle opens by itself; null: none does any more. */
    nextOpening: instantOut.nullable(),
  })
  .meta({ id: 'ReportRegime' });

const cycle = {
  id: z.string(),
  number: z.string(),
  regime,
  year: count,
  drill: z.boolean(),
  /** Only these report, picked by hand; null: everybody whom the regime names. */
  only: many(z.string()).nullable(),
  stage: z.enum(CYCLE_STAGES),
  ending: z.enum(CYCLE_ENDINGS).nullable(),
  /** Null until its process has opened it. */
  openedAt: instantOut.nullable(),
  reports: count,
};

export const listedCycle = z.object({ ...cycle, counts: countsOut }).meta({ id: 'ListedCycle' });

const counted = {
  counts: countsOut,
  /** The numbers of those that came late, and of those that have not come. */
  late: many(z.string()),
  missing: many(z.string()),
};

/** A cycle for its reader: the whole and each branch, of the reports that are there for them. */
export const cycleOut = z
  .object({
    ...cycle,
    by: z.object({ person: z.string(), office: z.string(), capacity: z.string() }).nullable(),
    reason: z.string().nullable(),
    cancelReason: z.string().nullable(),
    form: z.object({ form: z.string(), version: count }).nullable(),
    resolvedOn: dateOut.nullable(),
    root: z
      .object({
        report: z.string().nullable(),
        number: z.string().nullable(),
        stage: reportStage.nullable(),
      })
      .nullable(),
    whole: z.object(counted),
    branches: many(
      z.object({
        office: z.string(),
        report: z.string().nullable(),
        number: z.string().nullable(),
        stage: reportStage.nullable(),
        arrival: arrival.nullable(),
        ...counted,
      }),
    ),
    acts: many(z.enum(CYCLE_ACT_KINDS)),
    names: namesOut,
  })
  .meta({ id: 'Cycle' });
