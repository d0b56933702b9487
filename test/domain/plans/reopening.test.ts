import { describe, expect, test } from 'vitest';
import type { RunningPhase } from '../../../domain/plans/process/running-plan.ts';
import { openPhases } from '../../../domain/plans/process/running-plan.ts';
import { termsIn } from '../../../domain/plans/process/terms.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { PlanPlay, QD_801 } from './plan-play.ts';

const day = (text: string) => text as CivilDate;
const MINISTER = 'head@BCA';

/** Decision 801 with other days of its first phase, which closed at the end of 2024. */
const withFirst = (days: Partial<Pick<RunningPhase, 'from' | 'to'>>) => ({
  phases: QD_801.phases.map((one) => (one.id === 'I' ? { ...one, ...days } : one)),
});
const first = (play: PlanPlay) => play.after.phases.find(({ id }) => id === 'I');
const story = (play: PlanPlay) =>
  play.facts
    .map(({ fact }) => fact)
    .filter(({ kind }) => kind.startsWith('phase-'))
    .map(({ kind, data }) => `${kind} ${(data as { readonly phase?: string }).phase ?? ''}`);

describe('a phase that is over', () => {
  const inMarch = () => {
    const play = new PlanPlay(QD_801, '2024-08-06T08:00:00.000+07:00').adopted();
    play.openTasks = [{ task: 'II.2.a-3', office: 'BTTTT', phase: 'I' }];
    return play.waitUntil('2025-03-03T08:00:00.000+07:00');
  };

  test('opens again when an amendment gives it a later end, and closes on that day', () => {
    const play = inMarch();
    expect(first(play)).toMatchObject({ state: 'closed' });
    play.amendedBy(withFirst({ to: day('2025-06-30') }));
    expect(first(play)).toMatchObject({ state: 'open', to: '2025-06-30', leftOpen: null });
    expect(story(play).slice(-2)).toEqual(['phase-reopened I', 'phase-opened I']);
    expect(play.lettersOf('phase-opened').filter((to) => to === 'BCA')).toHaveLength(3);
    // Its tasks have the new days.
    expect(termsIn(play.data, play.after.phases, 'II.2.a-3')?.phase?.to).toBe('2025-06-30');
    play.openTasks = [];
    play.waitUntil('2025-07-01T00:00:00.000+07:00');
    expect(first(play)).toMatchObject({ state: 'closed', leftOpen: [] });
  });

  test('keeps in its story what was left open when it closed first', () => {
    const play = inMarch().amendedBy(withFirst({ to: day('2025-06-30') }));
    const closed = play.facts.find(({ fact }) => fact.kind === 'phase-closed')?.fact.data;
    expect(closed).toEqual({
      ...{ phase: 'I', leftOpen: [{ task: 'II.2.a-3', offices: ['BTTTT'] }] },
    });
  });

  test('waits for its new days where they are yet to come', () => {
    const play = inMarch();
    play.amendedBy(withFirst({ from: day('2026-01-01'), to: day('2026-06-30') }));
    expect(first(play)).toMatchObject({ state: 'waiting' });
    play.waitUntil('2026-01-01T00:00:00.000+07:00');
    expect([...openPhases(play.after)]).toEqual(['I', 'II']);
  });

  test('stays closed when its new end has passed as well, or another phase was amended', () => {
    const play = inMarch().amendedBy(withFirst({ to: day('2025-03-02') }));
    expect(first(play)).toMatchObject({ state: 'closed', to: '2024-12-31' });
    play.amendedBy({ month: '2025-03' });
    expect(story(play)).not.toContain('phase-reopened I');
  });

  test('without an end in the document opens again when its owner sets a later one', () => {
    const play = new PlanPlay(QD_801, '2028-01-03T08:00:00.000+07:00').adopted().look();
    const end = { phase: 'III', to: day('2028-06-30'), reason: 'Theo tổng kết' };
    play.does(MINISTER, 'set-phase-end', end).waitUntil('2028-07-03T08:00:00.000+07:00');
    expect([...openPhases(play.after)]).toEqual([]);
    const later = { ...end, to: day('2028-12-31'), reason: 'Kéo dài' };
    play.does(MINISTER, 'set-phase-end', later);
    expect([...openPhases(play.after)]).toEqual(['III']);
    expect(story(play).slice(-3)).toEqual([
      ...['phase-end-set III', 'phase-reopened III', 'phase-opened III'],
    ]);
    expect(play.clock('phase-closes').due).toBe('2029-01-01T00:00:00.000+07:00');
    play.waitUntil('2029-01-01T00:00:00.000+07:00');
    expect([...openPhases(play.after)]).toEqual([]);
  });
});
