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

/** How an agency's report ended; only a cancelled cycle ends one without its being accepted. */
export const REPORT_ENDINGS = ['cancelled'] as const;
export type ReportEnding = (typeof REPORT_ENDINGS)[number];

/** One year of one regime, as its reports keep it. */
export interface CycleRef {
  readonly id: string;
  readonly regime: Regime;
  readonly year: number;
}
