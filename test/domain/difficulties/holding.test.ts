import { describe, expect, test } from 'vitest';
import type { Directory } from '../../../domain/offices/directory.ts';
import { createDirectory } from '../../../domain/offices/directory.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../../rules/load-offices.ts';
import { DifficultyPlay } from './difficulty-play.ts';

const UNIT = 'CAT-15-PA03';
const COMMUNE = 'case-officer@UBX-02647';
const RAISED = '2026-05-04T08:00:00.000+07:00';
const LAST = '2026-05-31T23:59:59.000+07:00';
const DAY = '2026-06-01T00:00:00.000+07:00';
const AGAIN = { reason: 'Chưa được' };

const seed = loadOffices();

/** The directory as it is, where these offices end on 1 June 2026, each with its heir or none. */
function ending(heirs: Readonly<Record<string, string | null>>): Directory {
  const on = '2026-06-01' as CivilDate;
  const rows = seed.rows.map((row) =>
    row.id in heirs && row.validTo === null ? { ...row, validTo: on } : row,
  );
  const named = Object.entries(heirs).flatMap(([from, to]) =>
    to === null ? [] : [{ from, to, on, scope: 'all', source: 'NQ thử' }],
  );
  return createDirectory(rows, [...seed.successions, ...named], loadRouting(), 1);
}

const raised = (heirs: Parameters<typeof ending>[0], office = 'UBX-02647') =>
  new DifficultyPlay({ office, raisedBy: `clerk@${office}` }, RAISED, ending(heirs));

describe('a difficulty that lies with an office whose end is known', () => {
  test('lies with its heir from that day on, who is told and has as long as any other', () => {
    const play = raised({ [UNIT]: 'CAT-15' }).waitUntil(LAST);
    expect(play.after.holder).toBe(UNIT);
    expect(play.lettersOf('difficulty-to-answer')).toEqual([UNIT]);
    play.waitUntil(DAY);
    expect(play.after).toMatchObject({ stage: 'raised', holder: 'CAT-15' });
    expect(play.lettersOf('difficulty-to-answer')).toEqual([UNIT, 'CAT-15']);
    // Ten working days from Monday, 1 June 2026, the day itself not counted.
    expect(play.clock('difficulty-answer')).toMatchObject({
      ...{ owner: 'CAT-15', status: 'running', lapses: 0 },
      due: '2026-06-16T00:00:00.000+07:00',
    });
    play.answeredBy('CAT-15');
    expect(play.after.answers).toMatchObject([{ office: 'CAT-15' }]);
  });

  test('comes to it only after its end became known, and moves on all the same', () => {
    const play = raised({ 'CAT-15': 'UBND-15' });
    play.does(`case-officer@${UNIT}`, 'pass-up', { reason: 'Vượt thẩm quyền' });
    expect(play.after.holder).toBe('CAT-15');
    expect(play.waitUntil(DAY).after.holder).toBe('UBND-15');
  });

  test('is the heir’s to decide on with the draft that it finds', () => {
    const play = raised({ [UNIT]: 'CAT-15' }).waitUntil('2026-05-29T09:00:00.000+07:00');
    play.does(`case-officer@${UNIT}`, 'draft-answer', { words: 'Đã bố trí', document: null });
    play.waitUntil(DAY);
    expect(play.clock('difficulty-approve')).toMatchObject({ owner: 'CAT-15', status: 'running' });
    play.does('head@CAT-15', 'approve-answer', { checksum: play.after.draft?.checksum ?? '' });
    expect(play.after.stage).toBe('answered');
  });

  test('goes one office higher where nobody does its work', () => {
    const play = raised({ [UNIT]: null });
    expect(play.waitUntil(DAY).after.holder).toBe('CAT-15');
    expect(play.lettersOf('difficulty-to-answer')).toEqual([UNIT, 'CAT-15']);
  });

  test('comes down again to an heir who is named later, with a clock of its own', () => {
    const play = raised({ [UNIT]: null }).waitUntil(DAY);
    play.does('case-officer@CAT-15', 'take-up-difficulty', {});
    play.directory = ending({ [UNIT]: 'CAT-15-XA' });
    play.now = '2026-06-01T09:00:00.000+07:00' as never;
    expect(play.look().after.holder).toBe('CAT-15');
    play.directory = ending({ [UNIT]: 'STC-15' });
    expect(play.look().after).toMatchObject({ holder: 'STC-15', stage: 'in-hand' });
    expect(play.clock('difficulty-answer').owner).toBe('STC-15');
    // And stays there.
    expect(play.after.stations).toMatchObject([{ office: 'STC-15' }]);
    const { version } = play.after;
    expect(play.look().after.version).toBe(version);
    play.answeredBy('STC-15').does(COMMUNE, 'raise-again', AGAIN);
    expect(play.after.holder).not.toBe('STC-15');
  });

  test('is held for every office that ended without an heir, the first one first', () => {
    const play = raised({ [UNIT]: null }).waitUntil(DAY);
    const named = (heirs: Parameters<typeof ending>[0]) => {
      play.directory = ending(heirs);
      return play.look().after;
    };
    const above = named({ [UNIT]: null, 'CAT-15': null });
    expect(above.holder).toBe('BCA-A03');
    expect(above.stations).toMatchObject([{ insteadOf: 'CAT-15', alsoFor: [UNIT] }]);
    // The second one's heir has it for the first one still.
    const second = named({ [UNIT]: null, 'CAT-15': 'SNV-15' });
    expect(second.stations).toEqual([
      { ...above.stations[0], office: 'SNV-15', insteadOf: undefined, alsoFor: [UNIT] },
    ]);
    const first = named({ [UNIT]: 'STC-15', 'CAT-15': 'SNV-15' });
    expect(first.holder).toBe('STC-15');
    expect(first.stations[0]).not.toHaveProperty('alsoFor');
    // And straight from above, whoever else is named that day.
    const straight = raised({ [UNIT]: null }).waitUntil(DAY);
    straight.directory = ending({ [UNIT]: null, 'CAT-15': null });
    straight.look().directory = ending({ [UNIT]: 'STC-15', 'CAT-15': 'SNV-15' });
    expect(straight.look().after.holder).toBe('STC-15');
  });

  test('goes one office higher where whoever raised it takes the holder over', () => {
    const play = raised({ [UNIT]: 'STC-15' }, 'STC-15');
    expect(play.waitUntil(DAY).after.holder).toBe('CAT-15');
  });

  test('goes one office higher where the holder takes over who raised it', () => {
    const play = raised({ [UNIT]: 'CAT-15' }, UNIT);
    expect(play.after.holder).toBe('CAT-15');
    expect(play.waitUntil(DAY).after.holder).toBe('UBND-15');
    play.answeredBy('UBND-15').does('case-officer@CAT-15', 'close-difficulty', {});
  });

  test('is woken on no other day than that', () => {
    const play = raised({ [UNIT]: 'CAT-15', 'UBX-03006': UNIT });
    play.waitUntil(DAY);
    const before = play.after.version;
    expect(play.wakesAt()).toBe(play.clock('difficulty-answer').next);
    expect(play.look().after.version).toBe(before);
  });
});

