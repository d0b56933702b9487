import type { FormPartSeen, PartFilled, ReportSeen } from './seen.ts';

/** What somebody fills in: over what is saved already, by the ids of the form. */
export interface Filled {
  readonly figures: Readonly<Record<string, number | null>>;
  readonly narratives: Readonly<Record<string, string>>;
  readonly explanations: Readonly<Record<string, string>>;
}

/** A part to be saved, and the version of it that was seen before. */
export interface PartToSave {
  readonly part: PartFilled;
  readonly basedOn: number;
}

/** The parts of a form, as far as they are looked at. */
interface FormSeen {
  readonly form: { readonly parts: readonly FormPartSeen[] };
}

/** A part with what is given laid over what is saved; what the form computes is left to it. */
export function partWith(report: ReportSeen, part: FormPartSeen, given: Filled): PartToSave {
  const saved = report.parts.find((one) => one.part === part.id);
  const computed = new Set(
    part.figures.filter(({ source }) => source === 'computed').map(({ id }) => id),
  );
  const before = Object.entries(saved?.figures ?? {}).filter(([id]) => !computed.has(id));
  return {
    part: {
      part: part.id,
      figures: { ...Object.fromEntries(before), ...given.figures },
      narratives: { ...saved?.narratives, ...given.narratives },
      explanations: { ...saved?.explanations, ...given.explanations },
    },
    basedOn: saved?.version ?? 0,
  };
}

/** Of what is given by the ids of a whole form, what belongs to one part. */
export function ofPart(part: FormPartSeen, given: Filled): Filled {
  const figures = new Set(part.figures.map(({ id }) => id));
  const narratives = new Set(part.narratives.map(({ id }) => id));
  return {
    figures: picked(given.figures, figures),
    narratives: picked(given.narratives, narratives),
    explanations: picked(given.explanations, figures),
  };
}

/** The ids that no part of the form has. */
export function strangersIn({ form }: FormSeen, given: Filled): readonly string[] {
  const figures = new Set(form.parts.flatMap((part) => part.figures.map(({ id }) => id)));
  const narratives = new Set(form.parts.flatMap((part) => part.narratives.map(({ id }) => id)));
  return [
    ...Object.keys(given.figures).filter((id) => !figures.has(id)),
    ...Object.keys(given.explanations).filter((id) => !figures.has(id)),
    ...Object.keys(given.narratives).filter((id) => !narratives.has(id)),
  ];
}

/** Whether there is nothing in it. */
export function isEmpty({ figures, narratives, explanations }: Filled): boolean {
  return [figures, narratives, explanations].every((one) => Object.keys(one).length === 0);
}

/**
 * What still lacks in a part: nought for every figure that nobody knows and nobody has filled in,
 * and some words for every narrative without any. Of a branch the figures are counted together.
 */
export function lacking(report: ReportSeen, part: FormPartSeen, words: string | undefined): Filled {
  const saved = report.parts.find((one) => one.part === part.id);
  const hand = part.figures.filter(
    ({ id, source }) =>
      source !== 'computed' &&
      report.known[id] === undefined &&
      (saved?.figures[id] ?? null) === null,
  );
  const silent = part.narratives.filter(({ id }) => (saved?.narratives[id] ?? '').trim() === '');
  return {
    figures: report.scope === 'branch' ? {} : Object.fromEntries(hand.map(({ id }) => [id, 0])),
    narratives: words === undefined ? {} : Object.fromEntries(silent.map(({ id }) => [id, words])),
    explanations: {},
  };
}

/** Two fillings of one part, the second over the first. */
export function over(first: Filled, second: Filled): Filled {
  return {
    figures: { ...first.figures, ...second.figures },
    narratives: { ...first.narratives, ...second.narratives },
    explanations: { ...first.explanations, ...second.explanations },
  };
}

function picked<T>(
  values: Readonly<Record<string, T>>,
  ids: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
}
