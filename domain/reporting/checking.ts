import { LARGEST_FIGURE } from './arithmetic.ts';
import type { Difference, Filling, KnownFigures, PartFilling } from './filling.ts';
import { compute, differencesOf, valuesOf } from './filling.ts';
import type { Figure, FigureRule, Narrative, ReportForm } from './form.ts';
import { figuresOf } from './form.ts';

/** The most characters that one narrative or explanation may have. */
export const LONGEST_NARRATIVE = 20_000;

/** Everything that can be wrong with a form filled in. */
export const FILLING_FAULTS = [
  'wrong-form',
  'unknown-part',
  'repeated-part',
  'unknown-figure',
  'unknown-narrative',
  'figure-missing',
  'not-whole',
  'too-large',
  'negative',
  'not-yes-no',
  'sum-differs',
  'ratio-differs',
  'above-limit',
  'words-missing',
  'words-too-long',
  'difference-unexplained',
  'nil-with-content',
] as const;
export type FillingFaultCode = (typeof FILLING_FAULTS)[number];

/** One thing that is wrong, where, and by which rule; texts are made of it at the edges. */
export interface FillingFault {
  readonly code: FillingFaultCode;
  readonly part: string | null;
  /** The figure or narrative; null when it is the part or the whole that is wrong. */
  readonly field: string | null;
  /** Other figures that the rule names. */
  readonly others: readonly string[];
  readonly value: number | null;
  /** What the rule asks for: the sum, the limit, the number of the register. */
  readonly expected: number | null;
}

/**
 * Everything that is wrong with a filling, in the order of the form; nothing when it may be
 * submitted. A draft may be saved with `figure-missing`, `words-missing` and
 * `difference-unexplained` in it, see {@link isUnfinished}.
 */
export function checkFilling(
  form: ReportForm,
  filling: Filling,
  known: KnownFigures,
): readonly FillingFault[] {
  if (filling.form.form !== form.id || filling.form.version !== form.version) {
    return [fault('wrong-form', null, null)];
  }
  const faults = [
    ...strangers(form, filling),
    ...(filling.nil ? contentOf(filling) : contentFaults(form, filling)),
    ...differencesOf(form, filling, known).filter(isUnexplained).map(unexplained),
  ];
  const order = new Map(form.parts.map((part, index) => [part.id, index]));
  const placeOf = ({ part }: FillingFault) => order.get(part ?? '') ?? -1;
  return faults.sort((a, b) => placeOf(a) - placeOf(b));
}

/** Whether a fault only says that something is still to come: no reason to refuse a draft. */
export function isUnfinished({ code }: FillingFault): boolean {
  return code === 'figure-missing' || code === 'words-missing' || code === 'difference-unexplained';
}

/** What the form does not know, and what stands twice. */
function strangers(form: ReportForm, filling: Filling): FillingFault[] {
  const seen = new Set<string>();
  return filling.parts.flatMap((filled) => {
    const part = form.parts.find(({ id }) => id === filled.part);
    if (part === undefined) return [fault('unknown-part', filled.part, null)];
    if (seen.has(filled.part)) return [fault('repeated-part', filled.part, null)];
    seen.add(filled.part);
    const figures = new Set(part.figures.map(({ id }) => id));
    const words = new Set(part.narratives.map(({ id }) => id));
    const isStrange = (id: string) => !figures.has(id);
    return [
      ...Object.keys(filled.figures)
        .filter(isStrange)
        .map((id) => fault('unknown-figure', part.id, id)),
      ...Object.entries(filled.explanations).flatMap(([id, text]) =>
        isStrange(id)
          ? [fault('unknown-figure', part.id, id)]
          : tooLong(text)
            ? [fault('words-too-long', part.id, id, { value: text.length })]
            : [],
      ),
      ...Object.keys(filled.narratives)
        .filter((id) => !words.has(id))
        .map((id) => fault('unknown-narrative', part.id, id)),
    ];
  });
}

