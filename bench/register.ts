import type { PlacedReport } from '../domain/reporting/cycle.ts';
import { addDays, dateOf, startOf } from '../domain/time/instant.ts';
import type { Database } from '../records/database.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import type { BenchPeople } from './people.ts';

/**
 * Gives every office that reports for itself two entries in the register of what was exchanged, so
 * that the register has numbers to be held against theirs. Of the days of the figures, and recorded
 * before these stood still.
 */
export async function fillRegister(
  db: Database,
  people: BenchPeople,
  placed: readonly PlacedReport[],
): Promise<void> {
  const today = dateOf(MACHINE_CLOCK.now());
  const offices = placed.filter(({ place }) => place.scope === 'office').map((one) => one.place);
  await db.query(
    `insert into register_entries (id, office_id, direction, reference, level, level_rank,
       exchanged_on, permitting_body, protective_measures, recorded_by, recorded_at, search)
     select gen_random_uuid(), w.office, d.direction, 'Đo', 'mat', 1, $3, 'Bộ Công an', 'Tủ sắt',
       w.person, $4, 'do'
     from unnest($1::text[], $2::uuid[]) as w (office, person),
       unnest(array['given', 'received']) as d (direction)`,
    [
      offices.map(({ office }) => office),
      offices.map(({ office }) => people.actor('head', office).person),
      addDays(today, -3),
      startOf(addDays(today, -2)),
    ],
  );
}
