import { expect, test } from 'vitest';
import type { CalendarDay } from '../../../domain/time/calendar.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { plus } from '../../../domain/time/instant.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';
import { decided } from './lao-stations.ts';
import { POLICE, acknowledged } from './stations.ts';

const midnight = (date: string) => `${date}T00:00:00.000+07:00` as Instant;

/** Announces a day of the Vietnamese calendar: a new version, as an officer would. */
function announce(play: OfficePlay, date: string, status: CalendarDay['status']): void {
  const { VN } = play.calendars;
  const day: CalendarDay = {
    date: date as CivilDate,
    status,
    reason: 'Hoán đổi ngày làm việc',
    basis: 'Thông báo 1',
    sure: 'announced',
  };
  const days = new Map(VN.days).set(day.date, day);
  play.calendars = { ...play.calendars, VN: { ...VN, version: VN.version + 1, days } };
}

const touch = (play: OfficePlay, number = 'SC-2026-000009') =>
  play.does(`case-officer@${POLICE}`, 'link-case', { number });

test('a day off that is announced moves every running clock that counts it, and says so', () => {
  const play = acknowledged();
  const hours = play.clock('preliminary').due;
  announce(play, '2026-03-20', 'off');
  touch(play);
  expect(play.clock('verify')).toMatchObject({
    due: midnight('2026-03-25'),
    next: midnight('2026-03-25'),
  });
  expect(play.clock('preliminary').due).toBe(hours);
  const moved = play.facts.filter(({ fact }) => fact.kind === 'clock-changed');
  expect(moved.map(({ fact }) => fact.data)).toMatchObject([
    { why: 'calendar', before: { due: midnight('2026-03-24') } },
  ]);
  expect(play.lettersOf('clock-moved')).toEqual([POLICE]);
});

test('a Saturday that is worked in exchange brings the deadline nearer', () => {
  const play = acknowledged();
  announce(play, '2026-03-14', 'worked');
  touch(play);
  expect(play.clock('verify').due).toBe(midnight('2026-03-21'));
});

test('a day that is announced twice moves nothing the second time', () => {
  const play = acknowledged();
  announce(play, '2026-03-20', 'off');
  touch(play);
  const facts = play.facts.length;
  touch(play, 'SC-2026-000010');
  expect(play.facts.slice(facts).map(({ fact }) => fact.kind)).toEqual(['linked']);
});

test('a clock that was late stays late, whatever is announced afterwards', () => {
  const play = acknowledged();
  const { due } = play.clock('verify');
  play.waitUntil(plus(due, 3_600_000));
  announce(play, '2026-03-20', 'off');
  touch(play);
  expect(play.clock('verify')).toMatchObject({ due, lapses: 1 });
});

test('a deadline that a day off moves past now does not lapse at the old one', () => {
  const play = acknowledged();
  const { due } = play.clock('verify');
  announce(play, '2026-03-20', 'off');
  play.now = due;
  touch(play);
  expect(play.clock('verify')).toMatchObject({ due: midnight('2026-03-25'), lapses: 0 });
});

test('while the Agreement is suspended the closing waits with the branch; both go on later', () => {
  const play = decided('needed')
    .does('case-officer@BCA-A03', 'propose-finding', {
      result: 'not-confirmed',
      causes: ['unknown'],
      circumstances: 'Không bị xâm phạm',
      responsible: null,
    })
    .approves('head@BCA-A03', 'finding');
  play.treaty = 'suspended';
  play.does('case-officer@BCA-A03', 'link-case', { number: 'SC-2026-000009' });
  for (const rule of ['lao-first', 'lao-second', 'close']) {
    expect(play.clock(rule).status, rule).toBe('frozen');
  }
  expect(play.lettersOf('treaty-changed')).toEqual(['BCA-A03']);
  play.now = '2026-04-06T09:00:00.000+07:00' as Instant;
  play.treaty = 'in-force';
  play.does('case-officer@BCA-A03', 'link-case', { number: 'SC-2026-000010' });
  // Three whole working days were left of the first, five of the others, from the day after.
  expect(play.clock('lao-first')).toMatchObject({ status: 'running', due: midnight('2026-04-10') });
  expect(play.clock('lao-second')).toMatchObject({
    status: 'running',
    due: midnight('2026-04-14'),
  });
  expect(play.clock('close')).toMatchObject({ status: 'running', due: midnight('2026-04-14') });
});

test('a domestic case does not notice that the Agreement is suspended', () => {
  const play = acknowledged(new OfficePlay(), { references: [REFERENCE] });
  play.treaty = 'suspended';
  touch(play);
  expect(play.case.clocks.filter((c) => c.status === 'frozen')).toEqual([]);
  expect(play.lettersOf('treaty-changed')).toEqual([]);
});