describe('an answered difficulty whose office has ended since', () => {
  const answered = (heirs: Parameters<typeof ending>[0]) => {
    const play = raised(heirs).answeredBy(UNIT);
    play.now = '2026-06-02T08:00:00.000+07:00' as never;
    return play;
  };

  test('is raised again one office higher than who does its work now', () => {
    const play = answered({ [UNIT]: 'CAT-15' }).does(COMMUNE, 'raise-again', AGAIN);
    expect(play.after).toMatchObject({ stage: 'raised', holder: 'UBND-15' });
    // What was answered stays answered by who answered it.
    expect(play.after.answers.map(({ office }) => office)).toEqual([UNIT]);
  });

  test('is raised again at the office that was above it, where nobody does its work', () => {
    const play = answered({ [UNIT]: null }).does(COMMUNE, 'raise-again', AGAIN);
    expect(play.after.holder).toBe('CAT-15');
    play.answeredBy('CAT-15').does(COMMUNE, 'raise-again', AGAIN);
    expect(play.after.holder).toBe('UBND-15');
  });

  test('passes nobody twice, though the office above has ended as well', () => {
    const play = raised({ 'CAT-15': null });
    play.does(`case-officer@${UNIT}`, 'pass-up', { reason: 'Vượt thẩm quyền' });
    play.answeredBy('CAT-15');
    play.now = '2026-06-02T08:00:00.000+07:00' as never;
    expect(play.does(COMMUNE, 'raise-again', AGAIN).after.holder).not.toBe(UNIT);
  });

  test('tells its heir that it was enough', () => {
    const play = answered({ [UNIT]: 'CAT-15' }).does(COMMUNE, 'close-difficulty', {});
    expect(play.lettersOf('difficulty-closed')).toEqual(['CAT-15']);
  });
});
