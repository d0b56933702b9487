import type { OfficeKind } from '../offices/office.ts';
import type { Certainty } from '../text.ts';
import type { FillingScope } from './scope.ts';

/**
 * What a form can ask for besides figures and words. Of the estimate: the opinion of the Standing
 * Body of the People's Council on it, the Council's decision on the budget; of the settlement: its
 * approval; at the collector's: the advice *(tham mưu)* of the office that checks for it.
 */
export const FORM_STEPS = ['council-opinion', 'council-decision', 'advice'] as const;
export type FormStepKind = (typeof FORM_STEPS)[number];

/** The steps that lie with the People's Council of the office that reports. */
export type CouncilStep = Exclude<FormStepKind, 'advice'>;

/** What waits for a step; nothing does: it is recorded whenever it comes. */
export const STEP_GATES = ['submission', 'acceptance', 'nothing'] as const;
export type StepGate = (typeof STEP_GATES)[number];

/** A step as the form has it: of whose reports, and what goes on only after it. */
export interface FormStep {
  readonly step: FormStepKind;
  readonly of: readonly OfficeKind[];
  /** Of an office's own report, or of the one for an office and all below it. */
  readonly scope: FillingScope;
  readonly before: StepGate;
  /** The figure that a council decides on: what is signed has to be that amount. Null: none. */
  readonly figure: string | null;
  readonly citation: string;
  readonly certainty: Certainty;
}

/** A step that one report needs, kept by it from its opening on. */
export type ReportStep = Pick<FormStep, 'step' | 'before' | 'figure'>;

/** The steps that a form asks of one report. */
export function stepsOf(
  steps: readonly FormStep[],
  { kind, scope }: { readonly kind: OfficeKind | undefined; readonly scope: FillingScope },
): readonly ReportStep[] {
  return steps
    .filter((one) => kind !== undefined && one.of.includes(kind) && one.scope === scope)
    .map(({ step, before, figure }) => ({ step, before, figure }));
}
