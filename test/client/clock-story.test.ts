import { describe, expect, it } from 'vitest';
import { difficultyTimeline } from '../../client/api/views/difficulty-timeline.ts';
import { planTimeline } from '../../client/api/views/plan-timeline.ts';
import { taskTimeline } from '../../client/api/views/task-timeline.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import type { StoredFact } from '../../records/facts.ts';
import { TERMS } from '../domain/tasks/task-play.ts';
import { SAMPLE_CLOCK } from '../support/fact-samples.ts';
import { DIRECTORY, OfficePlay, somebody } from '../support/office-play.ts';

const { rules } = new OfficePlay();

const telling = { language: 'vi', names: { offices: {}, people: {} }, rules } as const;
const day = (date: string) => `${date}T09:00:00.000+07:00` as Instant;

/** Facts of one case in the order in which they were recorded. */
const story = (...facts: readonly (readonly [kind: string, date: string, data: object])[]) =>
  facts.map(
    ([kind, date, data], index): StoredFact =>
      ({
        ...{ seq: index + 1, kind, data, happenedAt: day(date), recordedAt: day(date) },
        ...{ actor: { kind: 'clock' } },
      }) as unknown as StoredFact,
  );

const started = (id: string, date: string) =>
  ['clock-started', date, { clock: { ...SAMPLE_CLOCK, id } }] as const;
const lapsed = (clock: string, date: string, lapses = 1) =>
  ['clock-lapsed', date, { clock, due: day(date), lapses, now: SAMPLE_CLOCK }] as const;
const met = (clock: string, date: string) => ['clock-met', date, { clock }] as const;

const tasks = (facts: readonly StoredFact[]) =>
  taskTimeline(facts, { ...telling, task: { terms: TERMS, decisions: [] } });

describe('how a deadline ended is told by the story before', () => {
  it('one that had passed was not kept, one that was met in time was', () => {
    const facts = story(
      started('task-due#1', '2026-03-02'),
      lapsed('task-due#1', '2026-03-10'),
      met('task-due#1', '2026-03-12'),
      started('task-due#2', '2026-03-12'),
      met('task-due#2', '2026-03-13'),
    );
    const texts = tasks(facts).map(({ text }) => text);
    expect(texts[2]).toBe('Thời hạn "Hoàn thành nhiệm vụ" kết thúc (đã quá hạn).');
    expect(texts[4]).toBe('Thời hạn "Hoàn thành nhiệm vụ" đã được giữ.');
  });

  it('what was past already is told where it began, and as that; later lapses as lapses', () => {
    const entries = tasks(
      story(
        started('task-due#1', '2026-11-28'),
        lapsed('task-due#1', '2026-06-01'),
        lapsed('task-due#1', '2026-12-05', 2),
      ),
    );
    expect(entries.map(({ happenedAt }) => happenedAt)).toEqual(
      ['2026-11-28', '2026-11-28', '2026-12-05'].map(day),
    );
    const [, first, second] = entries.map(({ text }) => text);
    expect(first).toMatch(/01\/06\/2026.*đã qua khi giao\.$/);
    expect(second).toMatch(/^Quá hạn .*, lần 2\.$/);
  });

  it('a difficulty that was passed up was not answered, whatever older versions recorded', () => {
    const facts = story(
      started('difficulty-answer#1', '2026-03-02'),
      ['difficulty-passed-up', '2026-03-03', { by: '', reason: 'Ngoài thẩm quyền' }],
      met('difficulty-answer#1', '2026-03-03'),
      started('difficulty-answer#2', '2026-03-03'),
      ['difficulty-answered', '2026-03-04', { office: 'CAT-15', words: '', signedAs: 'none' }],
      met('difficulty-answer#2', '2026-03-04'),
    );
    const who = {
      actor: somebody('head@CAT-15'),
      directory: DIRECTORY.at('2026-03-02' as CivilDate),
    };
    const texts = difficultyTimeline(facts, who, telling).map(({ text }) => text);
    expect(texts[2]).toMatch(/không còn tính\.$/);
    expect(texts[5]).toMatch(/đã được giữ\.$/);
  });

  it('a plan without phases has none told', () => {
    const facts = story(
      ['phases-set', '2026-03-02', { phases: [] }],
      ['phase-opened', '2026-03-02', { phase: 'I' }],
    );
    const told = planTimeline(facts, { ...telling, plan: { phases: [] } });
    expect(told.map(({ kind }) => kind)).toEqual(['phase-opened']);
  });
});
