import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BranchReport, FigureLine } from '../../../domain/reporting/consolidating.ts';
import { consolidate, sumsOf } from '../../../domain/reporting/consolidating.ts';
import { emptyFilling, withComputed, withKnown } from '../../../domain/reporting/filling.ts';
import { figuresOf } from '../../../domain/reporting/form.ts';
import { supplementOf } from '../../../domain/reporting/supplementing.ts';
import { SMALL_FORM } from './forms.ts';

/** Reports below reports, as deep as it comes: a leaf has numbers, or was not received. */
type Tree =
  | { readonly id: number; readonly numbers: Numbers | null }
  | { readonly id: number; readonly below: readonly Tree[] };

type Numbers = readonly [planned: number, spent: number, lost: number, leaked: number];

const numbers: fc.Arbitrary<Numbers> = fc.tuple(
  fc.nat({ max: 1_000_000 }),
  fc.nat({ max: 1_000_000 }),
  fc.nat({ max: 20 }),
  fc.nat({ max: 20 }),
);
const id = fc.nat({ max: 2 ** 30 });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ id, numbers: fc.option(numbers, { freq: 5 }) }),
    fc.record({ id, below: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }) }),
  ),
}));
const country = fc.array(tree, { minLength: 1, maxLength: 5 });

const COUNTED = ['planned', 'spent', 'lost', 'leaked'] as const;

/** The reports of a tree: whoever collects reports what those below it come to. */
function reportOf(node: Tree, place: string): BranchReport {
  const office = `O-${place}`;
  const nothing = { office, arrival: 'on-time', register: new Map() } as const;
  if ('below' in node) {
    const below = node.below.map((one, index) => reportOf(one, `${place}.${index}`));
    const empty = emptyFilling(SMALL_FORM, 'branch');
    const filling = withKnown(SMALL_FORM, empty, sumsOf(SMALL_FORM, below));
    return { ...nothing, filling, below };
  }
  if (node.numbers === null) {
    return { ...nothing, arrival: 'not-received', filling: null, below: [] };
  }
  const [planned, spent, lost, leaked] = node.numbers;
  const parts = emptyFilling(SMALL_FORM).parts.map((part) =>
    part.part === 'first'
      ? { ...part, figures: { planned, spent, 'has-rules': 1 } }
      : { ...part, figures: { cases: lost + leaked, lost, leaked } },
  );
  const filling = withComputed(SMALL_FORM, { ...emptyFilling(SMALL_FORM), parts });
  return { ...nothing, filling, below: [] };
}

const reportsOf = (trees: readonly Tree[]): BranchReport[] =>
  trees.map((one, index) => reportOf(one, String(index)));

function leavesOf(node: Tree): readonly (Numbers | null)[] {
  return 'below' in node ? node.below.flatMap(leavesOf) : [node.numbers];
}

/** The sum as somebody with a pencil makes it, from the leaves alone; null where none came. */
function byHand(trees: readonly Tree[], figure: (typeof COUNTED)[number]): number | null {
  const came = trees.flatMap(leavesOf).filter((one) => one !== null);
  const at = COUNTED.indexOf(figure);
  return came.length === 0 ? null : came.reduce((sum, one) => sum + (one[at] ?? 0), 0);
}

function everyLine(lines: readonly FigureLine[], check: (line: FigureLine) => void): void {
  for (const line of lines) {
    check(line);
    everyLine(line.below, check);
  }
}

test('every number is the sum of its lines, at every level, down to the leaves', () => {
  fc.assert(
    fc.property(country, (trees) => {
      const whole = consolidate(SMALL_FORM, reportsOf(trees));
      for (const figure of COUNTED) {
        const found = whole.figures.find((one) => one.figure === figure);
        expect(found?.value ?? null).toBe(byHand(trees, figure));
        everyLine(found?.lines ?? [], ({ value, below, own }) => {
          if (below.length === 0) return;
          const values = below.flatMap((line) => (line.value === null ? [] : [line.value]));
          expect(value).toBe(values.length === 0 ? null : values.reduce((a, b) => a + b, 0));
          // Nobody added anything of their own.
          expect(own ?? 0).toBe(0);
        });
      }
      expect(whole.mismatches).toEqual([]);
      const missing = trees.flatMap(leavesOf).filter((one) => one === null);
      const leaves = whole.notReceived.length;
      expect(leaves).toBeGreaterThanOrEqual(missing.length);
    }),
  );
});

/** The same tree with everybody's reports in another order. */
function shuffled(trees: readonly Tree[]): readonly Tree[] {
  const sorted = [...trees].sort((a, b) => a.id - b.id);
  return sorted.map((one) => ('below' in one ? { ...one, below: shuffled(one.below) } : one));
}

test('the order in which reports came changes no number', () => {
  fc.assert(
    fc.property(country, (trees) => {
      const values = (of: readonly Tree[]) =>
        consolidate(SMALL_FORM, reportsOf(of)).figures.map(({ figure, value }) => [figure, value]);
      expect(values(shuffled(trees))).toEqual(values(trees));
    }),
  );
});

/** The tree with one of its leaves changed; leaves are counted through from the left. */
function withLeaf(trees: readonly Tree[], which: number, now: Numbers): readonly Tree[] {
  let at = 0;
  const change = (node: Tree): Tree => {
    if ('below' in node) return { ...node, below: node.below.map(change) };
    const isIt = at === which;
    at += 1;
    return isIt ? { ...node, numbers: now } : node;
  };
  return trees.map(change);
}

test('a report that comes later changes exactly what it says, in its own branch alone', () => {
  fc.assert(
    fc.property(country, fc.nat(), numbers, (trees, draw, now) => {
      const leaves = trees.flatMap(leavesOf);
      const which = draw % leaves.length;
      const was = leaves[which] ?? null;
      const later = withLeaf(trees, which, now);
      const before = consolidate(SMALL_FORM, reportsOf(trees));
      const after = consolidate(SMALL_FORM, reportsOf(later));
      const branch = trees.findIndex(
        (_, index) => trees.slice(0, index + 1).flatMap(leavesOf).length > which,
      );
      const { figures } = supplementOf(before, after);
      for (const figure of COUNTED) {
        const at = COUNTED.indexOf(figure);
        const change = figures.find((one) => one.figure === figure);
        const sums = [byHand(trees, figure), byHand(later, figure)];
        const isSame = was === null ? sums[0] === sums[1] : was[at] === now[at];
        // Where nothing had come at all, a nought is news as well.
        const wasNothing = leavesOf(trees[branch] as Tree).every((one) => one === null);
        if (isSame && !wasNothing) expect(change, figure).toBeUndefined();
        else expect(change).toMatchObject({ before: sums[0], after: sums[1] });
        expect(change?.offices ?? [`O-${branch}`]).toEqual([`O-${branch}`]);
      }
      // Every other figure of every other branch is as it was.
      const others = (of: typeof before) =>
        figuresOf(SMALL_FORM).map((figure) =>
          of.figures
            .find((one) => one.figure === figure.id)
            ?.lines.filter(({ office }) => office !== `O-${branch}`),
        );
      expect(others(after)).toEqual(others(before));
    }),
  );
});
