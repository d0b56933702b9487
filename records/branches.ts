import type { OfficeId } from '../domain/offices/office.ts';
import type { BranchReport } from '../domain/reporting/consolidating.ts';
import { spokenFor } from '../domain/reporting/cycle.ts';
import type { KnownFigures } from '../domain/reporting/filling.ts';
import type { ReportForm } from '../domain/reporting/form.ts';
import { withoutPassedBy } from '../domain/reporting/passed-by.ts';
import type { AgencyReport, Submission } from '../domain/reporting/process/report.ts';
import type { RegisterRow } from '../domain/reporting/register-figures.ts';
import type { Queryable } from './database.ts';
import { earlierFigures } from './earlier-figures.ts';
import { keptFigures } from './kept-figures.ts';
import { registerRows } from './register-rows.ts';
import type { FiguresAt } from './report-figures.ts';
import { figuresFrom, frozenAt, regimeIn } from './report-figures.ts';
import type { StoredPlace } from './report-places.ts';
import { placesBelow, placesOfCycle } from './report-places.ts';
import { acceptedOf } from './reports.ts';

/** How much of what lies below a collector is wanted. */
export interface BranchesWanted {
  /** `own`: the reports that it collects itself; `all`: those below them too. */
  readonly levels: 'own' | 'all';
  /** Whether what the register has for each is wanted too: what differs, and the cases behind. */
  readonly registers: boolean;
}

/** What a collector has in its hands, in the order of its addressees. */
export async function branchesOf(
  db: Queryable,
  form: ReportForm,
  report: AgencyReport,
  at: FiguresAt,
  { levels, registers }: BranchesWanted,
): Promise<readonly BranchReport[]> {
  const places =
    levels === 'own' ? await placesBelow(db, report.id) : await placesOfCycle(db, report.cycle.id);
  const accepted = await acceptedOf(
    db,
    places.map(({ id }) => id),
  );
  const known = registers ? await registersOf(db, form, report, places, at) : NOTHING;
  const below = groupedBy(places, ({ collector }) => collector);
  const branch = (place: StoredPlace): BranchReport => {
    const submission = accepted.get(place.id);
    return {
      office: place.place.office,
      arrival: submission?.arrival ?? 'not-received',
      filling: submission?.filling ?? null,
      register: known(place),
      below: (below.get(place.id) ?? []).map(branch),
    };
  };
  return (below.get(report.id) ?? []).map(branch);
}

/** The checksums of the reports that a collector has accepted, by office. */
export async function acceptedChecksums(
  db: Queryable,
  report: string,
): Promise<Readonly<Record<OfficeId, string>>> {
  const places = await placesBelow(db, report);
  const accepted: ReadonlyMap<string, Submission> = await acceptedOf(
    db,
    places.map(({ id }) => id),
  );
  return Object.fromEntries(
    places.flatMap(({ id, place }) => {
      const submission = accepted.get(id);
      return submission === undefined ? [] : [[place.office, submission.checksum]];
    }),
  );
}

type KnownOf = (place: StoredPlace) => KnownFigures;

const NOTHING: KnownOf = () => new Map();

/** What the register has for every office that reports for itself, read in one go. */
async function registersOf(
  db: Queryable,
  form: ReportForm,
  report: AgencyReport,
  places: readonly StoredPlace[],
  at: FiguresAt,
): Promise<KnownOf> {
  const rule = regimeIn(at.rules, report.cycle);
  const own = places.filter(({ place }) => place.scope === 'office');
  const speaker = new Map<OfficeId, string>();
  for (const { id, place } of own) {
    for (const office of spokenFor(rule, place, at.directory)) speaker.set(office, id);
  }
  const { dates, drill } = report;
  const { from, to } = dates;
  const asOf = frozenAt(dates, at.now);
  const rows = await registerRows(db, { offices: new Set(speaker.keys()), from, to, asOf });
  const kept = await keptFigures(db, { drill, asOf });
  const byReport = groupedBy<RegisterRow, string | undefined>(rows, ({ office }) =>
    speaker.get(office),
  );
  const nought = figuresFrom(form, [], { offices: null, dates, drill, kept });
  const asked = own.map(({ id, place }) => ({
    id,
    offices: [place.office, ...place.predecessors],
  }));
  const { year } = report.cycle;
  const earlier = await earlierFigures(db, form, { year, drill }, asked);
  const counted = ({ id, readers }: StoredPlace): KnownFigures => {
    const theirs = byReport.get(id);
    if (theirs === undefined) return nought;
    const rowsFor = withoutPassedBy(theirs, readers, at.directory);
    return figuresFrom(form, rowsFor, { offices: null, dates, drill, kept });
  };
  return (place) =>
    place.place.scope === 'branch'
      ? new Map()
      : new Map([...counted(place), ...(earlier.get(place.id) ?? [])]);
}

function groupedBy<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