function contentOf(filling: Filling): FillingFault[] {
  return filling.parts
    .filter(
      ({ figures, narratives }) =>
        Object.values(figures).some((value) => value !== null && value !== 0) ||
        Object.values(narratives).some((text) => text.trim() !== ''),
    )
    .map(({ part }) => fault('nil-with-content', part, null));
}

function contentFaults(form: ReportForm, filling: Filling): FillingFault[] {
  const values = valuesOf(filling);
  const known = new Map(figuresOf(form).map((figure) => [figure.id, figure]));
  return form.parts.flatMap((part) => {
    const filled = filling.parts.find((one) => one.part === part.id);
    return [
      ...part.figures.flatMap((figure) =>
        figureFaults(part.id, figure, filling, { values, known }),
      ),
      ...part.narratives.flatMap((words) => wordFaults(part.id, words, filled, values)),
    ];
  });
}

interface Context {
  readonly values: ReadonlyMap<string, number | null>;
  readonly known: ReadonlyMap<string, Figure>;
}

function figureFaults(
  part: string,
  figure: Figure,
  filling: Filling,
  context: Context,
): FillingFault[] {
  const value = context.values.get(figure.id) ?? null;
  const say = (code: FillingFaultCode) => [fault(code, part, figure.id, { value })];
  if (value === null) {
    return figure.rules.some(({ kind }) => kind === 'required') ? say('figure-missing') : [];
  }
  if (!Number.isInteger(value)) return say('not-whole');
  if (Math.abs(value) > LARGEST_FIGURE) return say('too-large');
  // Of a branch it is how many said yes.
  if (figure.type === 'yes-no' && (value < 0 || (filling.scope === 'office' && value > 1))) {
    return say('not-yes-no');
  }
  return figure.rules.flatMap((rule) => ruleFaults(part, figure, value, rule, context));
}

function ruleFaults(
  part: string,
  figure: Figure,
  value: number,
  rule: FigureRule,
  { values, known }: Context,
): FillingFault[] {
  switch (rule.kind) {
    case 'required':
      return [];
    case 'not-negative':
      return value < 0 ? [fault('negative', part, figure.id, { value })] : [];
    case 'at-most': {
      const limit = values.get(rule.figure) ?? null;
      // A limit that is itself no number is told of where it stands.
      if (limit === null || !Number.isInteger(limit) || value <= limit) return [];
      const details = { value, expected: limit, others: [rule.figure] };
      return [fault('above-limit', part, figure.id, details)];
    }
    case 'sum-of': {
      const expected = compute({ ...figure, rules: [rule] }, values, known);
      if (expected === null || expected === value) return [];
      return [fault('sum-differs', part, figure.id, { value, expected, others: rule.figures })];
    }
    case 'ratio-of': {
      const expected = compute({ ...figure, rules: [rule] }, values, known);
      if (expected === value) return [];
      const others = [rule.part, rule.whole];
      return [fault('ratio-differs', part, figure.id, { value, expected, others })];
    }
  }
}

function wordFaults(
  part: string,
  { id, required, requiredWhen }: Narrative,
  filled: PartFilling | undefined,
  values: ReadonlyMap<string, number | null>,
): FillingFault[] {
  const text = filled?.narratives[id] ?? '';
  if (tooLong(text)) return [fault('words-too-long', part, id, { value: text.length })];
  if (text.trim() !== '') return [];
  const isAskedFor = requiredWhen !== null && (values.get(requiredWhen) ?? 0) > 0;
  if (!required && !isAskedFor) return [];
  const others = isAskedFor ? [requiredWhen] : [];
  return [fault('words-missing', part, id, { others })];
}

function tooLong(text: string): boolean {
  return text.length > LONGEST_NARRATIVE;
}

function isUnexplained({ explanation }: Difference): boolean {
  return explanation === null;
}

function unexplained({ part, figure, known, reported }: Difference): FillingFault {
  const details = { value: reported, expected: known };
  return fault('difference-unexplained', part, figure, details);
}

function fault(
  code: FillingFaultCode,
  part: string | null,
  field: string | null,
  details: Partial<Pick<FillingFault, 'others' | 'value' | 'expected'>> = {},
): FillingFault {
  return { code, part, field, others: [], value: null, expected: null, ...details };
}
