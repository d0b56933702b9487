import type { CaseRef } from '../domain/cases/outcome.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { PlacedReport, ReportPlace } from '../domain/reporting/cycle.ts';
import type { FillingScope } from '../domain/reporting/scope.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { idFrom } from './ids.ts';

/** A report that a cycle will have, as it was resolved at the day of opening. */
export interface StoredPlace {
  readonly id: string;
  readonly cycle: string;
  readonly collector: string | null;
  readonly level: number;
  /** The offices whose people may read it. */
  readonly readers: readonly OfficeId[];
  readonly place: Omit<ReportPlace, 'below'>;
}

interface Row {
  id: string;
  cycle_id: string;
  collector: string | null;
  level: number;
  readers: OfficeId[];
  place: StoredPlace['place'];
}

/** The id of an office's report in a cycle. */
export function reportId(
  cycle: string,
  { office, scope }: { readonly office: OfficeId; readonly scope: FillingScope },
): string {
  return idFrom('report', cycle, office, scope);
}

/**
 * Keeps every report that a cycle will have, in one statement. The cycle's process opens the top
 * and the addressees of the top; every other report is opened by the one that collects it.
 */
export async function insertPlaces(
  tx: Queryable,
  cycle: string,
  placed: readonly PlacedReport[],
): Promise<void> {
  const idOf = (place: ReportPlace | null) => (place === null ? null : reportId(cycle, place));
  const readers = readersOf(placed);
  const rows = placed.map(({ place, level, collector }, order) => {
    const { below: _, ...own } = place;
    const byCycle = level <= 1;
    return {
      id: idOf(place),
      opener_matter: byCycle ? 'cycle' : 'report',
      opener_id: byCycle ? cycle : idOf(collector),
      collector: idOf(collector),
      level,
      place_order: order,
      office: place.office,
      scope: place.scope,
      readers: readers.get(place),
      place: own,
    };
  });
  await tx.query(
    `insert into report_places (id, cycle_id, opener_matter, opener_id, collector, level,
       place_order, office, scope, readers, place)
     select p.id, $2, p.opener_matter, p.opener_id, p.collector, p.level, p.place_order, p.office,
       p.scope, p.readers, p.place
     from jsonb_to_recordset($1::jsonb) as p(id uuid, opener_matter text, opener_id uuid,
       collector uuid, level int, place_order int, office text, scope text, readers text[],
       place jsonb)`,
    [JSON.stringify(rows), cycle],
  );
}

/** Its own office, who drafts it, and everybody that collects it, up to the top. */
function readersOf(placed: readonly PlacedReport[]): ReadonlyMap<ReportPlace, readonly OfficeId[]> {
  const readers = new Map<ReportPlace, readonly OfficeId[]>();
  // Whoever collects stands before those it collects.
  for (const { place, collector } of placed) {
    const above = collector === null ? [] : (readers.get(collector) ?? []);
    readers.set(place, [...new Set([place.office, place.drafting, ...above])]);
  }
  return readers;
}

const COLUMNS = 'id, cycle_id, collector, level, readers, place';

/** One report of a cycle before it is opened, or after; null for an id that none has. */
export async function loadPlace(db: Queryable, id: string): Promise<StoredPlace | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from report_places where id = $1`, [id]);
  return rows[0] === undefined ? null : placeFrom(rows[0]);
}

/** The reports that a report collects, in their order. */
export async function placesBelow(db: Queryable, collector: string): Promise<StoredPlace[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from report_places where collector = $1 order by place_order`,
    [collector],
  );
  return rows.map(placeFrom);
}

/** Every report of a cycle, the top first, whoever collects before those it collects. */
export async function placesOfCycle(db: Queryable, cycle: string): Promise<StoredPlace[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from report_places where cycle_id = $1 order by level, place_order`,
    [cycle],
  );
  return rows.map(placeFrom);
}

function placeFrom(row: Row): StoredPlace {
  const { id, collector, level, readers, place } = row;
  return { id, cycle: row.cycle_id, collector, level, readers, place };
}

// More than are opened at once, so that whoever opens them always sees the next.
const NEXT = 50;

/** The next reports that a process has to open, in their order; of a cancelled year none. */
export async function unopenedBy(db: Queryable, opener: string): Promise<CaseRef[]> {
  const { rows } = await db.query<{ id: string }>(
    `select p.id from report_places p join cycles c on c.id = p.cycle_id
     where p.opener_id = $1 and not p.opened and c.ending is distinct from 'cancelled'
     order by p.place_order limit ${NEXT}`,
    [opener],
  );
  return rows.map(({ id }) => ({ matter: 'report', id }));
}

/** Bodies that have ended by a date, with the last day of each. */
export async function endedBodies(
  db: Queryable,
  by: CivilDate,
): Promise<{ readonly office: OfficeId; readonly lastDay: CivilDate }[]> {
  const { rows } = await db.query<{ office: OfficeId; lastDay: CivilDate }>(
    `select office_id as office, (max(valid_to) - 1)::text as "lastDay" from office_rows
     group by office_id having bool_and(valid_to is not null) and max(valid_to) <= $1
     order by office_id`,
    [by],
  );
  return rows;
}
