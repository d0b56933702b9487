import type { Regime } from '../form.ts';

/** Where an agency's report stands. Shown to people by `locales/<language>/reports.json`. */
export const REPORT_STAGES = [
  'opened',
  'drafting',
  'submitted',
  'returned',
  'accepted',
  'sent',
  'ended',
] as const;
export type ReportStage = (typeof REPORT_STAGES)[number];

/**
 * How an agency's report ended without being accepted: the cycle was called off, or it went up
 * without this report. What was not received may still come, as a supplement.
 */
export const REPORT_ENDINGS = ['cancelled', 'not-received'] as const;
export type ReportEnding = (typeof REPORT_ENDINGS)[number];

/** One year of one regime, as its reports keep it. */
export interface CycleRef {
  readonly id: string;
  readonly regime: Regime;
  readonly year: number;
}
