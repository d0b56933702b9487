import type { DecisionContext } from '../../../domain/cases/deciding.ts';
import type { DifficultyAct, DifficultyActData } from '../../../domain/difficulties/act.ts';
import type { DifficultyDecision } from '../../../domain/difficulties/decide.ts';
import { decideOnDifficulty, raiseDifficulty } from '../../../domain/difficulties/decide.ts';
import type { Difficulty, RaisedDifficulty } from '../../../domain/difficulties/difficulty.ts';
import type { DifficultyFact } from '../../../domain/difficulties/fact.ts';
import { difficultySnapshot } from '../../../domain/difficulties/outcome.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { CasePlay } from '../../support/case-play.ts';
import { DIRECTORY } from '../../support/office-play.ts';

export const DIFFICULTY_ID = '00000000-0000-4000-8000-00000000000d';

const RAISED: RaisedDifficulty = {
  number: 'KK-2026-000001',
  drill: false,
  about: { plan: 'lao-cai-2026', task: 'II.4-1' },
  office: 'UBX-02647',
  raisedBy: 'case-officer@UBX-02647',
  words: 'Chưa có máy tính riêng để soạn thảo',
};

/** One difficulty in memory; raised by a commune on Monday, 4 May 2026. */
export class DifficultyPlay extends CasePlay<Difficulty, DifficultyActData, DifficultyFact> {
  constructor(
    raised: Partial<RaisedDifficulty> = {},
    now = '2026-05-04T08:00:00.000+07:00',
    directory = DIRECTORY,
  ) {
    super(now);
    this.directory = directory;
    this.take(raiseDifficulty(DIFFICULTY_ID, { ...RAISED, ...raised }, this.context('process')));
  }

  protected decided(act: DifficultyAct | null, context: DecisionContext): DifficultyDecision {
    return decideOnDifficulty(this.after, act, context);
  }

  /** The next instant at which its process wakes. */
  wakesAt(): Instant | null {
    return this.wake();
  }

  protected wake(): Instant | null {
    const directory = this.directory.at(dateOf(this.now));
    return difficultySnapshot(this.after, directory).waits.difficulty.wake;
  }

  /** The office's officer drafts, its head approves. */
  answeredBy(office: string, words = 'Đã bố trí'): this {
    return this.does(`case-officer@${office}`, 'draft-answer', { words, document: null }).does(
      `head@${office}`,
      'approve-answer',
      { checksum: this.after.draft?.checksum ?? '' },
    );
  }
}
