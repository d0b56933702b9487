import type { Certainty, Text } from '../text.ts';
import type { CalendarId } from '../time/calendar.ts';
import type { CivilDate } from '../time/instant.ts';
import type { TimeSpec } from '../time/spec.ts';

/** The clocks of an incident. */
export const INCIDENT_CLOCKS = [
  'tell-head',
  'report-to-police',
  'written-report',
  'acknowledge',
  'tell-ministry',
  'contain',
  'preliminary',
  'originator-tell',
  'originator-answer',
  'verify',
  'approve-finding',
  'remedy',
  'close',
  'lao-decide',
  'lao-first',
  'lao-second',
  'lao-answer',
  'notice-seen-urgent',
  'notice-seen',
] as const;
export type IncidentClockId = (typeof INCIDENT_CLOCKS)[number];

/** The clocks of an agency's report. */
export const REPORT_CLOCKS = ['report-due', 'report-accept', 'report-resubmit'] as const;
export type ReportClockId = (typeof REPORT_CLOCKS)[number];

/** The clocks of a task of a plan. */
export const TASK_CLOCKS = [
  'task-take-up',
  'task-contest',
  'task-due',
  'occurrence-due',
  'task-submit-again',
  'task-review',
  'decision-review',
  'list-forward',
  'list-appraisal',
] as const;
export type TaskClockId = (typeof TASK_CLOCKS)[number];

/** The clocks of a plan that runs. */
export const PLAN_CLOCKS = ['plan-decide', 'phase-opens', 'phase-closes', 'phase-set-end'] as const;
export type PlanClockId = (typeof PLAN_CLOCKS)[number];

/** The clocks of a difficulty. */
export const DIFFICULTY_CLOCKS = ['difficulty-answer', 'difficulty-approve'] as const;
export type DifficultyClockId = (typeof DIFFICULTY_CLOCKS)[number];

export const CLOCK_RULES = [
  ...INCIDENT_CLOCKS,
  ...REPORT_CLOCKS,
  ...TASK_CLOCKS,
  ...PLAN_CLOCKS,
  ...DIFFICULTY_CLOCKS,
] as const;
/** The processes that wait for clocks. */
export const CLOCK_PROCESSES = [
  'incident',
  'lao-side',
  'report',
  'task',
  'plan',
  'difficulty',
] as const;
export type ClockProcess = (typeof CLOCK_PROCESSES)[number];

export type ClockRuleId = (typeof CLOCK_RULES)[number];

export type WarnRule =
  | { readonly kind: 'half' }
  | { readonly kind: 'working-days-before'; readonly days: number }
  | { readonly kind: 'hours-before'; readonly hours: number };

/** A deadline as data: what the law says, how sure that is, and what number runs. */
export interface ClockRule {
  readonly id: ClockRuleId;
  readonly version: number;
  readonly name: Text;
  /** The legal word without a number: "ngay", "kịp thời". */
  readonly word: Text | null;
  readonly citation: string;
  readonly certainty: Certainty;
  readonly process: ClockProcess;
  readonly spec: TimeSpec;
  readonly calendar: CalendarId;
  readonly warn: readonly WarnRule[];
  /** How long after a lapse it goes one office or capacity higher again. */
  readonly repeat: TimeSpec;
  readonly urgent: boolean;
  /** Who may give more time, and how much in all after the first due; null: nobody. */
  readonly extend: { readonly by: 'head' | 'superior'; readonly atMost: TimeSpec } | null;
  readonly validFrom: CivilDate;
  /** The first day on which it is no longer valid. */
  readonly validTo: CivilDate | null;
}

/** The rule of a clock on a date, or undefined when none is valid then. `validTo` is exclusive. */
export function ruleAt(
  rules: readonly ClockRule[],
  id: ClockRuleId,
  date: CivilDate,
): ClockRule | undefined {
  return rules.find(
    (rule) =>
      rule.id === id && rule.validFrom <= date && (rule.validTo === null || date < rule.validTo),
  );
}
