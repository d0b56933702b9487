import { z } from 'zod';

const by = z.string();
const refused = z.string().optional();
const reason = z.string();
const data = z.record(z.string(), z.unknown());
const occurrence = z.string().optional();

// A task as the plan has it, and the office to which it was given first.
const task = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*@[A-Z0-9-]+$/);
// What a scenario calls a difficulty.
const difficulty = z.string().regex(/^[a-z][a-z0-9-]*$/);

const expected = {
  stage: z.string().optional(),
  ending: z.string().optional(),
  told: z.array(z.string()).optional(),
};

/** What a step about a plan, its tasks or a difficulty may be, by its first word. */
export const PLAN_STEPS = {
  /**
   * Loads a plan of the rules by its id, or one that stands in a file beside the scenario, and lays
   * it before its owner; `approver` confirms what is only proposed, and approves.
   */
  'adopt-plan': z.strictObject({ 'adopt-plan': z.string(), by, approver: by, refused }),
  /** Takes a task up; `person`: somebody of the scenario, left out: whoever takes it up. */
  'accept-task': z.strictObject({ 'accept-task': task, by, person: by.optional(), refused }),
  'contest-task': z.strictObject({ 'contest-task': task, by, reason, refused }),
  'decide-contest': z.strictObject({
    'decide-contest': task,
    by,
    decision: z.enum(['upheld', 'withdrawn', 're-assigned']),
    words: z.string(),
    to: z.string().nullable().default(null),
    refused,
  }),
  /** Hands a product in; `text`: the words of a file that is stored, else only its checksum. */
  'submit-product': z.strictObject({
    'submit-product': task,
    by,
    title: z.string(),
    text: z.string().optional(),
    occurrence,
    note: z.string().default(''),
    list: z.enum(['unchanged', 'to-amend']).nullable().default(null),
    refused,
  }),
  /** Accepts the product that waits, or that of one occurrence. */
  'accept-product': z.strictObject({ 'accept-product': task, by, occurrence, refused }),
  'return-product': z.strictObject({ 'return-product': task, by, reason, occurrence, refused }),
  'raise-difficulty': z.strictObject({
    'raise-difficulty': difficulty,
    by,
    words: z.string(),
    /** The task of the adopted plan that it is about. */
    about: z.string().optional(),
    refused,
  }),
  'pass-up': z.strictObject({ 'pass-up': difficulty, by, reason, refused }),
  /** Drafts an answer; `approver` approves it as it was drafted. */
  'answer-difficulty': z.strictObject({
    'answer-difficulty': difficulty,
    by,
    words: z.string(),
    approver: by.optional(),
    refused,
  }),
  'close-difficulty': z.strictObject({ 'close-difficulty': difficulty, by, refused }),
  /** A body ends on the next day, and another one does its work from then on. */
  'end-office': z.strictObject({
    'end-office': z.string(),
    successor: z.string(),
    source: z.string(),
    by,
    refused,
  }),
  /** Any other act, as the API takes it: on a task, a difficulty, or the plan. */
  act: z.union([
    z.strictObject({ act: z.string(), 'on-task': task, by, data: data.default({}), refused }),
    z.strictObject({
      act: z.string(),
      'on-difficulty': difficulty,
      by,
      data: data.default({}),
      refused,
    }),
    z.strictObject({
      act: z.string(),
      'on-plan': z.literal(true),
      by,
      data: data.default({}),
      refused,
    }),
  ]),
  expect: z.union([
    z.strictObject({
      'on-task': task,
      by,
      expect: z.strictObject({
        ...expected,
        standing: z.string().optional(),
        /** The office that has it now. */
        office: z.string().optional(),
        /** How many occurrences were accepted. */
        accepted: z.int().optional(),
        missed: z.int().optional(),
        /** How often a product was returned. */
        returned: z.int().optional(),
      }),
    }),
    z.strictObject({
      'on-difficulty': difficulty,
      by,
      expect: z.strictObject({
        ...expected,
        holder: z.string().optional(),
        /** How often it went one office higher. */
        'passed-up': z.int().optional(),
      }),
    }),
    z.strictObject({
      'on-plan': z.literal(true),
      by,
      expect: z.strictObject({
        ...expected,
        tasks: z.int().optional(),
        /** Offices with a task that is overdue. */
        late: z.array(z.string()).optional(),
        /** By task, how many offices have something of their own below it. */
        coverage: z.record(z.string(), z.int()).optional(),
      }),
    }),
  ]),
} as const;

type Steps = { [Word in keyof typeof PLAN_STEPS]: z.infer<(typeof PLAN_STEPS)[Word]> };
export type PlanStep = Steps[keyof Steps];
export type PlanStepOf<Word extends keyof Steps> = Steps[Word];

/** The words by which steps of other kinds say that they are about a plan. */
const ABOUT = ['on-task', 'on-difficulty', 'on-plan'] as const;

/** Whether a step is about a plan, its tasks or a difficulty. */
export function isAboutPlans(raw: object): raw is PlanStep {
  const own = Object.keys(PLAN_STEPS).filter((word) => word !== 'act' && word !== 'expect');
  return [...ABOUT, ...own].some((word) => word in raw);
}
