import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_FIGURE, ratioOf, sumOf } from '../../../domain/reporting/arithmetic.ts';
import {
  FILLING_FAULTS,
  LONGEST_NARRATIVE,
  checkFilling,
  isUnfinished,
} from '../../../domain/reporting/checking.ts';
import type { Filling, KnownFigures, PartFilling } from '../../../domain/reporting/filling.ts';
import {
  differencesOf,
  emptyFilling,
  nilFilling,
  registerFigures,
  valuesOf,
  withComputed,
  withKnown,
  withPart,
} from '../../../domain/reporting/filling.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { REGISTER_FIGURES } from '../../../domain/reporting/register-figures.ts';
import { rowsOfCase } from '../../../domain/reporting/register-rows.ts';
import { loadForms } from '../../../rules/load-forms.ts';
import { OfficePlay } from '../../support/office-play.ts';
import { SMALL_FORM } from './forms.ts';

const NOTHING_KNOWN: KnownFigures = new Map();
const behind = [{ office: 'UBX-02647', what: 'SC-2026-000001' }];
const KNOWN: KnownFigures = new Map([
  ['cases', { value: 1, behind }],
  ['lost', { value: 1, behind }],
  ['leaked', { value: 0, behind: [] }],
]);

const FIRST: PartFilling = {
  part: 'first',
  figures: { planned: 2_000_000, spent: 1_500_000, 'has-rules': 1 },
  narratives: { results: 'Đã thực hiện.' },
  explanations: {},
};
const SECOND: PartFilling = {
  part: 'second',
  figures: { cases: 1, lost: 1, leaked: 0 },
  narratives: { handling: 'SC-2026-000001: đã thu hồi.' },
  explanations: {},
};

const filled = (...parts: Partial<PartFilling>[]): Filling =>
  [FIRST, SECOND].reduce(
    (filling, part, index) => withPart(SMALL_FORM, filling, { ...part, ...parts[index] }),
    emptyFilling(SMALL_FORM),
  );

const met = new Set<string>();
const codes = (filling: Filling, known = KNOWN) =>
  checkFilling(SMALL_FORM, filling, known).map(({ code, field }) => {
    met.add(code);
    return `${code} ${field ?? ''}`.trim();
  });

