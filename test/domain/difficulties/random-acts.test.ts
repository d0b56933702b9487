import { expect, test } from 'vitest';
import type { DifficultyActData, DifficultyActKind } from '../../../domain/difficulties/act.ts';
import { DIFFICULTY_ACTS, DIFFICULTY_ACT_KINDS } from '../../../domain/difficulties/acts.ts';
import type { Difficulty } from '../../../domain/difficulties/difficulty.ts';
import { evolveDifficulty } from '../../../domain/difficulties/evolve.ts';
import { DIFFICULTY_ENDINGS, DIFFICULTY_STAGES } from '../../../domain/difficulties/vocabulary.ts';
import { plus } from '../../../domain/time/instant.ts';
import type { Dice } from '../../support/case-play.ts';
import { Tally, dice } from '../../support/case-play.ts';
import { DIFFICULTY_ID, DifficultyPlay } from './difficulty-play.ts';

const OFFICES = ['UBX-02647', 'CAT-15-PA03', 'CAT-15', 'UBND-15', 'BCA-A03', 'BCA', 'UBX-03006'];
const CAPACITIES = ['clerk', 'case-officer', 'case-officer', 'deputy-head', 'head', 'staff'];

type Fill = { [K in DifficultyActKind]: (d: Dice, c: Difficulty) => DifficultyActData[K] };

const reason = (d: Dice) => ({ reason: d.chance(0.05) ? ' ' : 'Lý do' });
const FILL: Fill = {
  'take-up-difficulty': () => ({}),
  'draft-answer': (d) => ({
    words: d.chance(0.05) ? '' : 'Trả lời',
    document: d.chance(0.1) ? { sha256: 'x', title: 'x' } : null,
  }),
  'approve-answer': (d, c) => ({ checksum: d.chance(0.05) ? '' : (c.draft?.checksum ?? '') }),
  'return-answer': reason,
  'pass-up': reason,
  'raise-again': reason,
  'close-difficulty': () => ({}),
  'withdraw-difficulty': reason,
};

/** Somebody of the office whose turn it is, mostly. */
function actor(d: Dice, kind: DifficultyActKind, { holder, office }: Difficulty): string {
  const raisers: readonly DifficultyActKind[] = [
    'raise-again',
    'close-difficulty',
    'withdraw-difficulty',
  ];
  const theirs = raisers.includes(kind) ? office : holder;
  const where = d.chance(0.85) ? theirs : d.among(OFFICES);
  return `${d.among(CAPACITIES)}@${where}${d.chance(0.3) ? '/2' : ''}`;
}

test('random acts by random people in any order leave every promise true', () => {
  const tally = new Tally();
  for (let seed = 1; seed <= 360; seed += 1) {
    const d = dice(seed);
    const play = new DifficultyPlay();
    for (let step = 0; step < 16; step += 1) {
      if (d.chance(0.15)) play.waitUntil(plus(play.now, d.among([1, 30, 200, 900]) * 3_600_000));
      const { stage } = play.after;
      if (stage === 'ended' && d.chance(0.5)) break;
      const rare = d.chance(0.85) ? 'withdraw-difficulty' : '';
      const fitting = DIFFICULTY_ACT_KINDS.filter((k) => DIFFICULTY_ACTS[k].from.includes(stage));
      const likely = fitting.filter((kind) => kind !== rare);
      const kind = d.chance(0.85) && likely.length > 0 ? d.among(likely) : d.among(fitting);
      const tried = d.chance(0.9) && fitting.length > 0 ? kind : d.among(DIFFICULTY_ACT_KINDS);
      const before = play.after;
      const facts = play.facts.length;
      const data = FILL[tried](d, before) as never;
      const code = play.try(actor(d, tried, before), tried, data);
      tally.note(tried, code, play.after);
      // A refused act leaves the case as it was; only what was due may have happened.
      if (code !== 'done') {
        expect(play.facts.slice(facts).every(({ byItself }) => byItself === true)).toBe(true);
      }
      for (const { draftedBy, approvedBy } of play.after.answers) {
        expect(draftedBy).not.toBe(approvedBy);
      }
      const waits = play.after.stage === 'answered' || play.after.stage === 'ended';
      expect(play.running().length > 0, tried).toBe(!waits);
    }
    const again = play.facts.reduce<Difficulty | null>(
      (before, { fact }) => evolveDifficulty(before, DIFFICULTY_ID, fact, play.now),
      null,
    );
    expect(again?.version).toBe(play.after.version);
    expect(again?.stage).toBe(play.after.stage);
  }
  expect(tally.print()).toBeGreaterThanOrEqual(0.3);
  expect(tally.rare(DIFFICULTY_ACT_KINDS)).toEqual([]);
  expect([...tally.stages].sort()).toEqual([...DIFFICULTY_STAGES].sort());
  expect([...tally.endings].sort()).toEqual([...DIFFICULTY_ENDINGS].sort());
  for (const code of [
    'AUTHOR_CANNOT_DECIDE',
    'NO_CHANNEL_ABOVE',
    'DOCUMENT_MISSING',
    'FORBIDDEN',
  ]) {
    expect(tally.codes, code).toContain(code);
  }
}, 60_000);
