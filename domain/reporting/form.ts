import type { Certainty, Text } from '../text.ts';
import type { RegisterExpression } from './register-figures.ts';
import type { FormStep } from './step.ts';

/**
 * What is reported upward and by which text: the yearly report on protecting state secrets with the
 * Agreement in it (Decision 801 II.3; Decree 26/2020 art. 8), the Ministry's report on its treaties
 * (Law on Treaties art. 79(6)), the five-yearly review (Decree 26/2020 art. 8(1)(a)), the figures
 * of phase II (Decision 801 II.2.b), and the money: estimate *(dự toán)* and settlement *(quyết
 * toán)*, Decision 801 III.4, Lào Cai's plan III.
 */
export const REGIMES = [
  'yearly',
  'treaties',
  'five-yearly',
  'agreement-data',
  'budget-estimate',
  'budget-settlement',
] as const;
export type Regime = (typeof REGIMES)[number];

/**
 * Every figure is a whole number: a count, an amount in đồng, hundredths of a percent, or 1 for yes
 * and 0 for no. So sums are exact, whoever adds them.
 */
export const FIGURE_TYPES = ['count', 'amount', 'percent', 'yes-no'] as const;
export type FigureType = (typeof FIGURE_TYPES)[number];

/** A number that the same office gave before: in a report of another year, or of another regime. */
export interface EarlierFigure {
  readonly regime: Regime;
  /** How many years before this cycle's; 0 for the same. */
  readonly yearsBefore: number;
  /** What was accepted of that figure; null: what the council decided on it (ruling 37). */
  readonly figure: string | null;
}

/** Where a figure comes from: a person, the register, an earlier report, or other figures. */
export type FigureSource =
  | { readonly kind: 'by-hand' }
  | { readonly kind: 'register'; readonly expression: RegisterExpression }
  | { readonly kind: 'earlier'; readonly earlier: EarlierFigure }
  | { readonly kind: 'computed' };

/** What a figure has to keep to. */
export const FIGURE_RULES = ['required', 'not-negative', 'sum-of', 'at-most', 'ratio-of'] as const;
export type FigureRuleKind = (typeof FIGURE_RULES)[number];

export type FigureRule =
  | { readonly kind: 'required' }
  | { readonly kind: 'not-negative' }
  | { readonly kind: 'sum-of'; readonly figures: readonly string[] }
  | { readonly kind: 'at-most'; readonly figure: string }
  /** Hundredths of a percent that one figure is of another; 0 when the whole is 0. */
  | { readonly kind: 'ratio-of'; readonly part: string; readonly whole: string };

export interface Figure {
  /** Unique in the form, and the same figure in every version of it. */
  readonly id: string;
  readonly name: Text;
  readonly type: FigureType;
  readonly unit: Text;
  readonly source: FigureSource;
  readonly rules: readonly FigureRule[];
  readonly hint: Text | null;
}

export interface Narrative {
  readonly id: string;
  readonly name: Text;
  readonly hint: Text;
  readonly required: boolean;
  /** A figure that asks for these words as soon as it is above zero. */
  readonly requiredWhen: string | null;
}

export interface FormPart {
  readonly id: string;
  /** As it stands before the heading: `I`, `II`, `II.A`. */
  readonly number: string;
  readonly name: Text;
  /** The part that this one is nested in (the Agreement in the general report); null at the top. */
  readonly within: string | null;
  readonly citation: string;
  readonly certainty: Certainty;
  readonly figures: readonly Figure[];
  readonly narratives: readonly Narrative[];
}

/** A form by which agencies report: data, valid for some years; a report names its version. */
export interface ReportForm {
  readonly id: string;
  readonly version: number;
  readonly regime: Regime;
  readonly name: Text;
  /** What stands under the word BÁO CÁO (Decree 30/2020: trích yếu). */
  readonly subject: Text;
  readonly citation: string;
  readonly certainty: Certainty;
  /** Whether a speaker has confirmed the Lao texts; Vietnamese is the source. */
  readonly loSure: boolean;
  /** The first year reported by it. */
  readonly validFrom: number;
  /** The first year no longer reported by it; null while it holds. */
  readonly validTo: number | null;
  readonly parts: readonly FormPart[];
  /** What a report by this form needs besides being filled in and signed; mostly nothing. */
  readonly steps: readonly FormStep[];
}

/** What a report keeps of its form, so that it stays readable when the form has changed. */
export interface FormRef {
  readonly form: string;
  readonly version: number;
}

/** The form of a regime for a year, or undefined when none is valid then. */
export function formFor(
  forms: readonly ReportForm[],
  regime: Regime,
  year: number,
): ReportForm | undefined {
  return forms.find(
    (form) =>
      form.regime === regime &&
      form.validFrom <= year &&
      (form.validTo === null || year < form.validTo),
  );
}

/** The form that a report names, also when it is no longer valid; undefined when it is unknown. */
export function formOf(forms: readonly ReportForm[], ref: FormRef): ReportForm | undefined {
  return forms.find((form) => form.id === ref.form && form.version === ref.version);
}

/** All figures of a form, in the order of the paper. */
export function figuresOf(form: ReportForm): readonly Figure[] {
  return form.parts.flatMap((part) => part.figures);
}

/** The parts at the top of a form, each with the parts nested in it. */
export function outlineOf(
  form: ReportForm,
): readonly { readonly part: FormPart; readonly nested: readonly FormPart[] }[] {
  return form.parts
    .filter((part) => part.within === null)
    .map((part) => ({ part, nested: form.parts.filter((other) => other.within === part.id) }));
}

/** The rule of one kind that a figure has, or undefined. */
export function ruleOf<K extends FigureRuleKind>(
  figure: Figure,
  kind: K,
): Extract<FigureRule, { readonly kind: K }> | undefined {
  return figure.rules.find((rule) => rule.kind === kind) as
    Extract<FigureRule, { readonly kind: K }> | undefined;
}