describe('an agency fills in its form', () => {
  it('may submit what is whole and agrees with the register', () => {
    expect(codes(filled())).toEqual([]);
  });

  it('has its sums and percentages made, in whole numbers', () => {
    const values = valuesOf(filled());
    expect(values.get('rate')).toBe(7_500);
    expect(values.get('twice')).toBe(2);
  });

  it.each([
    [
      'a required figure is blank',
      [{}, { figures: { cases: 1, lost: 1 } }],
      'figure-missing leaked',
    ],
    [
      'half a person is counted',
      [{ figures: { ...FIRST.figures, planned: 0.5 } }],
      'not-whole planned',
    ],
    ['a number is none', [{ figures: { ...FIRST.figures, planned: NaN } }], 'not-whole planned'],
    [
      'a number has too many digits',
      [{ figures: { ...FIRST.figures, planned: LARGEST_FIGURE + 1 } }],
      'too-large planned',
    ],
    ['an amount is negative', [{ figures: { ...FIRST.figures, spent: -1 } }], 'negative spent'],
    [
      'yes or no is answered with two',
      [{ figures: { ...FIRST.figures, 'has-rules': 2 } }],
      'not-yes-no has-rules',
    ],
    [
      'more is spent than planned',
      [{ figures: { ...FIRST.figures, spent: 2_000_001 } }],
      'above-limit spent',
    ],
    [
      'the parts do not add up',
      [
        {},
        {
          figures: { cases: 2, lost: 1, leaked: 0 },
          explanations: { cases: 'Một vụ chưa ghi sổ' },
        },
      ],
      'sum-differs cases',
    ],
    ['required words are missing', [{ narratives: { results: '  ' } }], 'words-missing results'],
    ['words asked for by a case are missing', [{}, { narratives: {} }], 'words-missing handling'],
    [
      'words are too many',
      [{ narratives: { results: 'x'.repeat(LONGEST_NARRATIVE + 1) } }],
      'words-too-long results',
    ],
    [
      'a figure is none of the part',
      [{ figures: { ...FIRST.figures, cases: 1 } }],
      'unknown-figure cases',
    ],
    [
      'a narrative is none of the part',
      [{ narratives: { ...FIRST.narratives, plans: 'x' } }],
      'unknown-narrative plans',
    ],
  ] as [string, Partial<PartFilling>[], string][])('is told when %s', (_what, parts, said) => {
    expect(codes(filled(...parts))).toEqual([said]);
  });

  it('is told the numbers that do not agree, so that they can be put right', () => {
    const wrong = filled({}, { figures: { cases: 3, lost: 1, leaked: 1 } });
    const [sum] = checkFilling(SMALL_FORM, wrong, NOTHING_KNOWN);
    expect(sum).toEqual({
      code: 'sum-differs',
      part: 'second',
      field: 'cases',
      others: ['lost', 'leaked'],
      value: 3,
      expected: 2,
    });
  });

  it('is told of a part that the form has not, one that stands twice, and another form', () => {
    const whole = filled();
    const strange = { ...FIRST, part: 'third' };
    expect(codes({ ...whole, parts: [...whole.parts, strange] })).toEqual(['unknown-part']);
    expect(codes({ ...whole, parts: [...whole.parts, ...whole.parts.slice(0, 1)] })).toEqual([
      'repeated-part',
    ]);
    expect(codes({ ...whole, form: { form: 'small', version: 2 } })).toEqual(['wrong-form']);
  });

  it('is told of a percentage or sum that somebody wrote in by other means', () => {
    const whole = filled();
    const [first, second] = whole.parts as [PartFilling, PartFilling];
    const forged = { ...first, figures: { ...first.figures, rate: 10_000 } };
    expect(codes({ ...whole, parts: [forged, second] })).toEqual(['ratio-differs rate']);
    const more = { ...second, figures: { ...second.figures, twice: 3 } };
    expect(codes({ ...whole, parts: [first, more] })).toEqual(['sum-differs twice']);
  });

  it('keeps a draft that is only unfinished apart from one that is wrong', () => {
    const draft = checkFilling(SMALL_FORM, emptyFilling(SMALL_FORM), KNOWN);
    expect(draft.length).toBeGreaterThan(0);
    expect(draft.every(isUnfinished)).toBe(true);
    const wrong = checkFilling(SMALL_FORM, filled({ figures: { planned: -1 } }), KNOWN);
    expect(wrong.filter((fault) => !isUnfinished(fault)).map(({ code }) => code)).toEqual([
      'negative',
    ]);
  });
});

describe('a number that differs from the register', () => {
  const two = { figures: { cases: 2, lost: 2, leaked: 0 } };

  it('needs words before the report may be submitted', () => {
    expect(codes(filled({}, two))).toEqual([
      'difference-unexplained cases',
      'difference-unexplained lost',
    ]);
    const explanations = { cases: 'Một vụ báo bằng giấy', lost: 'Như trên' };
    expect(codes(filled({}, { ...two, explanations }))).toEqual([]);
    expect(codes(filled({}, { ...two, explanations: { ...explanations, lost: ' \n' } }))).toEqual([
      'difference-unexplained lost',
    ]);
  });

  it('is listed with both numbers and its explanation', () => {
    const explanations = { cases: 'Một vụ báo bằng giấy' };
    expect(differencesOf(SMALL_FORM, filled({}, { ...two, explanations }), KNOWN)).toEqual([
      { part: 'second', figure: 'cases', known: 1, reported: 2, explanation: explanations.cases },
      { part: 'second', figure: 'lost', known: 1, reported: 2, explanation: null },
    ]);
  });
});

