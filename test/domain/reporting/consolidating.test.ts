import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  BranchReport,
  Consolidation,
  FigureLine,
} from '../../../domain/reporting/consolidating.ts';
import { consolidate, currentReports, sumsOf } from '../../../domain/reporting/consolidating.ts';
import { checkFilling } from '../../../domain/reporting/checking.ts';
import type { Filling, KnownFigures, PartFilling } from '../../../domain/reporting/filling.ts';
import {
  emptyFilling,
  nilFilling,
  withKnown,
  withPart,
} from '../../../domain/reporting/filling.ts';
import { figuresOf } from '../../../domain/reporting/form.ts';
import { ratioOf } from '../../../domain/reporting/arithmetic.ts';
import { supplementOf } from '../../../domain/reporting/supplementing.ts';
import { SMALL_FORM } from './forms.ts';

interface Numbers {
  readonly planned: number;
  readonly spent: number;
  readonly rules: 0 | 1;
  readonly lost: number;
  readonly leaked: number;
}

const NONE: Numbers = { planned: 0, spent: 0, rules: 0, lost: 0, leaked: 0 };

function filling(numbers: Partial<Numbers>, words = ''): Filling {
  const { planned, spent, rules, lost, leaked } = { ...NONE, ...numbers };
  const first: PartFilling = {
    part: 'first',
    figures: { planned, spent, 'has-rules': rules },
    narratives: { results: words },
    explanations: {},
  };
  const second: PartFilling = {
    part: 'second',
    figures: { cases: lost + leaked, lost, leaked },
    narratives: { handling: '' },
    explanations: {},
  };
  const empty = emptyFilling(SMALL_FORM);
  return withPart(SMALL_FORM, withPart(SMALL_FORM, empty, first), second);
}

/** A commune's report, agreeing with the register. */
function leaf(office: string, numbers: Partial<Numbers>, words = ''): BranchReport {
  const { lost, leaked } = { ...NONE, ...numbers };
  const cases = (count: number, kind: string) => ({
    value: count,
    behind: Array.from({ length: count }, (_, n) => ({ office, what: `${office}-${kind}-${n}` })),
  });
  const register: KnownFigures = new Map([
    ['lost', cases(lost, 'lost')],
    ['leaked', cases(leaked, 'leaked')],
    [
      'cases',
      {
        value: lost + leaked,
        behind: [...cases(lost, 'lost').behind, ...cases(leaked, 'leaked').behind],
      },
    ],
  ]);
  return { office, arrival: 'on-time', filling: filling(numbers, words), register, below: [] };
}

/** A collector's report as the sums of those below it make it. */
function collector(office: string, below: readonly BranchReport[], words = ''): BranchReport {
  const empty = emptyFilling(SMALL_FORM, 'branch');
  const own = withKnown(SMALL_FORM, empty, sumsOf(SMALL_FORM, below));
  const parts = own.parts.map((part) => ({
    ...part,
    narratives: part.part === 'first' ? { results: words } : {},
  }));
  return {
    office,
    arrival: 'on-time',
    filling: { ...own, parts },
    register: new Map(),
    below,
  };
}

const missing = (branch: BranchReport): BranchReport => ({
  ...branch,
  arrival: 'not-received',
  filling: null,
});
const nil = (branch: BranchReport): BranchReport => ({
  ...branch,
  filling: nilFilling(SMALL_FORM),
});

const valueOf = (whole: Consolidation, figure: string) =>
  whole.figures.find((one) => one.figure === figure)?.value;
const linesOf = (whole: Consolidation, figure: string): readonly FigureLine[] =>
  whole.figures.find((one) => one.figure === figure)?.lines ?? [];

