import { actsFor } from '../../../domain/authority/relations.ts';
import { officesAbove } from '../../../domain/difficulties/holding.ts';
import type { Language } from '../../../domain/text.ts';
import type { OpenedDifficulty } from '../difficulties.ts';
import { clocksView } from './clocks-view.ts';
import { possibleDifficultyActs } from './possible-difficulty-acts.ts';

/**
 * A difficulty as whoever may read it sees it: the whole of it, and who is above. A draft answer is
 * there only for who acts for its office: until it is approved nobody has answered.
 */
export function difficultyView({ difficulty, who }: OpenedDifficulty, language: Language) {
  const { id, number, version, drill, stage, ending, about, office, raisedBy } = difficulty;
  const { raisedAt, words, holder, stations, draft, answers, clocks } = difficulty;
  const { directory } = who;
  return {
    ...{ id, number, version, drill, stage, ending, about, office, raisedBy, raisedAt, words },
    ...{ holder, stations, answers },
    draft: actsFor(who.actor, holder, directory) ? draft : null,
    above: officesAbove(difficulty, directory),
    clocks: clocksView(clocks, who.rules, language),
    acts: possibleDifficultyActs(difficulty, who.actor, directory),
  };
}
