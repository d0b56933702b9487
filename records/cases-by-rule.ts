import type { CaseRef } from '../domain/cases/outcome.ts';
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

/**
 * What goes by the status of the Agreement: the open incidents that concern information exchanged
 * with the Lao side, and the running plans that carry the Agreement out.
 */
export async function casesUnderAgreement(db: Queryable): Promise<CaseRef[]> {
  const { rows } = await db.query<CaseRef>(
    `select matter, id from (
       select 'incident' as matter, id, number from cases where open and exists (
         select from jsonb_array_elements(state->'references') r
         where r->>'exchange' <> 'not-exchanged' or r->>'origin' <> 'vietnamese')
       union all
       select 'plan', id, number from plans
       where stage in ('running', 'suspended') and (state->>'followsTreaty')::boolean
     ) as concerned order by matter, number`,
  );
  return rows;
}