describe('a collector sums up its addressees', () => {
  const lao = leaf('UBX-1', { planned: 100, spent: 50, rules: 1, lost: 2 }, 'Xã một');
  const cai = leaf('UBX-2', { planned: 300, spent: 300, rules: 0, leaked: 1 }, 'Xã hai');
  const province = collector('UBND-15', [lao, cai], 'Tỉnh');
  const whole = consolidate(SMALL_FORM, [province, leaf('BKHCN', { lost: 1 }, 'Bộ')]);

  it('with every number leading to the offices and cases behind it', () => {
    expect(valueOf(whole, 'lost')).toBe(3);
    const [ofProvince] = linesOf(whole, 'lost');
    expect(ofProvince).toMatchObject({ office: 'UBND-15', value: 2, own: 0 });
    expect(ofProvince?.below.map(({ office, value }) => [office, value])).toEqual([
      ['UBX-1', 2],
      ['UBX-2', 0],
    ]);
    expect(ofProvince?.behind.map(({ what }) => what)).toEqual(['UBX-1-lost-0', 'UBX-1-lost-1']);
  });

  it('and makes percentages again from the sums, never adding them', () => {
    expect(linesOf(consolidate(SMALL_FORM, [lao, cai]), 'rate').map(({ value }) => value)).toEqual([
      5_000, 10_000,
    ]);
    expect(valueOf(whole, 'rate')).toBe(8_750);
  });

  it('and counts how many said yes', () => {
    expect(valueOf(whole, 'has-rules')).toBe(1);
    const both = consolidate(SMALL_FORM, [lao, leaf('UBX-3', { rules: 1 })]);
    expect(valueOf(both, 'has-rules')).toBe(2);
    expect(
      checkFilling(SMALL_FORM, collector('X', [lao, lao]).filling as Filling, new Map()),
    ).toEqual([
      expect.objectContaining({ code: 'words-missing', field: 'results' }),
      expect.objectContaining({ code: 'words-missing', field: 'handling' }),
    ]);
  });

  it('and gathers the narratives with their author offices, in the order of the addressees', () => {
    expect(whole.narratives).toEqual([
      {
        narrative: 'results',
        texts: [
          { office: 'UBND-15', text: 'Tỉnh' },
          { office: 'BKHCN', text: 'Bộ' },
        ],
      },
      { narrative: 'handling', texts: [] },
    ]);
  });

  it('and lists who has nothing, who is late, who is missing, of every level', () => {
    const branches = [
      collector('UBND-15', [nil(leaf('UBX-1', {})), missing(leaf('UBX-2', {}))], 'Tỉnh'),
      { ...leaf('BKHCN', {}), arrival: 'late' as const },
      { ...leaf('BTC', {}), arrival: 'late-permitted' as const },
      missing(leaf('BNV', {})),
    ];
    expect(consolidate(SMALL_FORM, branches)).toMatchObject({
      arrivals: [
        { office: 'UBND-15', level: 1, arrival: 'on-time', nil: false },
        { office: 'UBX-1', level: 2, arrival: 'on-time', nil: true },
        { office: 'UBX-2', level: 2, arrival: 'not-received', nil: false },
        { office: 'BKHCN', level: 1, arrival: 'late', nil: false },
        { office: 'BTC', level: 1, arrival: 'late-permitted', nil: false },
        { office: 'BNV', level: 1, arrival: 'not-received', nil: false },
      ],
      nil: ['UBX-1'],
      late: ['BKHCN'],
      latePermitted: ['BTC'],
      notReceived: ['UBX-2', 'BNV'],
    });
  });
});

