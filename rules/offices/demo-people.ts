import { z } from 'zod';
import type { OfficeId } from '../../domain/offices/office.ts';
import type { Capacity, Person } from '../../domain/offices/person.ts';
import { CAPACITIES, CLEARANCES } from '../../domain/offices/person.ts';
import { readCsv } from '../load-offices.ts';

/** A demonstration account: who, cleared up to where, and what they hold. */
export interface DemoPerson extends Pick<Person, 'login' | 'name' | 'language' | 'clearance'> {
  readonly holdings: readonly { readonly office: OfficeId; readonly capacity: Capacity }[];
}

const holdingSchema = z.object({ office: z.string(), capacity: z.enum(CAPACITIES) });

const schema = z.object({
  login: z.string().regex(/^[a-z0-9.-]+$/),
  name: z.string().startsWith('Tài khoản trình diễn'),
  language: z.enum(['vi', 'en', 'lo']),
  clearance: z.enum(CLEARANCES),
  holdings: z
    .string()
    .transform((text) => text.split(' ').map(splitHolding))
    .pipe(z.array(holdingSchema).min(1)),
}) satisfies z.ZodType<DemoPerson>;

// The file of accounts names one office a person.
const inOneOffice = schema.refine(
  ({ holdings }) => new Set(holdings.map((holding) => holding.office)).size === 1,
  'a demonstration person has one office',
);

/** Reads the demonstration people; throws with file and row of what is wrong. */
export function loadDemoPeople(): readonly DemoPerson[] {
  return readCsv('demo-people.csv', inOneOffice);
}

function splitHolding(text: string): { office: string | undefined; capacity: string | undefined } {
  const [office, capacity] = text.split(':');
  return { office, capacity };
}
