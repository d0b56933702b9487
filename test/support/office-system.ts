import type { ActRequest } from '../../client/engine.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { ApiOffice } from './api-office.ts';
import type { YearSystem } from './report-year.ts';

/** The same office, as those who carry out plans see it. */
export async function systemOf(office: ApiOffice): Promise<YearSystem> {
  const { rows } = await office.database.db.query<{ id: string; login: string }>(
    'select id, login from people',
  );
  const people = new Map(rows.map(({ id, login }) => [login, id]));
  return {
    database: office.database,
    engine: office.engine,
    now: () => office.now,
    person(who): ActRequest['actor'] {
      const [capacity = '', place = ''] = who.split('@');
      const person = people.get(`${place.toLowerCase()}.${capacity}`) ?? '';
      return { person, office: place, capacity: capacity as Capacity, delegation: null };
    },
  };
}
