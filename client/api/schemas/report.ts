import { z } from 'zod';
import type { NewReference } from '../../../domain/incident/act.ts';
import {
  EXCHANGE_STATUSES,
  FORMS,
  KINDS,
  LEVELS,
  ORIGINS,
} from '../../../domain/incident/vocabulary.ts';
import { dateIn, instantIn, officeId, orNull, text, uuid } from './basics.ts';

/** Where a secret can be found; the form has no place for what it says. */
export const referenceIn = z
  .strictObject({
    number: text(200),
    date: orNull(dateIn),
    issuingBody: text(300),
    issuingOffice: orNull(officeId),
    level: z.enum(LEVELS),
    form: z.enum(FORMS),
    holder: text(300),
    origin: z.enum(ORIGINS),
    exchange: z.enum(EXCHANGE_STATUSES),
    abstract: orNull(text(1_000)),
    register: orNull(uuid),
  })
  .meta({ id: 'Reference' }) satisfies z.ZodType<NewReference>;

/** What a report says. */
export const reportIn = z
  .strictObject({
    kind: z.enum(KINDS),
    discoveredAt: instantIn,
    words: text(4_000),
    references: z.array(referenceIn).max(50),
    bypass: z.boolean().default(false),
    reportedFor: orNull(text(200)),
    managingOffice: orNull(officeId),
    attested: z.boolean().meta({
      description: 'The reporter states that nothing here is secret content.',
    }),
  })
  .meta({ id: 'Report' });
