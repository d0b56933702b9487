import type { OpenedReport } from '../../domain/reporting/process/fact.ts';
import type { Cycle } from '../../domain/reporting/year/cycle.ts';
import type { Queryable } from '../database.ts';
import type { StoredFact } from '../facts.ts';
import type { StoredPlace } from '../report-places.ts';
import { reportId } from '../report-places.ts';
import { holds, sameLines } from './told.ts';

type Place = StoredPlace['place'];

interface PlaceRow {
  readonly id: string;
  readonly collector: string | null;
  readonly level: number;
  readonly opener: string;
  readonly office: string;
  readonly scope: string;
  readonly readers: readonly string[];
  readonly place: Place;
  readonly opened: boolean;
  /** The number of the report; null while it is not open. */
  readonly number: string | null;
  /** The fact that it began with. */
  readonly body: string | null;
}

/** A place as its report's first fact has it; where there is none yet, as it was laid out. */
interface Said extends Place {
  readonly row: PlaceRow;
  readonly collector: string | null;
  /** Those whose reports it collects, by its own fact; null while it has none. */
  readonly addressees: readonly string[] | null;
}

/**
 * The numbers of reports whose place in a cycle (who collects them, who reads them, who opens them)
 * is not as their facts make it. Of places that are not open yet only what hangs together can be
 * told, and that there are as many as the cycle began with; for these it is the cycle's number.
 */
export async function placesToldOtherwise(tx: Queryable, cycle: Cycle): Promise<string[]> {
  const { rows } = await tx.query<PlaceRow>(
    `select p.id, p.collector, p.level, p.opener_matter || '/' || p.opener_id as opener, p.office,
       p.scope, p.readers, p.place, p.opened, r.number, f.body
     from report_places p
     left join reports r on r.id = p.id
     left join facts f on f.stream = 'report/' || p.id and f.seq = 1
     where p.cycle_id = $1 order by p.level, p.place_order`,
    [cycle.id],
  );
  const said = new Map(rows.map((row) => [row.id, saidOf(row)]));
  const root = said.get(cycle.root);
  const isWhole = rows.length === cycle.reports && root !== undefined && root.collector === null;
  const below = new Map<string | null, string[]>();
  for (const { collector, office } of said.values()) {
    below.set(collector, [...(below.get(collector) ?? []), office]);
  }
  const wrong = [...said.values()].filter(
    (one) => !isAsTold(one, cycle, said, below.get(one.row.id) ?? []),
  );
  return [
    ...(isWhole ? [] : [cycle.number]),
    ...wrong.map(({ row }) => row.number ?? cycle.number),
  ];
}

function saidOf(row: PlaceRow): Said {
  if (row.body === null) return { ...row.place, row, collector: row.collector, addressees: null };
  const { data } = JSON.parse(row.body) as StoredFact;
  const opened = data as unknown as OpenedReport;
  return { ...opened, row, collector: opened.collector?.report ?? null };
}

function isAsTold(
  said: Said,
  cycle: Cycle,
  all: ReadonlyMap<string, Said>,
  below: readonly string[],
): boolean {
  const { row, office, scope, drafting, predecessors, dates, collector, addressees } = said;
  const above = chainOf(said, all);
  if (above === null) return false;
  const isOpen = row.body !== null;
  const readers = [said, ...above].flatMap((one) => [one.office, one.drafting]);
  return (
    row.opened === isOpen &&
    (row.number !== null) === isOpen &&
    row.id === reportId(cycle.id, { office, scope }) &&
    row.collector === collector &&
    row.level === above.length &&
    row.opener === (above.length <= 1 ? `cycle/${cycle.id}` : `report/${collector}`) &&
    row.office === office &&
    row.scope === scope &&
    holds(row.place, { office, scope, drafting, predecessors, dates }) &&
    sameLines(row.readers, [...new Set(readers)]) &&
    (addressees === null || sameLines(addressees, below))
  );
}

/** Who collects a report, and who collects that, up to the top; null when it leads nowhere. */
function chainOf({ collector }: Said, all: ReadonlyMap<string, Said>): readonly Said[] | null {
  const chain: Said[] = [];
  for (let id = collector; id !== null;) {
    const next = all.get(id);
    if (next === undefined || chain.includes(next)) return null;
    chain.push(next);
    id = next.collector;
  }
  return chain;
}
