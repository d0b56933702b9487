import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { OpenedPlan } from '../../../client/api/plans.ts';
import { problemDocument } from '../../../client/api/problem.ts';
import { keptByView } from '../../../client/api/views/kept-by-view.ts';
import { coverageView } from '../../../client/api/views/plan-coverage-view.ts';
import { createCli } from '../../../client/cli/context.ts';
import { keptByText } from '../../../client/cli/plans/kept-by.ts';
import { coverageText } from '../../../client/cli/plans/tables.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import { hopelessTasks, unclearRefusal } from '../../../domain/plans/process/clears.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadRegimes } from '../../../rules/load-regimes.ts';
import { LAO_CAI, QD_801 } from '../../domain/plans/plan-play.ts';
import { DIRECTORY } from '../../support/office-play.ts';

const rules = { regimes: loadRegimes() };
const directory = DIRECTORY.at('2026-06-01' as CivilDate);
const cli = createCli({ language: 'vi', json: false });

const textOf = (plan: Plan, id: string) => {
  const task = plan.tasks.find((one) => one.id === id);
  return task === undefined ? undefined : keptByText(cli, keptByView(task, rules, 'vi'));
};

describe('a task that another process carries out', () => {
  it('says which, and by which reports, in the words of the language', () => {
    const [estimate, settlement] = ['budget-estimate', 'budget-settlement'].map(
      (regime) => rules.regimes.find(({ id }) => id === regime)?.name.vi,
    );
    expect(textOf(LAO_CAI, 'III.3')).toBe(`kinh phí: ${estimate}; ${settlement}`);
    expect(textOf(LAO_CAI, 'IV-cuoi')).toBe('khó khăn, vướng mắc');
    expect(textOf(LAO_CAI, 'II.5')).toBe('');
    const yearly = QD_801.tasks.filter(
      ({ nature }) => nature.kind === 'kept-by' && nature.process === 'yearly-report',
    );
    for (const { id } of yearly) expect(textOf(QD_801, id)).toMatch(/^báo cáo hằng năm: Báo cáo/);
    expect(yearly.length).toBeGreaterThan(1);
  });

  it('is marked in the coverage with what keeps it, and leaves nobody without a part', () => {
    const tasks = LAO_CAI.tasks.filter(({ id }) => id === 'III.4' || id === 'IV-cuoi');
    const opened = {
      plan: { ...LAO_CAI, tasks },
      reading: { offices: null },
      who: { directory, rules },
    } as unknown as OpenedPlan;
    const own = [{ office: 'UBX-02647', carriesOut: 'III.4' }];
    const seen = coverageView(opened, { own, given: [] }, 'vi');
    expect(seen.none).toEqual([]);
    expect(seen.rows).toMatchObject([
      { task: 'III.4', covered: 1, keptBy: { process: 'budget' } },
      { task: 'IV-cuoi', covered: 0, keptBy: { process: 'difficulty', reports: [] } },
    ]);
    const plan = { number: 'KH', title: 'Kế hoạch' };
    const names = { offices: {}, people: {} };
    const text = coverageText(cli, { plan, names, below: [], ...seen } as never);
    const line = (office: string) =>
      stripVTControlCharacters(text)
        .split('\n')
        .find((one) => one.startsWith(office));
    // What a commune added for itself is there; what it did not add is no gap.
    expect(line('UBX-02647')).toMatch(/●.*◇/);
    expect(line('UBX-03006')).toMatch(/◇.*◇/);
    expect(text).not.toContain('○ III');
    expect(text).toMatch(/◇ III\.4: kinh phí: /);
  });
});

describe('a plan that lacks some of the five clears', () => {
  it('names them in the words of the language', () => {
    const [first] = LAO_CAI.tasks;
    const torn = { ...(first as NonNullable<typeof first>), due: null, lead: [], proposed: [] };
    const refusal = unclearRefusal(hopelessTasks({ tasks: [torn] }));
    if (refusal === null) throw new Error('Nothing is missing');
    expect(refusal.params['missing']).toBe('II.1.a: person, responsibility, due');
    const detail = (language: 'vi' | 'en') => problemDocument(refusal, language).detail;
    expect(detail('vi')).toBe(
      'Còn thiếu: II.1.a: rõ người, rõ trách nhiệm, rõ thời gian hoàn thành.',
    );
    expect(detail('en')).toBe('Missing: II.1.a: person, responsibility, due.');
    const own = { ...refusal, params: { missing: 'job, product' } };
    expect(problemDocument(own, 'vi').detail).toBe('Còn thiếu: rõ việc, rõ sản phẩm.');
  });
});
