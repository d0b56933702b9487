import type { PersonActor } from '../authority/actor.ts';
import { CaseDeciding, HEADS, OFFICERS } from '../cases/deciding.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { DifficultyActData, DifficultyActKind } from './act.ts';
import type { Difficulty } from './difficulty.ts';
import { evolveDifficulty } from './evolve.ts';
import type { DifficultyFact, DifficultyFactData } from './fact.ts';
import { holderOn, officesAbove, raiserOn } from './holding.ts';
import type { DifficultyStage } from './vocabulary.ts';

/** One decision on a difficulty under way. */
export class DifficultyDeciding extends CaseDeciding<
  Difficulty,
  DifficultyFactData,
  DifficultyFact
> {
  /** The body that speaks for whoever raised it: itself, or who does its work now. */
  get raiser(): OfficeId {
    return raiserOn(this.case, this.directory);
  }

  /** With whom it lies today: the office that has it, or who has to take it over. */
  get holder(): OfficeId {
    return holderOn(this.case, this.directory);
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
export function arriveAt(d: DifficultyDeciding, office: OfficeId, raisedAgainBy?: PersonId): void {
  const who = raisedAgainBy === undefined ? {} : { raisedAgainBy };
  d.record('difficulty-arrived', { office, ...who });
  d.start('difficulty-answer', { owner: office });
  d.tell('difficulty-to-answer', office, [...OFFICERS, ...HEADS]);
}

/** Sends it one office higher; a refusal at the top of the channel. */
export function higher(d: DifficultyDeciding, raisedAgainBy?: PersonId): Refusal | null {
  const [next] = officesAbove(d.case, d.directory);
  if (next === undefined) return refuse('NO_CHANNEL_ABOVE', { office: d.case.holder });
  // Nobody has answered here.
  d.stop('difficulty-answer', 'difficulty-approve');
  arriveAt(d, next, raisedAgainBy);
  return null;
}
