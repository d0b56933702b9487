import { z } from 'zod';
import { DIFFICULTY_ACT_KINDS } from '../../../domain/difficulties/acts.ts';
import { DIFFICULTY_ENDINGS, DIFFICULTY_STAGES } from '../../../domain/difficulties/vocabulary.ts';
import { instantOut } from './basics.ts';
import { clockOut, many, namesOut } from './incident.ts';
import { documentOut } from './task-out.ts';

const office = z.string();
const person = z.string();

export const difficultyStage = z.enum(DIFFICULTY_STAGES);
const ending = z.enum(DIFFICULTY_ENDINGS).nullable();
const about = z.object({ plan: z.string(), task: z.string().nullable() }).nullable();

export const listedDifficulty = z
  .object({
    id: z.string(),
    number: z.string(),
    about,
    office,
    words: z.string(),
    /** Null until its process has begun. */
    holder: office.nullable(),
    stage: difficultyStage,
    ending,
    raisedAt: instantOut,
    nextDue: instantOut.nullable(),
    drill: z.boolean(),
  })
  .meta({ id: 'ListedDifficulty' });

/** A difficulty on its way, with everybody it lay with and every answer. */
export const difficultyOut = z
  .object({
    id: z.string(),
    number: z.string(),
    version: z.number().int(),
    drill: z.boolean(),
    stage: difficultyStage,
    ending,
    about,
    /** Of the plan that it is about, as it is carried out. */
    planNumber: z.string().nullable(),
    office,
    raisedBy: person,
    raisedAt: instantOut,
    words: z.string(),
    holder: office,
    stations: many(
      z.object({
        office,
        since: instantOut,
        takenUpBy: person.nullable(),
        passedUp: z.object({ by: person, at: instantOut, reason: z.string() }).nullable(),
      }),
    ),
    /** The offices behind the one that has it, nearest first. */
    above: many(office),
    draft: z
      .object({
        words: z.string(),
        document: documentOut.nullable(),
        by: person,
        /** What approving is bound to. */
        checksum: z.string(),
      })
      .nullable(),
    answers: many(
      z.object({
        office,
        words: z.string(),
        document: documentOut.nullable(),
        draftedBy: person,
        approvedBy: person,
        signedAs: z.enum(['none', 'TM.', 'KT.', 'TL.', 'TUQ.', 'Q.']),
        at: instantOut,
      }),
    ),
    clocks: many(clockOut),
    acts: many(z.enum(DIFFICULTY_ACT_KINDS as [(typeof DIFFICULTY_ACT_KINDS)[number]])),
    names: namesOut,
  })
  .meta({ id: 'Difficulty' });

export const raisedOut = z
  .object({ id: z.string(), number: z.string() })
  .meta({ id: 'RaisedDifficulty' });
