import { followCalendars, lapseDue } from '../cases/clocks-of-case.ts';
import type { DecisionContext } from '../cases/deciding.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import type { Settled } from '../cases/settling.ts';
import { nth, settled, settledBoth } from '../cases/settling.ts';
import type { RunningClock } from '../clocks/clock.ts';
import type { DifficultyClockId } from '../clocks/rule.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { DifficultyAct, DifficultyActKind } from './act.ts';
import { DIFFICULTY_ACTS } from './acts.ts';
import { mayOnDifficulty } from './authority.ts';
import { difficultyChannel } from './channel.ts';
import type { DifficultyActRule } from './deciding.ts';
import { DifficultyDeciding, arriveAt } from './deciding.ts';
import type { Difficulty, RaisedDifficulty } from './difficulty.ts';
import type { DifficultyFact } from './fact.ts';
import { heldForNext, officesAbove } from './holding.ts';

export type DifficultyDecision = Settled<Difficulty, DifficultyFact>;

/** Whether a difficulty can be raised at all: `null` when so, else the refusal. */
export function raisingRefusal(
  { office, words }: Pick<RaisedDifficulty, 'office' | 'words'>,
  { directory }: Pick<DecisionContext, 'directory'>,
): Refusal | null {
  if (directory.office(office) === undefined) return refuse('UNKNOWN_OFFICE', { office });
  if (words.trim() === '') return refuse('FIELDS_MISSING', { fields: 'words' });
  return difficultyChannel(office, directory).length === 0
    ? refuse('NO_CHANNEL_ABOVE', { office })
    : null;
}

/** A body raises a difficulty: it lies with the first office of its channel, whose clock runs. */
export function raiseDifficulty(
  id: string,
  raised: RaisedDifficulty,
  context: DecisionContext,
): DifficultyDecision {
  const d = new DifficultyDeciding(id, null, context);
  const [first] = difficultyChannel(raised.office, context.directory);
  if (first === undefined) throw new Error(`Nobody is above ${raised.office}`);
  d.record('difficulty-raised', raised);
  arriveAt(d, first);
  return settled(d);
}

/**
 * Decides on an act, or without one on what is due: first whatever lapsed before now, then the act.
 * What lapsed stands even when the act is refused. Pure.
 */
export function decideOnDifficulty(
  before: Difficulty,
  act: DifficultyAct | null,
  context: DecisionContext,
): DifficultyDecision {
  const first = new DifficultyDeciding(before.id, before, context);
  look(first);
  if (act === null) return settled(first);
  const second = new DifficultyDeciding(before.id, first.case, context);
  const refusal = carryOut(second, act);
  return refusal === null ? settledBoth(first, second) : settled(first, refusal);
}

function look(d: DifficultyDeciding): void {
  followSuccession(d);
  followCalendars(d);
  lapseDue(d, (clock) => EFFECTS[clock.rule as DifficultyClockId](d, clock));
}

/** The holder has ended: whoever has it now is told, and has as long as any other. */
function followSuccession(d: DifficultyDeciding): void {
  const { stage, holder } = d.case;
  const to = d.holder;
  if (to === holder || stage === 'answered' || stage === 'ended') return;
  d.stop('difficulty-answer');
  const held = heldForNext(d.case, d.directory);
  d.record('difficulty-rehomed', { from: holder, to, ...held });
  d.start('difficulty-answer', { owner: to });
  if (d.running('difficulty-approve') !== undefined) {
    d.stop('difficulty-approve');
    d.start('difficulty-approve', { owner: to });
  }
  d.tell('difficulty-to-answer', to, [...OFFICERS, ...HEADS]);
}

const EFFECTS: Readonly<
  Record<DifficultyClockId, (d: DifficultyDeciding, clock: RunningClock) => void>
> = {
  // From the second time on one office higher each time is told; it never goes up by itself.
  'difficulty-answer': (d, clock) => {
    const { holder } = d.case;
    d.tell('difficulty-urged', holder, [...OFFICERS, ...HEADS]);
    d.tell('difficulty-waits', d.raiser, OFFICERS, 'in-digest');
    const above = nth(officesAbove(d.case, d.directory), clock.lapses - 1);
    if (clock.lapses > 1 && above !== null) d.tell('difficulty-unanswered', above, HEADS);
  },
  'difficulty-approve': (d) => d.tell('answer-to-approve', d.case.holder, HEADS),
};

function carryOut(d: DifficultyDeciding, act: DifficultyAct): Refusal | null {
  const { actor } = d.context;
  if (actor.kind !== 'person') throw new Error(`${act.kind} is an act of a person`);
  if (!Object.hasOwn(DIFFICULTY_ACTS, act.kind)) return refuse('UNKNOWN_ACT', { act: act.kind });
  const rule = DIFFICULTY_ACTS[act.kind] as DifficultyActRule<DifficultyActKind>;
  const forbidden = mayOnDifficulty(actor, act.kind, d.case, d.directory);
  if (forbidden !== null) return forbidden;
  const { stage } = d.case;
  if (!rule.from.includes(stage)) {
    return refuse(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  return rule.decide(d, act.data as never, actor);
}
