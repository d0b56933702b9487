import type { PersonId } from '../../offices/person.ts';
import type { CivilDate, Instant } from '../../time/instant.ts';
import type { PartFilling } from '../filling.ts';
import type { CouncilStep } from '../step.ts';
import type { ReturnReason } from './report.ts';

/** A part as somebody filled it in, and what was on the screen before. */
export interface SavingPart {
  readonly part: PartFilling;
  /** The version of the part that was on the screen; 0 for one nobody had saved. */
  readonly basedOn: number;
}

/** Each act a person can do on a report, with what it says. */
export interface ReportActData {
  'assign-report': { readonly person: PersonId };
  'save-part': SavingPart;
  /** Several parts at once, from a spreadsheet: all of them or none. */
  'save-parts': { readonly parts: readonly SavingPart[] };
  consolidate: Record<never, never>;
  'give-opinion': { readonly text: string };
  /** The checksum of the draft that the head has read. */
  'submit-report': { readonly checksum: string };
  'submit-nil': { readonly reason: string };
  /** What the People's Council said or decided, by its paper. */
  'record-council': {
    readonly step: CouncilStep;
    readonly number: string;
    readonly on: CivilDate;
    readonly amount: number | null;
  };
  /** The advice of the collector's desk, by its paper. */
  'give-advice': {
    readonly text: string;
    readonly number: string;
    readonly on: CivilDate;
    readonly amount: number | null;
  };
  'return-report': { readonly reasons: readonly ReturnReason[] };
  'accept-report': { readonly checksum: string };
  'ask-late': { readonly until: Instant; readonly reason: string };
  'answer-late': { readonly permit: boolean; readonly until: Instant; readonly reason: string };
  'begin-supplement': { readonly reason: string };
  'dispatch-report': { readonly number: string; readonly channel: string; readonly to: string };
}

export type ReportActKind = keyof ReportActData;

/** An act as the API hands it over. */
export type ReportAct = {
  [K in ReportActKind]: { readonly kind: K; readonly data: ReportActData[K] };
}[ReportActKind];
