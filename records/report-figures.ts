import type { Rulebook } from '../domain/cases/deciding.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import { spokenFor } from '../domain/reporting/cycle.ts';
import type { KnownFigures } from '../domain/reporting/filling.ts';
import { registerFigures } from '../domain/reporting/filling.ts';
import type { FormRef, ReportForm } from '../domain/reporting/form.ts';
import { formOf } from '../domain/reporting/form.ts';
import { withoutPassedBy } from '../domain/reporting/passed-by.ts';
import type { ReportDates } from '../domain/reporting/process/report.ts';
import type { CycleRef } from '../domain/reporting/process/vocabulary.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { RegisterFigureId, RegisterRow } from '../domain/reporting/register-figures.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { earlierFigures } from './earlier-figures.ts';
import { keptFigures } from './kept-figures.ts';
import { registerRows } from './register-rows.ts';

/** The directory, the rules and the moment by which figures are made. */
export interface FiguresAt {
  readonly directory: DirectoryAt;
  readonly rules: Pick<Rulebook, 'regimes' | 'forms'>;
  readonly now: Instant;
}

/** An office's own report, opened or not: whose figures of which days, in which form. */
export interface OwnReport {
  readonly office: OfficeId;
  readonly predecessors: readonly OfficeId[];
  readonly dates: ReportDates;
  /** The offices whose people may read it: what went past one of them is not in it. */
  readonly readers: readonly OfficeId[];
}

/** The form that a report names. Nobody can work on a report whose form is gone: a fault. */
export function formIn({ forms }: Pick<Rulebook, 'forms'>, ref: FormRef): ReportForm {
  const form = formOf(forms, ref);
  if (form === undefined) throw new Error(`No form ${ref.form} of version ${ref.version}`);
  return form;
}

/** The rule of a regime; its being gone is a fault as well. */
export function regimeIn(
  { regimes }: Pick<Rulebook, 'regimes'>,
  { regime }: Pick<CycleRef, 'regime'>,
): RegimeRule {
  const rule = regimes.find(({ id }) => id === regime);
  if (rule === undefined) throw new Error(`No rule for the regime ${regime}`);
  return rule;
}

/** The instant at which the figures of a report stand still; null while they still move. */
export function frozenAt({ submitFrom }: ReportDates, now: Instant): Instant | null {
  return submitFrom <= now ? submitFrom : null;
}

/**
 * What is known for an office's own report: the register's figures of itself, its units and what
 * ended into it, and what they gave in earlier reports.
 */
export async function ownFigures(
  db: Queryable,
  form: ReportForm,
  report: OwnReport & { readonly drill: boolean; readonly cycle: Omit<CycleRef, 'id'> },
  at: FiguresAt,
): Promise<KnownFigures> {
  const { from, to } = report.dates;
  const offices = spokenFor(regimeIn(at.rules, report.cycle), report, at.directory);
  const asOf = frozenAt(report.dates, at.now);
  const rows = await registerRows(db, { offices, from, to, asOf });
  const kept = await keptFigures(db, { drill: report.drill, asOf });
  const counted = withoutPassedBy(rows, report.readers, at.directory);
  const known = figuresFrom(form, counted, { ...report, offices, kept });
  const { drill, cycle } = report;
  const asked = [{ id: report.office, offices: [report.office, ...report.predecessors] }];
  const earlier = await earlierFigures(db, form, { year: cycle.year, drill }, asked);
  return new Map([...known, ...(earlier.get(report.office) ?? [])]);
}

/** What rows of the register come to in a form, for some offices. */
export function figuresFrom(
  form: ReportForm,
  rows: readonly RegisterRow[],
  report: {
    readonly offices: ReadonlySet<OfficeId> | null;
    readonly dates: ReportDates;
    readonly drill: boolean;
    readonly kept: readonly RegisterFigureId[];
  },
): KnownFigures {
  const { offices, dates, drill, kept } = report;
  const { from, to } = dates;
  return registerFigures(form, rows, { offices, from, to, drill, kept });
}
