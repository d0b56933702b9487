import type { Incident } from '../domain/incident/incident.ts';
import type { CalendarId } from '../domain/time/calendar.ts';
import type { Queryable } from './database.ts';

/** The cases of which a running clock counts on a calendar. */
export async function casesOnCalendar(db: Queryable, calendar: CalendarId): Promise<Incident[]> {
  const { rows } = await db.query<{ state: Incident }>(
    `select state from cases where id in (
       select case_id from clocks where calendar = $1 and status = 'running')
     order by number`,
    [calendar],
  );
  return rows.map((row) => row.state);
}

/** Ids of the open cases that concern information exchanged with the Lao side. */
export async function casesUnderAgreement(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from cases where open and exists (
       select from jsonb_array_elements(state->'references') r
       where r->>'exchange' <> 'not-exchanged' or r->>'origin' <> 'vietnamese')
     order by number`,
  );
  return rows.map((row) => row.id);
}
