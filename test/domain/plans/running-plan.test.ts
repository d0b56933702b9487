import { describe, expect, test } from 'vitest';
import { PLAN_ACT_KINDS } from '../../../domain/plans/process/acts.ts';
import { PLAN_AUTHORITY, mayLoadPlan } from '../../../domain/plans/process/authority.ts';
import { unclearTasks } from '../../../domain/plans/process/clears.ts';
import { openPhases } from '../../../domain/plans/process/running-plan.ts';
import { standstillNow } from '../../../domain/plans/process/treaty.ts';
import { PLAN_CLOCKS } from '../../../domain/clocks/rule.ts';
import type { PlanClockId } from '../../../domain/clocks/rule.ts';
import { checksum } from '../../../records/checksum.ts';
import { DIRECTORY, somebody } from '../../support/office-play.ts';
import { LAO_CAI, PlanPlay, QD_801, proposedIn } from './plan-play.ts';

const OFFICER = 'case-officer@CAT-15-PA03';
const CHAIRMAN = 'head@UBND-15';
const DEPUTY = 'deputy-head@UBND-15';
const READ = { plan: checksum(LAO_CAI) };

test('every act on a plan is somebody’s to do', () => {
  expect(Object.keys(PLAN_AUTHORITY).sort()).toEqual([...PLAN_ACT_KINDS].sort());
  for (const act of PLAN_ACT_KINDS) expect(PLAN_AUTHORITY[act], act).not.toEqual([]);
  const directory = DIRECTORY.at('2026-04-15' as never);
  expect(mayLoadPlan(somebody(OFFICER), LAO_CAI, directory)).toBeNull();
  expect(mayLoadPlan(somebody('head@UBX-02647'), LAO_CAI, directory)?.code).toBe('FORBIDDEN');
});

