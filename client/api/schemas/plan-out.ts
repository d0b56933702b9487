import { z } from 'zod';
import { CLEARS, KEEPING_PROCESSES } from '../../../domain/plans/plan.ts';
import { PLAN_ACT_KINDS } from '../../../domain/plans/process/acts.ts';
import {
  PHASE_STATES,
  PLAN_ENDINGS,
  PLAN_PROPOSALS,
  PLAN_STAGES,
  STANDSTILL_CAUSES,
} from '../../../domain/plans/process/vocabulary.ts';
import { dateOut, instantOut } from './basics.ts';
import { clockOut, many, namesOut } from './incident.ts';

const count = z.number().int();
const office = z.string();

/** Which other process carries a task out, by which reports; null: it has a process of its own. */
export const keptByOut = z
  .object({ process: z.enum(KEEPING_PROCESSES), reports: many(z.string()) })
  .nullable();

const head = {
  id: z.string(),
  number: z.string(),
  drill: z.boolean(),
  /** The plan's own id: `801-qd-ttg-2024`. */
  plan: z.string(),
  title: z.string(),
  stage: z.enum(PLAN_STAGES),
  ending: z.enum(PLAN_ENDINGS).nullable(),
  edition: count,
  owner: office,
  document: z.object({ number: z.string(), date: dateOut }).nullable(),
  adoptedAt: instantOut.nullable(),
  tasks: count,
};

export const listedPlanOut = z
  .object({ ...head, desk: office, phases: many(z.string()) })
  .meta({ id: 'ListedPlan' });

const phase = z.object({
  id: z.string(),
  name: z.string(),
  from: dateOut,
  to: dateOut.nullable(),
  state: z.enum(PHASE_STATES),
  /** What was open when it closed, and with whom. */
  leftOpen: many(z.object({ task: z.string(), offices: many(office) })).nullable(),
});

const proposal = z.object({
  id: z.string(),
  kind: z.enum(PLAN_PROPOSALS),
  edition: count,
  reason: z.string(),
  author: z.string(),
  proposedAt: instantOut,
  plan: z.string(),
  checksum: z.string(),
  status: z.enum(['open', 'approved', 'returned']),
  decidedBy: z.string().nullable(),
  signedAs: z.enum(['none', 'TM.', 'KT.', 'TL.', 'TUQ.', 'Q.']).nullable(),
  words: z.string().nullable(),
});

/** A plan that is carried out, from its draft on. */
export const planOut = z
  .object({
    ...head,
    version: count,
    month: z.string().nullable(),
    issuedBy: office,
    followUp: z.object({ office, desk: office }),
    followsTreaty: z.boolean(),
    upper: z
      .object({
        citation: z.string(),
        name: z.string(),
        date: dateOut.nullable(),
        plan: z.string().nullable(),
      })
      .nullable(),
    legalBasis: many(z.string()),
    /** Whether a speaker has confirmed the Lao of its names. */
    loSure: z.boolean(),
    loadedAt: instantOut,
    phases: many(phase),
    proposals: many(proposal),
    editions: many(
      z.object({
        edition: count,
        plan: z.string(),
        reason: z.string().nullable(),
        at: instantOut,
      }),
    ),
    /** The version in force and those loaded after it: an act names the checksum it has read. */
    loaded: many(z.object({ edition: count, checksum: z.string() })),
    standstill: z
      .object({ by: z.enum(STANDSTILL_CAUSES), reason: z.string(), since: instantOut })
      .nullable(),
    endReason: z.string().nullable(),
    /** Which of the five clears are missing: what is only proposed has to be confirmed. */
    missing: many(
      z.object({
        task: z.string(),
        job: z.string(),
        clear: z.enum(CLEARS),
        proposed: z.string().nullable(),
      }),
    ),
    /** The version that the clears are missing of: the one laid before the owner, or in force. */
    decidesOn: z.object({ edition: count, checksum: z.string() }),
    clocks: many(clockOut),
    acts: many(z.enum(PLAN_ACT_KINDS as [(typeof PLAN_ACT_KINDS)[number]])),
    names: namesOut,
  })
  .meta({ id: 'Plan' });
