import { describe, expect, test } from 'vitest';
import { createDirectory } from '../../../domain/offices/directory.ts';
import type { OfficeRow } from '../../../domain/offices/office.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../../rules/load-offices.ts';
import { DIRECTORY } from '../../support/office-play.ts';
import { PlanPlay, QD_801 } from './plan-play.ts';

const day = (text: string) => text as CivilDate;
const followed = (play: PlanPlay) =>
  play.facts.filter(({ fact }) => fact.kind === 'offices-followed').length;

describe('a plan that runs is held against the directory', () => {
  test('on every day on which it changes, and on no other', () => {
    const play = new PlanPlay(QD_801, '2024-08-06T09:00:00.000+07:00');
    expect(play.after.follows).toBeNull();
    play.adopted();
    expect(play.after.follows).toEqual({ on: '2024-08-06', version: DIRECTORY.version });
    // Huế, the Party's bodies, the ministries, the provinces, Đồng Nai: what the product brings.
    const turns = ['2025-01-01', '2025-02-01', '2025-03-01', '2025-07-01', '2026-04-30'];
    for (const turn of turns) {
      play.waitUntil(`${turn}T00:00:00.000+07:00`);
      expect(play.after.follows?.on).toBe(turn);
    }
    play.waitUntil('2030-01-01T00:00:00.000+07:00');
    expect([followed(play), play.after.follows?.on]).toEqual([1 + turns.length, '2026-04-30']);
  });

  test('and when it was changed, whatever day the change is of; once for each change', () => {
    const play = new PlanPlay(QD_801, '2026-05-04T08:00:00.000+07:00').adopted();
    const { rows, successions } = loadOffices();
    const fresh: OfficeRow = {
      ...(rows.find(({ id }) => id === 'TTXVN') as OfficeRow),
      id: 'MOI',
      validFrom: day('2026-05-01'),
    };
    play.directory = createDirectory([...rows, fresh], successions, loadRouting(), 7);
    play.look().look();
    expect(play.after.follows).toEqual({ on: '2026-05-04', version: 7 });
    expect(followed(play)).toBe(2);
  });

  test('not as a draft, and not when it has ended', () => {
    const draft = new PlanPlay(QD_801, '2024-08-06T09:00:00.000+07:00');
    expect(draft.waitUntil('2025-03-02T00:00:00.000+07:00').after.follows).toBeNull();
    const ended = new PlanPlay(QD_801, '2024-08-06T09:00:00.000+07:00').adopted();
    ended.does(ended.officer, 'propose-end', { reason: 'Hết' }).approved();
    ended.waitUntil('2025-03-02T00:00:00.000+07:00');
    expect(ended.after.follows?.on).toBe('2024-08-06');
  });
});

test('the days on which the directory changes are those of its rows and its heirs', () => {
  const at = DIRECTORY.at(day('2024-08-06'));
  expect(at.changesAfter(day('2024-08-06'))).toBe('2025-01-01');
  expect(at.changesAfter(day('2025-02-28'))).toBe('2025-03-01');
  expect(at.changesAfter(day('2025-03-01'))).toBe('2025-07-01');
  expect(at.changesAfter(day('2026-04-30'))).toBeNull();
});