describe('the draft of a plan', () => {
  test('is there before it has a number, and nothing of it runs', () => {
    const play = new PlanPlay();
    expect(play.after).toMatchObject({ stage: 'draft', document: null, phases: [], clocks: [] });
    expect(new PlanPlay(QD_801).after.document).toEqual({
      number: '801/QĐ-TTg',
      date: '2024-08-06',
    });
  });

  test('names every clear that is missing, and is not adopted before they are confirmed', () => {
    const play = new PlanPlay().proposed();
    const proposal = play.after.proposals[0];
    const approval = { proposal: 'adopt-1', checksum: proposal?.checksum ?? '' };
    expect(play.try(CHAIRMAN, 'approve-plan', approval)).toBe('PLAN_NOT_CLEAR');
    const unclear = unclearTasks(LAO_CAI, [], checksum);
    expect(unclear.length).toBeGreaterThan(5);
    for (const { task, missing } of unclear) {
      expect(play.refusal?.params['missing']).toContain(`${task}: ${missing.join(', ')}`);
    }
    expect(play.after).toMatchObject({ stage: 'draft', proposals: [{ status: 'open' }] });
    const { confirmed } = proposedIn(LAO_CAI);
    play.does(CHAIRMAN, 'confirm-clears', { ...READ, confirmed: confirmed.slice(1) });
    expect(play.try(CHAIRMAN, 'approve-plan', approval)).toBe('PLAN_NOT_CLEAR');
    expect(play.refusal?.params['missing']).toBe(`${confirmed[0]?.task ?? ''}: product`);
    const first = { ...READ, confirmed: confirmed.slice(0, 1) };
    play.does(CHAIRMAN, 'confirm-clears', first);
    expect(play.try(CHAIRMAN, 'confirm-clears', first)).toBe('ALREADY_DONE');
    play.approved();
    expect(play.after.stage).toBe('running');
  });

  test('is not even proposed when a clear is missing that nobody proposes', () => {
    const [first, ...others] = LAO_CAI.tasks;
    const torn = { ...(first as NonNullable<typeof first>), due: null, lead: [], proposed: [] };
    const play = new PlanPlay({ ...LAO_CAI, tasks: [torn, ...others] });
    const plan = checksum(play.data);
    expect(play.try(OFFICER, 'propose-adoption', { plan })).toBe('PLAN_NOT_CLEAR');
    expect(play.refusal?.params['missing']).toBe('II.1.a: person, responsibility, due');
  });

  test('is confirmed only in what its file proposes, and by the owner', () => {
    const play = new PlanPlay();
    const clears = (task: string, ...list: readonly ['job' | 'product']) => ({
      ...READ,
      confirmed: [{ task, clears: list }],
    });
    const none = { ...READ, confirmed: [] };
    expect(play.try(CHAIRMAN, 'confirm-clears', none)).toBe('FIELDS_MISSING');
    const other = { ...clears('II.2', 'product'), plan: checksum('x') };
    expect(play.try(CHAIRMAN, 'confirm-clears', other)).toBe('PROPOSAL_CHANGED');
    expect(play.try(CHAIRMAN, 'confirm-clears', clears('IX', 'job'))).toBe('UNKNOWN_TASK');
    expect(play.try(CHAIRMAN, 'confirm-clears', clears('II.2', 'job'))).toBe('FIELDS_NOT_ALLOWED');
    expect(play.try(OFFICER, 'confirm-clears', clears('II.2', 'product'))).toBe('FORBIDDEN');
  });

  test('is approved as it was read, to the byte, and never by who proposed it', () => {
    const play = new PlanPlay().does(CHAIRMAN, 'confirm-clears', proposedIn(LAO_CAI));
    expect(play.try(OFFICER, 'propose-adoption', { plan: 'x' })).toBe('PROPOSAL_CHANGED');
    play.does(CHAIRMAN, 'propose-adoption', READ);
    const approval = { proposal: 'adopt-1', checksum: play.after.proposals[0]?.checksum ?? '' };
    expect(play.try(CHAIRMAN, 'approve-plan', approval)).toBe('AUTHOR_CANNOT_DECIDE');
    const wrong = { ...approval, checksum: checksum('x') };
    expect(play.try(DEPUTY, 'approve-plan', wrong)).toBe('PROPOSAL_CHANGED');
    expect(play.try(DEPUTY, 'approve-plan', { ...approval, proposal: 'x' })).toBe(
      'UNKNOWN_PROPOSAL',
    );
    // The file was changed after it was laid before the owner.
    play.editions = [{ ...LAO_CAI, month: '2026-05' }];
    expect(play.try(DEPUTY, 'approve-plan', approval)).toBe('PROPOSAL_CHANGED');
    expect(play.after.stage).toBe('draft');
    play.editions = [LAO_CAI];
    play.does(DEPUTY, 'approve-plan', approval);
    expect(play.after).toMatchObject({
      stage: 'running',
      editions: [{ edition: 1, plan: READ.plan }],
      proposals: [{ decidedBy: DEPUTY, signedAs: 'KT.' }],
    });
  });

  test('is returned with a reason and proposed again; one thing lies there at a time', () => {
    const play = new PlanPlay().proposed();
    expect(play.try(CHAIRMAN, 'propose-adoption', READ)).toBe('PROPOSAL_PENDING');
    const back = { proposal: 'adopt-1', reason: 'Bổ sung sản phẩm' };
    expect(play.try(CHAIRMAN, 'return-plan', { ...back, reason: '' })).toBe('REASON_MISSING');
    play.does(CHAIRMAN, 'return-plan', back);
    expect(play.lettersOf('plan-returned')).toEqual([OFFICER]);
    expect(play.try(CHAIRMAN, 'return-plan', back)).toBe('PROPOSAL_NOT_OPEN');
    play.adopted();
    expect(play.after.proposals.map(({ id, status }) => [id, status])).toEqual([
      ['adopt-1', 'returned'],
      ['adopt-2', 'approved'],
    ]);
  });

  test('can be taken back', () => {
    const play = new PlanPlay().proposed();
    play.does(CHAIRMAN, 'withdraw-plan', { reason: 'Chờ quyết định mới' });
    expect(play.after).toMatchObject({ stage: 'ended', ending: 'withdrawn' });
    expect(play.running()).toEqual([]);
    expect(play.try(OFFICER, 'propose-adoption', READ)).toBe('CASE_ENDED');
  });
});

