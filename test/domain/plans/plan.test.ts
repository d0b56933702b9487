import { describe, expect, it } from 'vitest';
import { coverageOf, ownTasksOf, partsIn } from '../../../domain/plans/coverage.ts';
import { isAt, passagesOf } from '../../../domain/plans/passages.ts';
import type { PlanTask } from '../../../domain/plans/plan.ts';
import { missingClears } from '../../../domain/plans/plan.ts';
import { broughtDirectory, broughtPlan, taskOf } from '../../support/plans.ts';

const laoCai = broughtPlan('lao-cai-2026');
const whole = taskOf(laoCai, 'II.6.a-3');

describe('the five clears', () => {
  it('lacks nothing when each is given', () => {
    expect(missingClears(whole)).toEqual([]);
  });

  it.each<[string, Partial<PlanTask>, readonly string[]]>([
    ['nobody', { lead: [] }, ['person', 'responsibility']],
    ['somebody in no part', { unassigned: whole.lead }, ['responsibility']],
    ['no words', { job: { vi: ' ', en: '', lo: '' } }, ['job']],
    ['no due', { due: null }, ['due']],
    ['no product', { product: null }, ['product']],
    ['those who are only asked', { lead: [], asked: whole.lead }, []],
  ])('lacks, with %s, what that is', (_name, change, lacking) => {
    expect(missingClears({ ...whole, ...change })).toEqual(lacking);
  });

  it('lacks what is only proposed until it is confirmed; confirming gives nothing else', () => {
    const proposed = { ...whole, proposed: ['due', 'product'] as const };
    expect(missingClears(proposed)).toEqual(['due', 'product']);
    expect(missingClears(proposed, ['product'])).toEqual(['due']);
    expect(missingClears({ ...proposed, product: null }, ['due', 'product'])).toEqual(['product']);
  });
});

describe('which offices have a task of their own below an upper one', () => {
  const on = broughtDirectory();
  const own = ['UBX-02647', 'STP-15', 'UBX-02647'].flatMap((owner) =>
    ownTasksOf({ ...laoCai, owner, tasks: [{ ...whole, carriesOut: 'II.4' }, whole] }),
  );

  it('is told for everybody with a part in it', () => {
    const rows = coverageOf(laoCai, own, on('2026-06-01'));
    expect(rows.map(({ task }) => task)).toEqual(laoCai.tasks.map(({ id }) => id));
    const covered = rows.flatMap(({ task, offices }) =>
      offices.filter((one) => one.covered).map(({ office, part }) => `${task} ${office} ${part}`),
    );
    // A plan of one's own is what IV.2 asks of them, whatever it carries out.
    expect(covered).toEqual([
      'II.4 STP-15 lead',
      'II.4 UBX-02647 lead',
      'IV.2 STP-15 lead',
      'IV.2 UBX-02647 lead',
    ]);
    const empty = ownTasksOf({ ...laoCai, owner: 'UBX-03006', tasks: [whole] });
    const bare = coverageOf(laoCai, empty, on('2026-06-01'));
    const alone = bare.flatMap(({ task, offices }) =>
      offices.filter((one) => one.covered).map(({ office }) => `${task} ${office}`),
    );
    expect(alone).toEqual(['IV.2 UBX-03006']);
    const row = rows.find(({ task }) => task === 'II.4');
    expect(row?.offices.filter((one) => !one.covered)).toHaveLength(114);
  });

  it('follows what the owner decided: another office has the part, or nobody', () => {
    const place = { task: 'II.4', role: 'lead', scope: null, ending: null } as const;
    const moved = { ...place, givenTo: 'UBX-02647', office: 'CAX-02647', isReassigned: true };
    const taken = { ...place, givenTo: 'UBX-03006', office: 'UBX-03006', isReassigned: false };
    const given = [moved, { ...taken, ending: 'withdrawn' as const }];
    const task = taskOf(laoCai, 'II.4');
    const offices = (places: Parameters<typeof partsIn>[2]) =>
      partsIn(task, on('2026-06-01'), places).map(({ office, part }) => `${office} ${part}`);
    const before = offices([]);
    expect(offices(given)).toEqual([
      ...before.filter((one) => !/^UBX-0(2647|3006) /.test(one)),
      'CAX-02647 lead',
    ]);
    // It stays what it was for whoever only took over from an ended body, or has it still.
    expect(offices([taken])).toEqual(before);
    const [row] = coverageOf(
      { tasks: [task] },
      [{ office: 'CAX-02647', carriesOut: 'II.4' }],
      on('2026-06-01'),
      given,
    );
    expect(row?.offices.filter((one) => one.covered)).toEqual([
      { office: 'CAX-02647', part: 'lead', covered: true },
    ]);
  });

  it('counts for a successor what its predecessor had', () => {
    const plan = broughtPlan('801-qd-ttg-2024');
    const [, covered] = ['2025-06-30', '2025-07-01'].map((date) =>
      coverageOf(plan, [{ office: 'UBND-63-10', carriesOut: 'III.1' }], on(date))
        .find(({ task }) => task === 'III.1')
        ?.offices.filter((one) => one.covered)
        .map(({ office }) => office),
    );
    expect(covered).toEqual(['UBND-15']);
  });
});

describe('the passages of a document', () => {
  const text = [
    '## **II. NHIỆM VỤ**',
    '',
    '1. Việc thứ nhất',
    '- a) Cơ quan chủ trì: Sở A.',
    ' - Gạch một  của a',
    '',
    'tiếp tục câu.',
    '',
    'Cơ quan thực hiện: Sở B.',
    '- Gạch hai',
    'b) Chữ b',
    '',
    'Nơi nhận:',
    '- Như trên;',
  ].join('\n');

  it('stand at section, point, letter and dash, and go on within a sentence', () => {
    const lines = passagesOf(text).map(({ section, point, letter, dash, text: words, line }) =>
      [section, point, letter, dash, line, words].join('|'),
    );
    expect(lines).toEqual([
      'II||||1|NHIỆM VỤ',
      'II|1|||3|Việc thứ nhất',
      'II|1|a||4|Cơ quan chủ trì: Sở A.',
      'II|1|a|1|5|Gạch một của a tiếp tục câu.',
      'II|1|a|1|9|Cơ quan thực hiện: Sở B.',
      'II|1|a|2|10|Gạch hai',
      'II|1|b||11|Chữ b',
      '||||13|Nơi nhận:',
      '|||1|14|Như trên;',
    ]);
  });

  it('are found at an address and below it', () => {
    const passages = passagesOf(text);
    const at = { section: 'II', point: '1', letter: 'a', dash: null };
    expect(passages.filter((one) => isAt(one, at))).toHaveLength(4);
    expect(passages.filter((one) => isAt(one, { ...at, dash: 2 }))).toHaveLength(1);
  });
});
