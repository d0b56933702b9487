import { ratioOf, sumOf } from './arithmetic.ts';
import type { Figure, FormPart, FormRef, ReportForm } from './form.ts';
import { figuresOf, ruleOf } from './form.ts';
import type { FillingScope } from './scope.ts';
import type { RegisterRow, RegisterScope, RegisterValue } from './register-figures.ts';
import { countRegister } from './register-figures.ts';

/** One part as somebody filled it in; what is not filled in is null, blank, or left out. */
export interface PartFilling {
  readonly part: string;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly narratives: Readonly<Record<string, string>>;
  /** By figure: why it is not the number of the register, or of the levels below. */
  readonly explanations: Readonly<Record<string, string>>;
}

/** A form filled in. A nil report has nothing to report and says so: it is an act, no absence. */
export interface Filling {
  readonly form: FormRef;
  readonly scope: FillingScope;
  readonly nil: boolean;
  readonly parts: readonly PartFilling[];
}

/** What the register (or, for a branch, the sum of the levels below) has for each figure. */
export type KnownFigures = ReadonlyMap<string, RegisterValue>;

/** A figure that differs from what the system knows. */
export interface Difference {
  readonly part: string;
  readonly figure: string;
  readonly known: number;
  readonly reported: number;
  /** In words; null until somebody has given them. */
  readonly explanation: string | null;
}

/** What the register has for every figure of a form that is taken from it. */
export function registerFigures(
  form: ReportForm,
  rows: readonly RegisterRow[],
  scope: RegisterScope,
): KnownFigures {
  return new Map(
    figuresOf(form).flatMap(({ id, source }) =>
      source.kind === 'register' && scope.kept.includes(source.expression.figure)
        ? [[id, countRegister(rows, source.expression, scope)]]
        : [],
    ),
  );
}

/** A form with nothing in it yet. */
export function emptyFilling(form: ReportForm, scope: FillingScope = 'office'): Filling {
  return {
    form: { form: form.id, version: form.version },
    scope,
    nil: false,
    parts: form.parts.map(({ id }) => emptyPart(id)),
  };
}

/** The report of an office that has nothing to report. */
export function nilFilling(form: ReportForm, scope: FillingScope = 'office'): Filling {
  return { ...emptyFilling(form, scope), nil: true };
}

/** The same filling with one part as somebody saved it; the others are not touched. */
export function withPart(form: ReportForm, filling: Filling, saved: PartFilling): Filling {
  const parts = form.parts.map(({ id }) =>
    id === saved.part ? saved : (partOf(filling, id) ?? emptyPart(id)),
  );
  return withComputed(form, { ...filling, parts });
}

/** Fills in what the system knows where nobody has filled in anything; a nil report stays as is. */
export function withKnown(form: ReportForm, filling: Filling, known: KnownFigures): Filling {
  if (filling.nil) return filling;
  const parts = form.parts.map((part) => {
    const filled = partOf(filling, part.id) ?? emptyPart(part.id);
    const figures = { ...filled.figures };
    for (const { id } of part.figures) {
      const value = known.get(id)?.value;
      if (value !== undefined) figures[id] ??= value;
    }
    return { ...filled, figures };
  });
  return withComputed(form, { ...filling, parts });
}

/** The same filling with every computed figure made again from the others. */
export function withComputed(form: ReportForm, filling: Filling): Filling {
  if (filling.nil) return filling;
  const values = valuesOf(filling);
  const known = new Map(figuresOf(form).map((figure) => [figure.id, figure]));
  const parts = filling.parts.map((filled) => {
    const figures = { ...filled.figures };
    for (const figure of form.parts.find(({ id }) => id === filled.part)?.figures ?? []) {
      if (figure.source.kind === 'computed') figures[figure.id] = compute(figure, values, known);
    }
    return { ...filled, figures };
  });
  return { ...filling, parts };
}

/** What a computed figure comes to; null while something it is made of is not filled in. */
export function compute(
  figure: Figure,
  values: ReadonlyMap<string, number | null>,
  known: ReadonlyMap<string, Figure>,
): number | null {
  const valueOf = (id: string): number | null => {
    const other = known.get(id);
    return other?.source.kind === 'computed' && other !== figure
      ? compute(other, values, known)
      : (values.get(id) ?? null);
  };
  const sum = ruleOf(figure, 'sum-of');
  if (sum !== undefined) {
    const parts = sum.figures.map(valueOf);
    return parts.some((part) => !isWhole(part)) ? null : sumOf(parts as number[]);
  }
  const ratio = ruleOf(figure, 'ratio-of');
  if (ratio === undefined) return null;
  const [part, whole] = [valueOf(ratio.part), valueOf(ratio.whole)];
  return isWhole(part) && isWhole(whole) && part >= 0 && whole >= 0 ? ratioOf(part, whole) : null;
}

/** Every figure of a filling by its id; a nil report has none. */
export function valuesOf(filling: Filling): ReadonlyMap<string, number | null> {
  return new Map(
    filling.nil ? [] : filling.parts.flatMap(({ figures }) => Object.entries(figures)),
  );
}

/** Where a filling differs from what the system knows; a nil report says nought of everything. */
export function differencesOf(
  form: ReportForm,
  filling: Filling,
  known: KnownFigures,
): readonly Difference[] {
  return form.parts.flatMap((part) =>
    part.figures.flatMap(({ id }) => {
      const value = known.get(id)?.value;
      const reported = filling.nil ? 0 : (partOf(filling, part.id)?.figures[id] ?? null);
      if (value === undefined || reported === null || reported === value) return [];
      const explanation = explanationOf(filling, part, id);
      return [{ part: part.id, figure: id, known: value, reported, explanation }];
    }),
  );
}

/** A part of a filling, or undefined when nobody has touched it. */
export function partOf(filling: Filling, part: string): PartFilling | undefined {
  return filling.parts.find((one) => one.part === part);
}

function explanationOf(filling: Filling, part: FormPart, figure: string): string | null {
  const words = partOf(filling, part.id)?.explanations[figure]?.trim() ?? '';
  return words === '' ? null : words;
}

function emptyPart(part: string): PartFilling {
  return { part, figures: {}, narratives: {}, explanations: {} };
}

function isWhole(value: number | null): value is number {
  return value !== null && Number.isSafeInteger(value);
}