describe('the figures that the register knows', () => {
  it('are filled in where nobody has filled in anything', () => {
    const mine = withPart(SMALL_FORM, emptyFilling(SMALL_FORM), {
      ...SECOND,
      figures: { cases: 5 },
    });
    const values = valuesOf(withKnown(SMALL_FORM, mine, KNOWN));
    expect([values.get('cases'), values.get('lost'), values.get('leaked')]).toEqual([5, 1, 0]);
    expect(values.get('twice')).toBe(6);
    expect(values.has('planned')).toBe(false);
  });

  it('come with the cases behind them, from the real form and a real case', () => {
    const form = loadForms().find(({ id }) => id === 'yearly-secrets');
    if (form === undefined) throw new Error('no form');
    const { case: incident } = new OfficePlay().report('staff@UBX-02647');
    const known = registerFigures(form, rowsOfCase(incident), {
      offices: new Set(['UBX-02647']),
      from: '2025-12-15' as CivilDate,
      to: '2026-12-14' as CivilDate,
      drill: false,
      kept: REGISTER_FIGURES,
    });
    expect(known.get('cases-lost')).toEqual({ value: 1, behind });
    expect(known.get('cases-open')).toEqual({ value: 1, behind });
    expect(known.get('cases-damage')).toEqual({ value: 0, behind: [] });
    const draft = withKnown(form, emptyFilling(form), known);
    const faults = checkFilling(form, draft, known);
    expect(faults.every(isUnfinished)).toBe(true);
    expect(faults.map(({ field }) => field)).not.toContain('cases');
    expect(faults.filter(({ field }) => field === 'cases-handling')).toHaveLength(1);
  });
});

describe('a nil report', () => {
  it('is whole as it is, and says nought of everything', () => {
    const nil = nilFilling(SMALL_FORM);
    expect(codes(nil, new Map([['cases', { value: 0, behind: [] }]]))).toEqual([]);
    expect(withKnown(SMALL_FORM, nil, KNOWN)).toEqual(nil);
  });

  it('has to be explained when the register has something', () => {
    const nil = nilFilling(SMALL_FORM);
    expect(codes(nil)).toEqual(['difference-unexplained cases', 'difference-unexplained lost']);
    const part = { part: 'second', figures: {}, narratives: {} };
    const explanations = { cases: 'Vụ đã chuyển Công an tỉnh', lost: 'Như trên' };
    expect(codes({ ...nil, parts: [{ ...part, explanations }] })).toEqual([]);
  });

  it('cannot have figures or words in it', () => {
    expect(codes({ ...filled(), nil: true }, NOTHING_KNOWN)).toEqual([
      'nil-with-content',
      'nil-with-content',
    ]);
  });
});

describe('several people of an office on one draft', () => {
  it('save their parts without touching those of the others', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat({ max: 9 }), fc.string(), (firstFirst, cases, words) => {
        const one: PartFilling = { ...FIRST, narratives: { results: words } };
        const two: PartFilling = { ...SECOND, figures: { cases, lost: cases, leaked: 0 } };
        const saved = (firstFirst ? [one, two] : [two, one]).reduce(
          (filling, part) => withPart(SMALL_FORM, filling, part),
          emptyFilling(SMALL_FORM),
        );
        expect(saved.parts.map(({ part }) => part)).toEqual(['first', 'second']);
        expect(saved.parts[0]?.narratives).toEqual({ results: words });
        expect(valuesOf(saved).get('cases')).toBe(cases);
        expect(withComputed(SMALL_FORM, saved)).toEqual(saved);
      }),
    );
  });
});

describe('whole-number arithmetic', () => {
  it('sums exactly, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { maxLength: 200 }), (values) => {
        const sum = sumOf(values);
        expect(BigInt(sum)).toBe(values.reduce((total, value) => total + BigInt(value), 0n));
        expect(sumOf([...values].reverse())).toBe(sum);
      }),
    );
    expect(() => sumOf([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });

  it('makes percentages to the hundredth, the half upward', () => {
    expect(ratioOf(1, 3)).toBe(3_333);
    expect(ratioOf(2, 3)).toBe(6_667);
    expect(ratioOf(1, 20_000)).toBe(1);
    expect(ratioOf(1, 20_001)).toBe(0);
    expect(ratioOf(5, 0)).toBe(0);
    fc.assert(
      fc.property(fc.nat({ max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (part, whole) => {
        const exact = (part / whole) * 10_000;
        expect(Math.abs(ratioOf(part, whole) - exact)).toBeLessThanOrEqual(0.5 + exact * 1e-12);
      }),
    );
  });
});

describe('every fault that a filling can have', () => {
  it('has been met by a test above', () => {
    expect([...met].sort()).toEqual([...FILLING_FAULTS].sort());
  });
});