describe('an adopted plan', () => {
  test('goes to everybody of Nơi nhận, and waits for its number', () => {
    const play = new PlanPlay().adopted();
    const told = play.lettersOf('plan-adopted');
    expect(told).toContain('UBND-15');
    expect(told).toContain('CAT-15-PA03');
    expect(told.filter((office) => office.startsWith('UBX-'))).toHaveLength(99);
    expect(new Set(told).size).toBe(told.length);
    expect(play.lettersOf('plan-to-number')).toEqual(['UBND-15']);
    const numbered = { number: '215/KH-UBND', date: '2026-04-15' as never };
    expect(play.try(CHAIRMAN, 'number-plan', numbered)).toBe('FORBIDDEN');
    const tomorrow = { ...numbered, date: '2026-04-16' as never };
    expect(play.try('clerk@UBND-15', 'number-plan', tomorrow)).toBe('MOMENT_IN_FUTURE');
    play.does('clerk@UBND-15', 'number-plan', numbered);
    expect(play.try('clerk@UBND-15', 'number-plan', numbered)).toBe('ALREADY_DONE');
    expect(play.after.document).toEqual(numbered);
    expect(new PlanPlay(QD_801).adopted().lettersOf('plan-to-number')).toEqual([]);
  });

  test('opens and closes its phases by their days, and names what is still open', () => {
    const play = new PlanPlay(QD_801, '2024-08-06T08:00:00.000+07:00').adopted();
    expect(play.after.phases.map(({ id, state }) => [id, state])).toEqual([
      ['I', 'open'],
      ['II', 'waiting'],
      ['III', 'waiting'],
    ]);
    play.openTasks = [
      { task: 'II.2.a-3', office: 'BTTTT', phase: 'I' },
      { task: 'II.2.a-4', office: 'BNG', phase: 'I' },
      { task: 'II.2.a-4', office: 'BTP', phase: 'I' },
      { task: 'II.2.b', office: 'BCA', phase: 'II' },
    ];
    play.waitUntil('2024-12-31T23:59:59.000+07:00');
    expect([...openPhases(play.after)]).toEqual(['I']);
    play.waitUntil('2025-01-01T00:00:00.000+07:00');
    expect([...openPhases(play.after)]).toEqual(['II']);
    expect(play.after.phases[0]?.leftOpen).toEqual([
      { task: 'II.2.a-3', offices: ['BTTTT'] },
      { task: 'II.2.a-4', offices: ['BNG', 'BTP'] },
    ]);
    expect(play.lettersOf('phase-closed')).toContain('BCA');
  });

  test('asks its owner for the end of a phase that has none, and closes it on that day', () => {
    const play = new PlanPlay(QD_801, '2024-08-06T08:00:00.000+07:00').adopted();
    play.waitUntil('2028-01-03T08:00:00.000+07:00');
    expect([...openPhases(play.after)]).toEqual(['III']);
    const clock = play.clock('phase-set-end');
    expect(clock).toMatchObject({ owner: 'BCA', subject: 'III', status: 'running' });
    play.waitUntil(clock.due);
    expect(play.lettersOf('phase-end-due')).toEqual(['BCA']);
    const end = { phase: 'III', to: '2030-06-30' as never, reason: 'Theo tổng kết' };
    expect(play.try('head@BCA', 'set-phase-end', { ...end, phase: 'IV' })).toBe('UNKNOWN_PHASE');
    expect(play.try('head@BCA', 'set-phase-end', { ...end, reason: '' })).toBe('REASON_MISSING');
    const past = { ...end, to: '2028-01-02' as never };
    expect(play.try('head@BCA', 'set-phase-end', past)).toBe('VALUE_OUT_OF_RANGE');
    // The second phase has its end in the document, and is over.
    expect(play.try('head@BCA', 'set-phase-end', { ...end, phase: 'II' })).toBe('ALREADY_DONE');
    expect(play.try('case-officer@BCA-A03', 'set-phase-end', end)).toBe('FORBIDDEN');
    play.does('head@BCA', 'set-phase-end', end);
    expect(play.clock('phase-closes').due).toBe('2030-07-01T00:00:00.000+07:00');
    play.does('head@BCA', 'set-phase-end', { ...end, to: '2030-03-31' as never });
    play.waitUntil('2030-04-01T00:00:00.000+07:00');
    expect(play.after.phases.map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
    expect(play.after.stage).toBe('running');
  });

  test('that is adopted late opens what has begun, and closes at once what is over', () => {
    const play = new PlanPlay(QD_801, '2025-02-03T08:00:00.000+07:00').adopted();
    expect([...openPhases(play.after)]).toEqual(['I', 'II']);
    play.openTasks = [{ task: 'II.2.a-3', office: 'BTTTT', phase: 'I' }];
    play.waitUntil('2025-02-03T09:00:00.000+07:00');
    expect([...openPhases(play.after)]).toEqual(['II']);
    const leftOpen = [{ task: 'II.2.a-3', offices: ['BTTTT'] }];
    expect(play.after.phases[0]).toMatchObject({ state: 'closed', leftOpen });
  });

  test('gives the tasks of a phase out before it closes it, though nobody looked meanwhile', () => {
    const play = new PlanPlay(QD_801, '2024-08-06T08:00:00.000+07:00').adopted();
    // The engine was away for more than the whole second phase.
    play.now = '2028-06-01T08:00:00.000+07:00' as never;
    play.look();
    expect([...openPhases(play.after)]).toEqual(['II', 'III']);
    play.openTasks = [{ task: 'II.2.b', office: 'BCA', phase: 'II' }];
    play.look();
    expect([...openPhases(play.after)]).toEqual(['III']);
    expect(play.after.phases[1]?.leftOpen).toEqual([{ task: 'II.2.b', offices: ['BCA'] }]);
  });

  test('ends by decision, closing what is open and naming it', () => {
    const play = new PlanPlay(QD_801, '2028-02-01T08:00:00.000+07:00').adopted();
    play.look().openTasks = [{ task: 'II.2.c', office: 'BCA', phase: 'III' }];
    const desk = 'case-officer@BCA-A03';
    expect(play.try(desk, 'propose-end', { reason: ' ' })).toBe('REASON_MISSING');
    play.does(desk, 'propose-end', { reason: 'Đã tổng kết' }).approved();
    expect(play.after).toMatchObject({
      ...{ stage: 'ended', ending: 'decided', endReason: 'Đã tổng kết' },
      phases: [{}, {}, { state: 'closed', leftOpen: [{ task: 'II.2.c', offices: ['BCA'] }] }],
    });
    expect(play.running()).toEqual([]);
    expect(play.try(desk, 'propose-end', { reason: 'x' })).toBe('CASE_ENDED');
  });
});

describe('an amended plan', () => {
  test('is another edition, approved like the first, bound to its own bytes', () => {
    const play = new PlanPlay().adopted();
    const next = { ...LAO_CAI, version: 2, month: '2026-06' };
    play.editions = [LAO_CAI, next];
    const content = { edition: 2, plan: checksum(next), reason: 'Lùi tiến độ' };
    expect(play.try(OFFICER, 'propose-amendment', { ...content, reason: '' })).toBe(
      'REASON_MISSING',
    );
    expect(play.try(OFFICER, 'propose-amendment', { ...content, edition: 1 })).toBe(
      'VALUE_OUT_OF_RANGE',
    );
    expect(play.try(OFFICER, 'propose-amendment', { ...content, edition: 3 })).toBe(
      'VALUE_OUT_OF_RANGE',
    );
    play.does(OFFICER, 'propose-amendment', content);
    expect(play.after.edition).toBe(1);
    play.approved();
    expect(play.after).toMatchObject({
      edition: 2,
      editions: [{ edition: 1 }, { edition: 2, reason: 'Lùi tiến độ' }],
    });
    expect(play.lettersOf('plan-amended')).toContain('UBX-02647');
  });

  test('moves phases that have not closed; an end that the owner set stays', () => {
    const play = new PlanPlay(QD_801, '2025-02-03T08:00:00.000+07:00').adopted().look();
    const end = { phase: 'III', to: '2030-06-30' as never, reason: 'Theo tổng kết' };
    play.does('head@BCA', 'set-phase-end', end);
    const phases = QD_801.phases.map((phase) =>
      phase.id === 'II' ? { ...phase, to: '2026-12-31' as never } : phase,
    );
    play.amendedBy({ phases });
    expect(play.after.phases.map(({ id, to, state }) => [id, to, state])).toEqual([
      ['I', '2024-12-31', 'closed'],
      ['II', '2026-12-31', 'open'],
      ['III', '2030-06-30', 'waiting'],
    ]);
    expect(play.after.clocks.filter((c) => c.status === 'running').map((c) => c.due)).toEqual([
      '2027-01-01T00:00:00.000+07:00',
      '2028-01-01T00:00:00.000+07:00',
    ]);
  });

  test('has a product confirmed anew where its file proposes another one, and only there', () => {
    const play = new PlanPlay().adopted();
    const product = { vi: 'Sổ theo dõi', en: 'Register', lo: 'ທະບຽນ' };
    const tasks = LAO_CAI.tasks.map((task) => (task.id === 'II.2' ? { ...task, product } : task));
    expect(() => play.amendedBy({ tasks })).toThrow('PLAN_NOT_CLEAR');
    expect(play.refusal?.params['missing']).toBe('II.2: product');
    const [, next] = play.editions;
    const confirmed = [{ task: 'II.2', clears: ['product'] as const }];
    play.does(CHAIRMAN, 'confirm-clears', { plan: checksum(next), confirmed }).approved();
    expect(play.after.edition).toBe(2);
  });

  test('is not approved with a clear missing that the first edition had', () => {
    const play = new PlanPlay().adopted();
    const [first, ...others] = LAO_CAI.tasks;
    const tasks = [{ ...(first as NonNullable<typeof first>), product: null }, ...others];
    expect(() => play.amendedBy({ tasks })).toThrow('PLAN_NOT_CLEAR');
    expect(play.after.edition).toBe(1);
  });
});

describe('a plan that stands still', () => {
  test('does so by its owner’s decision, and goes on by it', () => {
    const play = new PlanPlay().adopted();
    expect(play.try(CHAIRMAN, 'suspend-plan', { reason: '' })).toBe('REASON_MISSING');
    play.does(CHAIRMAN, 'suspend-plan', { reason: 'Sắp xếp tổ chức' });
    expect(play.after).toMatchObject({ stage: 'suspended', standstill: { by: 'owner' } });
    expect(play.try(CHAIRMAN, 'suspend-plan', { reason: 'x' })).toBe('WRONG_STAGE');
    play.does(CHAIRMAN, 'resume-plan', { reason: 'Đã xong' });
    expect(play.after).toMatchObject({ stage: 'running', standstill: null });
  });

  test('does so with the Agreement, and nobody else can make it go on', () => {
    const play = new PlanPlay(QD_801).adopted();
    play.world.treaty = 'suspended';
    play.look();
    expect(play.after.standstill).toMatchObject({ by: 'treaty' });
    expect(play.try('head@BCA', 'resume-plan', { reason: 'x' })).toBe('TREATY_SUSPENDED');
    play.world.treaty = 'in-force';
    play.look();
    expect(play.after.stage).toBe('running');
    // Who made it stand still before cannot let it go on meanwhile either.
    play.does('head@BCA', 'suspend-plan', { reason: 'Sắp xếp tổ chức' });
    play.world.treaty = 'suspended';
    expect(play.try('head@BCA', 'resume-plan', { reason: 'x' })).toBe('TREATY_SUSPENDED');
    const other = new PlanPlay().adopted();
    other.world.treaty = 'suspended';
    expect(other.look().after.stage).toBe('running');
  });
});

test('a plan stands still for its tasks from the moment of the treaty, looked at or not', () => {
  const play = new PlanPlay(QD_801).adopted();
  expect(standstillNow(play.after, 'in-force')).toBeNull();
  expect(standstillNow(play.after, 'suspended')).toBe('suspended');
  play.world.treaty = 'suspended';
  expect(standstillNow(play.look().after, 'suspended')).toBe('suspended');
  expect(standstillNow(play.after, 'in-force')).toBeNull();
  // What its owner decided goes on only by its owner, and no other plan follows the treaty.
  const other = new PlanPlay().adopted();
  expect(standstillNow(other.after, 'suspended')).toBeNull();
  other.does(CHAIRMAN, 'suspend-plan', { reason: 'Sắp xếp tổ chức' });
  expect(standstillNow(other.after, 'in-force')).toBe('Sắp xếp tổ chức');
});

describe('every clock of a plan', () => {
  const begun = () => new PlanPlay(QD_801, '2024-08-06T08:00:00.000+07:00').adopted();
  /** How each comes to run, and what its lapse does. */
  const WAYS: Record<PlanClockId, { runs: () => PlanPlay; told: string; met: boolean }> = {
    'plan-decide': { runs: () => new PlanPlay().proposed(), told: 'plan-proposed', met: false },
    'phase-opens': { runs: begun, told: 'phase-opened', met: true },
    'phase-closes': { runs: begun, told: 'phase-closed', met: true },
    'phase-set-end': {
      runs: () => begun().waitUntil('2028-01-03T08:00:00.000+07:00'),
      told: 'phase-end-due',
      met: false,
    },
  };

  test.each(PLAN_CLOCKS)('%s lapses, and tells whom it concerns', (rule) => {
    const { runs, told, met } = WAYS[rule];
    const play = runs();
    const first = play.after.clocks.find((clock) => clock.rule === rule);
    expect(first?.status).toBe('running');
    const letters = play.lettersOf(told).length;
    play.waitUntil(first?.due ?? '');
    expect(play.lettersOf(told).length).toBeGreaterThan(letters);
    const after = play.after.clocks.find((clock) => clock.id === first?.id);
    expect(after).toMatchObject({ lapses: 1, status: met ? 'met' : 'running' });
  });

  test('is kept by the owner’s decision', () => {
    const decided = new PlanPlay().adopted();
    expect(decided.clock('plan-decide')).toMatchObject({ status: 'met', lapses: 0 });
    const set = WAYS['phase-set-end'].runs();
    const end = { phase: 'III', to: '2030-06-30' as never, reason: 'Theo tổng kết' };
    set.does('head@BCA', 'set-phase-end', end);
    expect(set.clock('phase-set-end')).toMatchObject({ status: 'met', lapses: 0 });
  });
});
