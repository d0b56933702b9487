import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createCli } from '../../../client/cli/context.ts';
import type { CountsSeen, PlanProgressSeen } from '../../../client/cli/plans/seen.ts';
import { progressText } from '../../../client/cli/plans/tables.ts';
import { PROGRESS_STATES } from '../../../records/plan-progress.ts';

const cli = createCli({ language: 'vi', json: false });

/** The first line of figures of a plan whose tasks stand so. */
function figuresOf(counts: CountsSeen): { heads: string; figures: readonly number[] } {
  const tasks = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const seen: PlanProgressSeen = {
    plan: { number: 'KH', title: 'Kế hoạch' },
    whole: { ...counts, tasks },
    ...{ phases: [], branches: [], behind: [], names: { offices: {}, people: {} } },
  };
  const text = stripVTControlCharacters(progressText(cli, seen, { bodies: false, all: false }));
  const [, heads = '', , line = ''] = text.split('\n');
  return { heads, figures: line.replace('Toàn kế hoạch', '').trim().split(/\s+/).map(Number) };
}

const one = Object.fromEntries(PROGRESS_STATES.map((state) => [state, 1]));

test('whatever the tasks of a plan come to, the columns add up to all of them', () => {
  const { figures } = figuresOf(one);
  const [tasks = 0, ...states] = figures;
  expect(states.reduce((sum, count) => sum + count, 0)).toBe(tasks);
  expect(tasks).toBe(PROGRESS_STATES.length);
});

test('what fell away has its column as soon as there is something in it', () => {
  expect(figuresOf(one).heads).toContain('không còn phải thực hiện');
  const { heads, figures } = figuresOf({ done: 2 });
  expect(heads).not.toMatch(/không còn phải thực hiện|kết thúc/);
  expect(figures[0]).toBe(2);
});