describe('what does not agree', () => {
  const commune = leaf('UBX-1', { lost: 2 });
  const withWords = (branch: BranchReport, cases: number, words: string): BranchReport => {
    const filled = branch.filling as Filling;
    const second = filled.parts[1] as PartFilling;
    const changed = {
      ...second,
      figures: { ...second.figures, cases, lost: cases },
      explanations: words === '' ? {} : { cases: words, lost: words },
    };
    return { ...branch, filling: withPart(SMALL_FORM, filled, changed) };
  };

  it('is listed between a report and the register, explained or not', () => {
    for (const [words, explanation] of [
      ['', null],
      ['Một vụ báo bằng giấy', 'Một vụ báo bằng giấy'],
    ] as const) {
      const { mismatches } = consolidate(SMALL_FORM, [withWords(commune, 3, words)]);
      expect(mismatches).toEqual(
        ['cases', 'lost'].map((figure) => ({
          ...{ kind: 'register', office: 'UBX-1', figure, expected: 2, reported: 3, explanation },
        })),
      );
    }
  });

  it("is listed between a province's own number and the sum of its communes", () => {
    const province = withWords(collector('UBND-15', [commune, leaf('UBX-2', {})]), 1, '');
    const { mismatches, figures } = consolidate(SMALL_FORM, [province]);
    expect(
      mismatches.map(({ kind, office, figure, expected, reported }) => [
        ...[kind, office, figure, expected, reported],
      ]),
    ).toEqual([
      ['levels', 'UBND-15', 'cases', 2, 1],
      ['levels', 'UBND-15', 'lost', 2, 1],
    ]);
    // The number that was signed counts, and what it left out stands beside it.
    expect(figures.find(({ figure }) => figure === 'lost')).toMatchObject({
      value: 1,
      lines: [{ office: 'UBND-15', value: 1, own: -1 }],
    });
  });

  it('is listed when an office did not report although the register has cases of it', () => {
    const { mismatches } = consolidate(SMALL_FORM, [missing(commune), missing(leaf('UBX-2', {}))]);
    expect(
      mismatches.map(({ office, figure, expected, reported }) => [
        ...[office, figure, expected, reported],
      ]),
    ).toEqual([
      ['UBX-1', 'lost', 2, null],
      ['UBX-1', 'cases', 2, null],
    ]);
  });

  it('is listed when a nil report stands against cases of the register', () => {
    const { mismatches } = consolidate(SMALL_FORM, [nil(commune)]);
    expect(mismatches.map(({ figure, reported }) => [figure, reported])).toEqual([
      ['cases', 0],
      ['lost', 0],
    ]);
  });
});

const anyNumbers: fc.Arbitrary<Numbers> = fc
  .record({
    planned: fc.nat({ max: 1e12 }),
    share: fc.nat({ max: 100 }),
    rules: fc.constantFrom(0 as const, 1 as const),
    lost: fc.nat({ max: 4 }),
    leaked: fc.nat({ max: 4 }),
  })
  .map(({ planned, share, ...others }) => ({
    ...others,
    planned,
    spent: Math.floor(planned / 100) * share,
  }));
const anyLeaves = fc
  .array(anyNumbers, { minLength: 1, maxLength: 12 })
  .map((all) => all.map((numbers, index) => leaf(`O${index}`, numbers, `Lời ${index}`)));

/** A country of leaves, cut into provinces somewhere. */
const anyTree = fc.tuple(anyLeaves, fc.nat({ max: 12 })).map(([leaves, cut]) => ({
  leaves,
  provinces: [leaves.slice(0, cut), leaves.slice(cut)]
    .filter((some) => some.length > 0)
    .map((some, index) => collector(`P${index}`, some, 'Tỉnh')),
}));

const SUMMED = figuresOf(SMALL_FORM)
  .filter(({ type }) => type !== 'percent')
  .map(({ id }) => id);

function leavesOf(line: FigureLine): readonly FigureLine[] {
  return line.below.length === 0 ? [line] : line.below.flatMap(leavesOf);
}

