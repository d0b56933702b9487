import { readdirSync } from 'node:fs';
import { z } from 'zod';
import type { Figure, FormPart, ReportForm } from '../domain/reporting/form.ts';
import { FIGURE_TYPES, REGIMES, figuresOf, ruleOf } from '../domain/reporting/form.ts';
import { OFFICE_KINDS } from '../domain/offices/office.ts';
import { FILLING_SCOPES } from '../domain/reporting/scope.ts';
import type { FormStep } from '../domain/reporting/step.ts';
import { FORM_STEPS, STEP_GATES } from '../domain/reporting/step.ts';
import { REGISTER_FIGURES, isDimensionValue } from '../domain/reporting/register-figures.ts';
import { earlierFaults, stepFaults } from './form-checks.ts';
import { certainty, text } from './schemas.ts';
import { readYaml } from './yaml-file.ts';

const FOLDER = new URL('./forms/', import.meta.url);

// Ids stand in cells, in texts and in the record: short, and the same in every version.
const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'not an id like budget-spent')
  .max(40);
const year = z.number().int().min(2020).max(2999);

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('by-hand') }),
  z.strictObject({
    kind: z.literal('register'),
    expression: z
      .strictObject({
        figure: z.enum(REGISTER_FIGURES),
        where: z.record(z.string(), z.array(z.string()).min(1)),
      })
      .superRefine(({ figure, where }, context) => {
        for (const [dimension, values] of Object.entries(where)) {
          for (const value of values.filter((v) => !isDimensionValue(figure, dimension, v))) {
            const message = `${figure} has no ${dimension} ${value}`;
            context.addIssue({ code: 'custom', message, path: ['where', dimension] });
          }
        }
      }),
  }),
  z.strictObject({
    kind: z.literal('earlier'),
    earlier: z.strictObject({
      regime: z.enum(REGIMES),
      yearsBefore: z.number().int().min(0).max(9),
      figure: id.nullable(),
    }),
  }),
  z.strictObject({ kind: z.literal('computed') }),
]);

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['required', 'not-negative']) }),
  z.strictObject({ kind: z.literal('sum-of'), figures: z.array(id).min(2) }),
  z.strictObject({ kind: z.literal('at-most'), figure: id }),
  z.strictObject({ kind: z.literal('ratio-of'), part: id, whole: id }),
]);

const figure = z.strictObject({
  id,
  name: text,
  type: z.enum(FIGURE_TYPES),
  unit: text,
  source,
  rules: z.array(rule),
  hint: text.nullable(),
}) satisfies z.ZodType<Figure>;

const part = z.strictObject({
  id,
  number: z.string().regex(/^[IVX]+(\.[A-Z])?$/, 'not a number like II or II.A'),
  name: text,
  within: id.nullable(),
  citation: z.string().min(1),
  certainty,
  figures: z.array(figure),
  narratives: z.array(
    z.strictObject({
      id,
      name: text,
      hint: text,
      required: z.boolean(),
      requiredWhen: id.nullable(),
    }),
  ),
}) satisfies z.ZodType<FormPart>;

const step = z.strictObject({
  step: z.enum(FORM_STEPS),
  of: z.array(z.enum(OFFICE_KINDS)).min(1),
  scope: z.enum(FILLING_SCOPES),
  before: z.enum(STEP_GATES),
  figure: id.nullable(),
  citation: z.string().min(1),
  certainty,
}) satisfies z.ZodType<FormStep>;

const formSchema = z
  .strictObject({
    id,
    version: z.number().int().positive(),
    regime: z.enum(REGIMES),
    name: text,
    subject: text,
    citation: z.string().min(1),
    certainty,
    loSure: z.boolean(),
    validFrom: year,
    validTo: year.nullable(),
    parts: z.array(part).min(1),
    steps: z.array(step).default([]),
  })
  .superRefine((form, context) => {
    for (const { message, path } of [...faultsOf(form), ...stepFaults(form)]) {
      context.addIssue({ code: 'custom', message, path: [...path] });
    }
  }) satisfies z.ZodType<ReportForm>;

interface Fault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/**
 * The forms as the product brings them, every version. Throws with the file, line and field of what
 * is wrong in one, or what is wrong between them.
 */
export function loadForms(folder: URL = FOLDER): ReportForm[] {
  const forms = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readYaml(new URL(name, folder), z.array(formSchema)));
  const wrong = [
    ...forms.flatMap((form, index) => against(form, forms.slice(0, index))),
    ...earlierFaults(forms),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return forms.sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1));
}

function against(form: ReportForm, others: readonly ReportForm[]): string[] {
  const nameOf = (one: ReportForm) => `${one.id} version ${one.version}`;
  return others.flatMap((other) => {
    if (nameOf(other) === nameOf(form)) return [`there are two ${nameOf(form)}`];
    return other.regime === form.regime && areValidTogether(other, form)
      ? [`${nameOf(form)} is valid in a year of ${nameOf(other)}`]
      : [];
  });
}

