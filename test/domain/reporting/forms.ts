import type { Figure, FigureRule, ReportForm } from '../../../domain/reporting/form.ts';

const same = (words: string) => ({ vi: words, en: words, lo: words });

function figure(
  id: string,
  source: Figure['source'],
  rules: readonly FigureRule[],
  type: Figure['type'] = 'count',
): Figure {
  return { id, name: same(id), type, unit: same('x'), source, rules, hint: null };
}

const byHand = { kind: 'by-hand' } as const;
const computed = { kind: 'computed' } as const;
const ofCases = (where: Record<string, readonly string[]>) =>
  ({ kind: 'register', expression: { figure: 'cases', where } }) as const;
const USUAL: readonly FigureRule[] = [{ kind: 'required' }, { kind: 'not-negative' }];

/** A form with one figure of every kind and every rule. */
export const SMALL_FORM: ReportForm = {
  id: 'small',
  version: 1,
  regime: 'yearly',
  name: same('Small'),
  subject: same('On small things'),
  citation: 'Quyết định 801/QĐ-TTg II.3',
  certainty: 'set-by-officer',
  loSure: false,
  validFrom: 2026,
  validTo: null,
  steps: [],
  parts: [
    {
      id: 'first',
      number: 'I',
      name: same('First'),
      within: null,
      citation: 'x',
      certainty: 'plan',
      figures: [
        figure('planned', byHand, USUAL, 'amount'),
        figure(
          'spent',
          byHand,
          [{ kind: 'not-negative' }, { kind: 'at-most', figure: 'planned' }],
          'amount',
        ),
        figure(
          'rate',
          computed,
          [{ kind: 'ratio-of', part: 'spent', whole: 'planned' }],
          'percent',
        ),
        figure('has-rules', byHand, [{ kind: 'required' }], 'yes-no'),
      ],
      narratives: [
        {
          id: 'results',
          name: same('Results'),
          hint: same('x'),
          required: true,
          requiredWhen: null,
        },
      ],
    },
    {
      id: 'second',
      number: 'I.A',
      name: same('Second'),
      within: 'first',
      citation: 'x',
      certainty: 'plan',
      figures: [
        figure('cases', ofCases({}), [...USUAL, { kind: 'sum-of', figures: ['lost', 'leaked'] }]),
        figure('lost', ofCases({ kind: ['lost'] }), USUAL),
        figure('leaked', ofCases({ kind: ['leaked'] }), USUAL),
        figure('twice', computed, [{ kind: 'sum-of', figures: ['cases', 'lost'] }]),
      ],
      narratives: [
        {
          id: 'handling',
          name: same('Handling'),
          hint: same('x'),
          required: false,
          requiredWhen: 'cases',
        },
      ],
    },
  ],
};
