import type { PersonActor } from '../authority/actor.ts';
import { CaseDeciding, HEADS, OFFICERS } from '../cases/deciding.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { OfficeId } from '../offices/office.ts';
import type { DifficultyActData, DifficultyActKind } from './act.ts';
import { nextInChannel } from './channel.ts';
import type { Difficulty } from './difficulty.ts';
import { evolveDifficulty } from './evolve.ts';
import type { DifficultyFact, DifficultyFactData } from './fact.ts';
import type { DifficultyStage } from './vocabulary.ts';

/** One decision on a difficulty under way. */
export class DifficultyDeciding extends CaseDeciding<
  Difficulty,
  DifficultyFactData,
  DifficultyFact
> {
  /** The body that speaks for whoever raised it: itself, or who does its work now. */
  get raiser(): OfficeId {
    return this.directory.successorOf(this.case.office) ?? this.case.office;
  }

  protected evolved(before: Difficulty | null, fact: DifficultyFact): Difficulty {
    return evolveDifficulty(before, this.caseId, fact, this.now);
  }

  protected isPassedBy(): boolean {
    return false;
  }
}

/** One row of the table of acts on a difficulty. */
export interface DifficultyActRule<K extends DifficultyActKind> {
  readonly from: readonly DifficultyStage[];
  readonly decide: (
    deciding: DifficultyDeciding,
    data: DifficultyActData[K],
    actor: PersonActor,
  ) => Refusal | null;
}

/** The difficulty lies with an office from now on: it is told, and its clock runs. */
export function arriveAt(d: DifficultyDeciding, office: OfficeId): void {
  d.record('difficulty-arrived', { office });
  d.start('difficulty-answer', { owner: office });
  d.tell('difficulty-to-answer', office, [...OFFICERS, ...HEADS]);
}

/** Sends it one office higher; a refusal at the top of the channel. */
export function higher(d: DifficultyDeciding): Refusal | null {
  const { holder } = d.case;
  const next = nextInChannel(d.raiser, holder, d.directory);
  if (next === null) return refuse('NO_CHANNEL_ABOVE', { office: holder });
  // Nobody has answered here.
  d.stop('difficulty-answer', 'difficulty-approve');
  arriveAt(d, next);
  return null;
}