describe('sums over the country', () => {
  it('are the sums of the parts, however the country is cut into provinces', () => {
    fc.assert(
      fc.property(anyTree, ({ leaves, provinces }) => {
        const flat = consolidate(SMALL_FORM, leaves);
        const nested = consolidate(SMALL_FORM, provinces);
        for (const figure of figuresOf(SMALL_FORM)) {
          expect(valueOf(nested, figure.id)).toBe(valueOf(flat, figure.id));
        }
        expect(nested.mismatches).toEqual([]);
      }),
    );
  });

  it('do not depend on the order in which reports came', () => {
    fc.assert(
      fc.property(anyLeaves, fc.infiniteStream(fc.nat()), (leaves, places) => {
        const shuffled = leaves
          .map((branch) => ({ branch, place: places.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ branch }) => branch);
        const one = consolidate(SMALL_FORM, leaves);
        const other = consolidate(SMALL_FORM, shuffled);
        expect(other.figures.map(({ value }) => value)).toEqual(
          one.figures.map(({ value }) => value),
        );
      }),
    );
  });

  it('add up on the way down: to provinces, to communes, to cases', () => {
    fc.assert(
      fc.property(anyTree, ({ provinces }) => {
        const whole = consolidate(SMALL_FORM, provinces);
        for (const id of SUMMED) {
          const lines = linesOf(whole, id);
          const total = valueOf(whole, id) ?? 0;
          expect(lines.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(total);
          for (const line of lines) {
            const below = line.below.reduce((sum, { value }) => sum + (value ?? 0), 0);
            expect(below + (line.own ?? 0)).toBe(line.value);
          }
          const deepest = lines.flatMap(leavesOf);
          expect(deepest.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(total);
        }
        for (const id of ['cases', 'lost', 'leaked']) {
          const cases = linesOf(whole, id).flatMap(({ behind }) => behind);
          expect(new Set(cases.map(({ what }) => what)).size).toBe(valueOf(whole, id));
        }
      }),
    );
  });

  it('have percentages between the lowest and the highest of those they are made of', () => {
    fc.assert(
      fc.property(anyLeaves, (leaves) => {
        const whole = consolidate(SMALL_FORM, leaves);
        const [planned, spent] = [valueOf(whole, 'planned'), valueOf(whole, 'spent')];
        const rate = valueOf(whole, 'rate') ?? 0;
        expect(rate).toBe(ratioOf(spent ?? 0, planned ?? 0));
        const own = linesOf(whole, 'rate').flatMap(({ value }, index) =>
          (linesOf(whole, 'planned')[index]?.value ?? 0) > 0 ? [value ?? 0] : [],
        );
        if (own.length === 0) return;
        expect(rate).toBeGreaterThanOrEqual(Math.min(...own) - 1);
        expect(rate).toBeLessThanOrEqual(Math.max(...own) + 1);
      }),
    );
  });

  it('take nothing from nil reports nor from what was not received, but name both', () => {
    fc.assert(
      fc.property(anyLeaves, fc.nat(), fc.boolean(), (leaves, which, isNil) => {
        const place = which % (leaves.length + 1);
        const extra = leaf('EXTRA', {});
        const silent = isNil ? nil(extra) : missing(extra);
        const before = consolidate(SMALL_FORM, leaves);
        const after = consolidate(SMALL_FORM, [
          ...leaves.slice(0, place),
          silent,
          ...leaves.slice(place),
        ]);
        expect(after.figures.map(({ value }) => value)).toEqual(
          before.figures.map(({ value }) => value),
        );
        expect(isNil ? after.nil : after.notReceived).toEqual(['EXTRA']);
        expect(after.narratives).toEqual(before.narratives);
      }),
    );
  });
});

describe('a report that replaces an earlier one', () => {
  it('counts in its place and only once, whichever came first', () => {
    fc.assert(
      fc.property(anyLeaves, anyNumbers, fc.boolean(), (leaves, numbers, late) => {
        const [first, ...others] = leaves as [BranchReport, ...BranchReport[]];
        const old = leaves.map((branch) => ({ ...branch, revision: 1 }));
        const newer = { ...leaf(first.office, numbers), revision: 2 };
        const received = late ? [...old, newer] : [newer, ...old];
        const current = currentReports(received);
        expect(current).toHaveLength(leaves.length);
        const direct = consolidate(SMALL_FORM, [leaf(first.office, numbers), ...others]);
        expect(consolidate(SMALL_FORM, current).figures.map(({ value }) => value)).toEqual(
          direct.figures.map(({ value }) => value),
        );
      }),
    );
  });
});

describe('a report that comes after the collector has reported', () => {
  const early = leaf('UBX-1', { lost: 1 }, 'Xã một');
  const before = consolidate(SMALL_FORM, [early, missing(leaf('UBX-2', {}))]);

  it('makes a supplement that says what changed, and by whom', () => {
    const after = consolidate(SMALL_FORM, [early, leaf('UBX-2', { lost: 2 }, 'Xã hai')]);
    const supplement = supplementOf(before, after);
    expect(supplement.received).toEqual(['UBX-2']);
    expect(supplement.narratives).toEqual([{ narrative: 'results', office: 'UBX-2' }]);
    expect(supplement.figures.find(({ figure }) => figure === 'lost')).toEqual({
      figure: 'lost',
      before: 1,
      after: 3,
      offices: ['UBX-2'],
    });
  });

  it('makes none when nothing has changed', () => {
    expect(supplementOf(before, before)).toEqual({ figures: [], received: [], narratives: [] });
  });
});
