import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../domain/time/instant.ts';
import { plus } from '../../../domain/time/instant.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';
import { DRAFTER, LEADER } from './lao-stations.ts';
import { COMMUNE, POLICE, acknowledged, alone, withRemedy } from './stations.ts';

const HEAD = `head@${POLICE}`;
const SUPERIOR = 'head@BCA-A03';
const reason = 'Nhiều cơ quan liên quan';
const midnight = (date: string) => `${date}T00:00:00.000+07:00` as Instant;

function extend(play: OfficePlay, who: string, rule: string, until: Instant, why = reason): string {
  return play.try(who, 'extend-clock', { clock: play.clock(rule).id, until, reason: why });
}

describe('time to verify, due on 23 March at 24:00', () => {
  const later = midnight('2026-04-01');

  test.each([
    ['head@BCA-A03', 'done'],
    ['deputy-head@BCA-A03', 'done'],
    ['head@BCA', 'done'],
    [HEAD, 'FORBIDDEN'],
    [`case-officer@${POLICE}`, 'FORBIDDEN'],
    ['case-officer@BCA-A03', 'FORBIDDEN'],
    [`head@${COMMUNE}`, 'FORBIDDEN'],
    ['head@CAT-40', 'FORBIDDEN'],
  ])('asked of %s: %s', (who, answer) => {
    const play = acknowledged();
    expect(extend(play, who, 'verify', later)).toBe(answer);
    expect(play.clock('verify').due).toBe(answer === 'done' ? later : midnight('2026-03-24'));
  });

  test('is given with the old and the new due and the reason, and its owner is told', () => {
    const play = acknowledged();
    extend(play, SUPERIOR, 'verify', later);
    const { fact } = play.facts.at(-1) ?? {};
    expect(fact).toMatchObject({
      kind: 'clock-changed',
      data: {
        why: 'extended',
        reason,
        before: { due: midnight('2026-03-24') },
        clock: { due: later, next: later, firstDue: midnight('2026-03-24') },
      },
    });
    expect(play.lettersOf('clock-extended')).toEqual([POLICE]);
  });

  test('lapses at the new due and not at the old one', () => {
    const play = alone(acknowledged(), 'verify');
    extend(play, SUPERIOR, 'verify', later);
    play.waitUntil(plus(later, -1));
    expect(play.clock('verify').lapses).toBe(0);
    play.waitUntil(later);
    expect(play.clock('verify').lapses).toBe(1);
  });

  test('cannot be given once it is due, not even at that instant', () => {
    const play = acknowledged();
    play.waitUntil(plus(play.clock('verify').due, -1));
    expect(extend(play, SUPERIOR, 'verify', later)).toBe('done');
    const late = acknowledged();
    late.now = late.clock('verify').due;
    expect(extend(late, SUPERIOR, 'verify', later)).toBe('CLOCK_ALREADY_LATE');
    expect(late.clock('verify').lapses).toBe(1);
  });

  test('is thirty working days at most, counted from the first due, however often', () => {
    const play = acknowledged();
    // 24 March to 7 May, without 27 April (for the Hùng Kings' day), 30 April and 1 May.
    const limit = midnight('2026-05-08');
    expect(extend(play, SUPERIOR, 'verify', plus(limit, 1))).toBe('EXTENSION_TOO_LONG');
    expect(extend(play, SUPERIOR, 'verify', later)).toBe('done');
    expect(extend(play, SUPERIOR, 'verify', plus(limit, 1))).toBe('EXTENSION_TOO_LONG');
    expect(extend(play, SUPERIOR, 'verify', limit)).toBe('done');
  });

  test('is never shortened, and never given without a reason', () => {
    const play = acknowledged();
    expect(extend(play, SUPERIOR, 'verify', play.clock('verify').due)).toBe('VALUE_OUT_OF_RANGE');
    expect(extend(play, SUPERIOR, 'verify', later, ' ')).toBe('REASON_MISSING');
  });
});

test('what has to be done at once cannot be put off', () => {
  const play = new OfficePlay().report(`staff@${COMMUNE}`);
  const later = midnight('2026-03-10');
  expect(extend(play, 'head@CAT-40', 'contain', later)).toBe('FORBIDDEN');
  expect(extend(play, `head@${COMMUNE}`, 'contain', later)).toBe('CLOCK_NOT_EXTENDABLE');
  expect(extend(play, `head@${COMMUNE}`, 'tell-head', later)).toBe('CLOCK_NOT_RUNNING');
  const unknown = { clock: 'verify#9', until: later, reason };
  expect(play.try('head@CAT-40', 'extend-clock', unknown)).toBe('FORBIDDEN');
  expect(play.try(`head@${COMMUNE}`, 'extend-clock', unknown)).toBe('UNKNOWN_CLOCK');
});

test('the date of a remedy is moved by the office that set it, not by the one that has it', () => {
  const play = withRemedy();
  const later = midnight('2026-04-10');
  expect(extend(play, `head@${COMMUNE}`, 'remedy', later)).toBe('FORBIDDEN');
  expect(extend(play, HEAD, 'remedy', later)).toBe('done');
});

test('time to tell the Lao side is given by the leadership, also when a province handles', () => {
  const play = acknowledged(new OfficePlay(), { references: [{ ...REFERENCE, origin: 'lao' }] })
    .does('duty-officer@BCA-A03', 'acknowledge', {})
    .does(DRAFTER, 'propose-lao-decision', { decision: 'needed', reason: 'x' })
    .approves(LEADER, 'lao-decision');
  const later = midnight('2026-03-10');
  expect(play.case.handling).toBe(POLICE);
  expect(extend(play, HEAD, 'lao-first', later)).toBe('FORBIDDEN');
  expect(extend(play, 'head@BCA-A03', 'lao-first', later)).toBe('FORBIDDEN');
  expect(extend(play, LEADER, 'lao-first', later)).toBe('done');
  expect(play.clock('lao-first').due).toBe(later);
});