function areValidTogether(a: ReportForm, b: ReportForm): boolean {
  return (
    (a.validTo === null || b.validFrom < a.validTo) &&
    (b.validTo === null || a.validFrom < b.validTo)
  );
}

/** What no single field shows: ids used twice, figures that are named but not there, circles. */
function faultsOf(form: ReportForm): Fault[] {
  const all = figuresOf(form);
  const known = new Map(all.map((one) => [one.id, one]));
  const faults: Fault[] = [];
  if (form.validTo !== null && form.validFrom >= form.validTo) {
    faults.push({ message: 'validTo is not after validFrom', path: ['validTo'] });
  }
  const seen = { parts: new Set<string>(), figures: new Set<string>(), words: new Set<string>() };
  form.parts.forEach((one, p) => {
    const at = (...path: (string | number)[]) => ['parts', p, ...path];
    if (seen.parts.has(one.id)) faults.push({ message: `two parts ${one.id}`, path: at('id') });
    const outer = form.parts.slice(0, p).find((other) => other.id === one.within);
    if (one.within !== null && outer?.within !== null) {
      faults.push({ message: `no part ${one.within} above to be nested in`, path: at('within') });
    }
    seen.parts.add(one.id);
    one.figures.forEach((figure, f) => {
      const say = (message: string) => faults.push({ message, path: at('figures', f, 'id') });
      if (seen.figures.has(figure.id)) say(`two figures ${figure.id}`);
      seen.figures.add(figure.id);
      for (const message of figureFaults(figure, known)) say(message);
    });
    one.narratives.forEach((narrative, n) => {
      const say = (message: string) => faults.push({ message, path: at('narratives', n, 'id') });
      if (seen.words.has(narrative.id)) say(`two narratives ${narrative.id}`);
      // Both are rows of one sheet, told by their id.
      if (known.has(narrative.id)) say(`a figure and a narrative ${narrative.id}`);
      seen.words.add(narrative.id);
      const { requiredWhen } = narrative;
      if (requiredWhen !== null && !known.has(requiredWhen)) say(`no figure ${requiredWhen}`);
    });
  });
  return faults;
}

function figureFaults(figure: Figure, known: ReadonlyMap<string, Figure>): string[] {
  const faults: string[] = [];
  for (const name of namedBy(figure)) {
    const other = known.get(name);
    if (other === undefined) faults.push(`${figure.id} names no figure: ${name}`);
    else if (ruleOf(figure, 'ratio-of') === undefined && other.type !== figure.type) {
      faults.push(`${figure.id} is of another type than ${name}`);
    }
  }
  const isComputed = figure.source.kind === 'computed';
  const isRatio = ruleOf(figure, 'ratio-of') !== undefined;
  const makers = figure.rules.filter(({ kind }) => kind === 'sum-of' || kind === 'ratio-of');
  if (isComputed && makers.length !== 1)
    faults.push(`${figure.id} has not one thing to be made of`);
  // A percentage of many agencies is no sum of theirs: it is made again from the two figures.
  if (isRatio !== (figure.type === 'percent'))
    faults.push(`${figure.id}: ratio-of makes a percent`);
  if (isRatio && !isComputed) faults.push(`${figure.id}: a ratio is computed, never written`);
  // A blank part would leave the sum blank, though the others are known.
  const blank = (ruleOf(figure, 'sum-of')?.figures ?? []).find((name) =>
    mayBeBlank(known.get(name)),
  );
  if (isComputed && blank !== undefined) faults.push(`${figure.id}: ${blank} is not required`);
  if (isComputed && reaches(figure, figure.id, known))
    faults.push(`${figure.id} is made of itself`);
  return faults;
}

function mayBeBlank(figure: Figure | undefined): boolean {
  return (
    figure?.source.kind !== 'computed' && !figure?.rules.some(({ kind }) => kind === 'required')
  );
}

function namedBy(figure: Figure): readonly string[] {
  return figure.rules.flatMap((one) => {
    switch (one.kind) {
      case 'sum-of':
        return one.figures;
      case 'at-most':
        return [one.figure];
      case 'ratio-of':
        return [one.part, one.whole];
      case 'required':
      case 'not-negative':
        return [];
    }
  });
}

/** Whether computing a figure needs the one named, however far down. */
function reaches(
  figure: Figure,
  target: string,
  known: ReadonlyMap<string, Figure>,
  seen = new Set<string>(),
): boolean {
  if (figure.source.kind !== 'computed' || seen.has(figure.id)) return false;
  seen.add(figure.id);
  return namedBy(figure).some((name) => {
    const next = known.get(name);
    return name === target || (next !== undefined && reaches(next, target, known, seen));
  });
}
