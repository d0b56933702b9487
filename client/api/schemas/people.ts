import { z } from 'zod';
import { capacity, clearance, dateIn, dateOut, language, officeId } from './basics.ts';
import { many } from './incident.ts';

// Shorter ones are guessed; longer ones cost their owner nothing (NIST SP 800-63B section 5.1.1).
export const newPassword = z.string().min(12).max(1_000);

/** A capacity in an office, from a day on; today unless said otherwise. */
export const newHolding = z.strictObject({
  office: officeId,
  capacity,
  from: dateIn.optional(),
});

export const holdingOut = z
  .object({
    id: z.string(),
    person: z.string(),
    office: z.string(),
    capacity,
    validFrom: dateOut,
    validTo: dateOut.nullable(),
  })
  .meta({ id: 'Holding' });

export const delegationOut = z
  .object({
    id: z.string(),
    from: z.string(),
    to: z.string(),
    office: z.string(),
    capacity,
    scope: z.union([z.literal('all'), many(z.string())]),
    validFrom: dateOut,
    validTo: dateOut,
    documentNumber: z.string(),
    documentDate: dateOut,
    revokedOn: dateOut.nullable(),
  })
  .meta({ id: 'Delegation' });

/** What everybody may know of a colleague. */
export const listedPerson = z.object({ id: z.string(), login: z.string(), name: z.string() });

/** What those see who manage people, and everybody of themselves. */
export const personOut = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    language,
    clearance,
    activeFrom: dateOut,
    activeTo: dateOut.nullable(),
    holdings: many(holdingOut),
  })
  .meta({ id: 'Person' });
