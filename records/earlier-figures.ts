import type { OfficeId } from '../domain/offices/office.ts';
import { sumOf } from '../domain/reporting/arithmetic.ts';
import type { KnownFigures } from '../domain/reporting/filling.ts';
import { valuesOf } from '../domain/reporting/filling.ts';
import type { EarlierFigure, Figure, ReportForm } from '../domain/reporting/form.ts';
import { figuresOf } from '../domain/reporting/form.ts';
import type { AgencyReport } from '../domain/reporting/process/report.ts';
import { acceptedSubmission, councilOf } from '../domain/reporting/process/report.ts';
import type { RegisterValue } from '../domain/reporting/register-figures.ts';
import type { Queryable } from './database.ts';

/** Whose earlier numbers are asked: a report, with the offices whose work it speaks of. */
export interface EarlierAsked {
  readonly id: string;
  readonly offices: readonly OfficeId[];
}

/** The year that the earlier ones are counted back from; a drill looks at drills. */
interface From {
  readonly year: number;
  readonly drill: boolean;
}

type Source = Extract<Figure['source'], { readonly kind: 'earlier' }>;

/**
 * What offices gave before for the figures of a form that are taken from there, by report. Of a
 * body that took over others it is the sum of theirs; a number that nobody gave is not known.
 */
export async function earlierFigures(
  db: Queryable,
  form: ReportForm,
  { year, drill }: From,
  asked: readonly EarlierAsked[],
): Promise<ReadonlyMap<string, KnownFigures>> {
  const wanted = figuresOf(form).filter(isEarlier);
  const found = new Map<string, ReadonlyMap<OfficeId, AgencyReport>>();
  const offices = [...new Set(asked.flatMap((one) => one.offices))];
  for (const { source } of wanted) {
    const key = keyOf(source.earlier);
    if (!found.has(key)) found.set(key, await reportsOf(db, source.earlier, year, drill, offices));
  }
  return new Map(
    asked.map(({ id, offices: own }) => {
      const known = wanted.flatMap((figure): [string, RegisterValue][] => {
        const reports = found.get(keyOf(figure.source.earlier));
        const value = valueOf(figure.source.earlier, own, reports);
        return value === null ? [] : [[figure.id, value]];
      });
      return [id, new Map(known)];
    }),
  );
}

function isEarlier(figure: Figure): figure is Figure & { readonly source: Source } {
  return figure.source.kind === 'earlier';
}

function keyOf({ regime, yearsBefore }: EarlierFigure): string {
  return `${regime} ${yearsBefore}`;
}

function valueOf(
  { figure }: EarlierFigure,
  offices: readonly OfficeId[],
  reports: ReadonlyMap<OfficeId, AgencyReport> | undefined,
): RegisterValue | null {
  const parts = offices.flatMap((office) => {
    const report = reports?.get(office);
    const value = report === undefined ? null : givenIn(report, figure);
    return report === undefined || value === null ? [] : [{ office, what: report.number, value }];
  });
  if (parts.length === 0) return null;
  const behind = parts.map(({ office, what }) => ({ office, what }));
  return { value: sumOf(parts.map(({ value }) => value)), behind };
}

function givenIn(report: AgencyReport, figure: string | null): number | null {
  if (figure === null) return councilOf(report, 'council-decision')?.amount ?? null;
  const filling = acceptedSubmission(report)?.filling;
  if (filling === undefined) return null;
  return filling.nil ? 0 : (valuesOf(filling).get(figure) ?? null);
}

/** The accepted report of each office in one year of a regime; of several the newest. */
async function reportsOf(
  db: Queryable,
  { regime, yearsBefore }: EarlierFigure,
  year: number,
  drill: boolean,
  offices: readonly OfficeId[],
): Promise<ReadonlyMap<OfficeId, AgencyReport>> {
  const { rows } = await db.query<{ state: AgencyReport }>(
    `select r.state from reports r join report_places p on p.id = r.id
       join cycles c on c.id = r.cycle_id
     where c.regime = $1 and c.year = $2 and r.drill = $3 and p.scope = 'office'
       and p.office = any($4::text[]) and r.accepted is not null
       and c.ending is distinct from 'cancelled'
     order by r.opened_at, r.number`,
    [regime, year - yearsBefore, drill, offices],
  );
  return new Map(rows.map(({ state }) => [state.office, state]));
}
