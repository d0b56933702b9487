import { z } from 'zod';
import { TASK_PARTS } from '../../../domain/plans/holders.ts';
import { CLEARS } from '../../../domain/plans/plan.ts';
import { PHASE_STATES } from '../../../domain/plans/process/vocabulary.ts';
import { BEHIND_STATES, PROGRESS_STATES } from '../../../records/plan-progress.ts';
import { GANTT_KINDS, GANTT_STATES } from '../../plans/picture/gantt.ts';
import { PASSAGE_PARTS } from '../views/plan-text-view.ts';
import { dateOut, instantOut } from './basics.ts';
import { keptByOut } from './plan-out.ts';
import { many, namesOut } from './incident.ts';

const count = z.number().int();
const office = z.string();
const plan = z.object({ number: z.string(), title: z.string() });
const holders = z.object({ text: z.string(), offices: many(office) });

/** The document of a plan passage by passage, with what is made of each. */
export const planTextOut = z
  .object({
    plan: plan.extend({ edition: count, source: z.string() }),
    /** Whether the document itself is there; else only what the plan quotes of it. */
    whole: z.boolean(),
    tasks: many(
      z.object({
        task: z.string(),
        at: z.string(),
        quote: z.string(),
        job: z.string(),
        phase: z.string().nullable(),
        lead: holders,
        coordinating: holders,
        asked: holders,
        unassigned: holders,
        due: z.string().nullable(),
        product: z.string().nullable(),
        proposed: many(z.enum(CLEARS)),
        nature: z.string(),
        keptBy: keptByOut,
        carriesOut: z.string().nullable(),
      }),
    ),
    passages: many(
      z.object({
        at: z.string(),
        section: z.string(),
        line: count.nullable(),
        text: z.string(),
        tasks: many(z.object({ task: z.string(), as: z.enum(PASSAGE_PARTS) })),
        noTask: many(z.object({ reason: z.string(), why: z.string() })),
      }),
    ),
    names: namesOut,
  })
  .meta({ id: 'PlanText' });

const counts = z
  .object({
    ...(Object.fromEntries(PROGRESS_STATES.map((state) => [state, count])) as Record<
      (typeof PROGRESS_STATES)[number],
      typeof count
    >),
    tasks: count,
  })
  .meta({ id: 'PlanCounts' });

/** How far a plan has come; every task of an office is counted once. */
export const planProgressOut = z
  .object({
    plan,
    whole: counts,
    phases: many(z.object({ phase: z.string().nullable(), name: z.string().nullable(), counts })),
    branches: many(z.object({ office, counts, bodies: many(z.object({ office, counts })) })),
    /** Who is behind, since when; what is late first, then the longest waiting; at most 500. */
    behind: many(
      z.object({
        number: z.string(),
        task: z.string(),
        office,
        phase: z.string().nullable(),
        state: z.enum(BEHIND_STATES),
        named: z.string().nullable(),
        since: instantOut,
      }),
    ),
    names: namesOut,
  })
  .meta({ id: 'PlanProgress' });

/** The tasks of a plan against the offices with a part in them. */
export const planCoverageOut = z
  .object({
    plan,
    offices: many(z.object({ office, covered: z.boolean() })),
    /** Those that have nothing of their own below any task that no other process keeps. */
    none: many(office),
    rows: many(
      z.object({
        task: z.string(),
        job: z.string(),
        covered: count,
        keptBy: keptByOut,
        offices: many(z.object({ office, part: z.enum(TASK_PARTS), covered: z.boolean() })),
      }),
    ),
    below: many(z.object({ number: z.string(), owner: office, title: z.string() })),
    names: namesOut,
  })
  .meta({ id: 'PlanCoverage' });

/** A plan over the years. */
export const planGanttOut = z
  .object({
    plan,
    today: dateOut,
    begins: dateOut,
    from: dateOut,
    to: dateOut,
    phases: many(
      z.object({
        id: z.string(),
        name: z.string(),
        from: dateOut,
        to: dateOut.nullable(),
        status: z.enum(PHASE_STATES),
      }),
    ),
    rows: many(
      z.object({
        task: z.string(),
        phase: z.string().nullable(),
        job: z.string(),
        lead: z.string(),
        from: dateOut,
        to: dateOut.nullable(),
        due: dateOut.nullable(),
        kind: z.enum(GANTT_KINDS),
        offices: count,
        done: count,
        late: count,
        open: count,
        state: z.enum(GANTT_STATES),
      }),
    ),
  })
  .meta({ id: 'PlanGantt' });
